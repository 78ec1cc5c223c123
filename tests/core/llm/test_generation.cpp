#include <ATen/ATen.h>

#include <QTest>
#include <array>
#include <cmath>
#include <optional>
#include <set>
#include <vector>

#include "base/error.h"
#include "checkpoint/model_config.h"
#include "llm/generation.h"
#include "reference_decoder.h"
#include "support/golden_tensors.h"

namespace vp::llm {
namespace {

using namespace test;
using vp::test::load_tensors;
using vp::test::MapTensorSource;

const auto kIgnore = [](std::int64_t) {};

/// Remembers what was reported, and asks for a stop when told to.
class RecordingProgress final : public base::Progress {
 public:
  void report(base::Phase phase, std::int64_t done, std::int64_t total) override {
    phases.push_back(phase);
    last_done = done;
    last_total = total;
    if (stop_in == phase) stop.request_stop();
  }
  void warn(const base::Message&) override {}

  std::vector<base::Phase> phases;
  std::int64_t last_done = 0;
  std::int64_t last_total = 0;
  std::optional<base::Phase> stop_in;
  std::stop_source stop;
};

}  // namespace

class TestGeneration : public QObject {
  Q_OBJECT

  checkpoint::DecoderConfig config_ = small_config(4, 2, 16, false, false);
  Weights weights_ = random_weights(config_, 8);
  at::Tensor prompt_;

  Decoder decoder(std::vector<std::int64_t> end_ids = {}) const {
    checkpoint::DecoderConfig config = config_;
    config.eos_token_ids = std::move(end_ids);
    MapTensorSource source(weights_, at::kFloat);
    return Decoder(config, source);
  }

  Generation run(const Decoder& model, KvCache& cache, const GenerationOptions& options) const {
    base::NoProgress progress;
    return generate(model, cache, prompt_, options, kIgnore, progress, {});
  }

 private slots:
  void init() { prompt_ = decoder().embed(std::array<std::int64_t, 5>{3, 14, 15, 92, 65}); }

  void golden_data() {
    QTest::addColumn<QString>("name");
    for (const char* name : {"llama_mha", "llama_gqa", "qwen2"}) QTest::newRow(name) << QString(name);
  }

  void golden() {
    QFETCH(QString, name);
    const std::string folder = VP_TEST_DATA "/golden/decoder/" + name.toStdString();
    const auto config = checkpoint::read_model_config(folder).decoder;
    const auto expected = load_tensors(folder + "/expected.safetensors");
    MapTensorSource source(load_tensors(folder + "/model.safetensors"), at::kFloat);
    const Decoder model(config, source);
    const auto to_vector = [](const at::Tensor& ids) {
      const at::Tensor longs = ids.to(at::kLong);
      return std::vector<std::int64_t>(longs.data_ptr<std::int64_t>(),
                                       longs.data_ptr<std::int64_t>() + longs.numel());
    };
    std::vector<std::int64_t> greedy = to_vector(expected.at("greedy"));
    const bool ends = greedy.back() == config.eos_token_ids.front();
    if (ends) greedy.pop_back();

    KvCache cache(config, 128, at::kFloat);
    const at::Tensor prompt = model.embed(to_vector(expected.at("input_ids")));
    GenerationOptions options;
    options.max_new_tokens = 40;
    std::vector<std::int64_t> streamed;
    base::NoProgress progress;
    const Generation generation = generate(model, cache, prompt, options,
                                           [&](std::int64_t id) { streamed.push_back(id); }, progress, {});
    QCOMPARE(generation.ids, greedy);
    QCOMPARE(streamed, greedy);
    QCOMPARE(generation.end_id.has_value(), ends);
    QVERIFY(!generation.stopped);
    const auto fed = static_cast<std::int64_t>(greedy.size()) - (ends ? 0 : 1);
    QCOMPARE(cache.length(), prompt.size(0) + fed);
  }

  void any_end_id_ends() {
    KvCache cache(config_, 64, at::kFloat);
    GenerationOptions options;
    options.max_new_tokens = 20;
    const Generation endless = run(decoder(), cache, options);
    QCOMPARE(endless.ids.size(), 20U);
    QVERIFY(!endless.end_id);

    const std::int64_t end_id = endless.ids[7];
    const auto at = std::find(endless.ids.begin(), endless.ids.end(), end_id) - endless.ids.begin();
    cache.truncate(0);
    const Generation ended = run(decoder({config_.vocab_size + 5, end_id}), cache, options);
    QCOMPARE(ended.end_id, std::optional(end_id));
    QCOMPARE(ended.ids, std::vector<std::int64_t>(endless.ids.begin(), endless.ids.begin() + at));
    QCOMPARE(ended.log_probabilities.size(), ended.ids.size());
    QCOMPARE(cache.length(), prompt_.size(0) + at);
  }

  void full_cache_ends_the_answer() {
    KvCache cache(config_, prompt_.size(0) + 6, at::kFloat);
    const Generation generation = run(decoder(), cache, {});
    QCOMPARE(generation.ids.size(), 7U);  // six were fed, the seventh had no room
    QVERIFY(!generation.end_id);
    QVERIFY(!generation.stopped);
    QCOMPARE(cache.length(), cache.capacity());
  }

  void prompt_that_fills_the_cache_gives_one_token() {
    KvCache cache(config_, prompt_.size(0), at::kFloat);
    QCOMPARE(run(decoder(), cache, {}).ids.size(), 1U);
  }

  void prompt_without_room() {
    KvCache cache(config_, prompt_.size(0) - 1, at::kFloat);
    try {
      run(decoder(), cache, {});
      QFAIL("no error");
    } catch (const base::Error& error) {
      QCOMPARE(error.code(), base::ErrorCode::Usage);
    }
    QCOMPARE(cache.length(), 0);
  }

  void stop_takes_effect_within_one_token() {
    const Decoder model = decoder();
    KvCache cache(config_, 64, at::kFloat);
    RecordingProgress progress;
    GenerationOptions options;
    options.max_new_tokens = 30;
    int tokens = 0;
    const auto stop_at_third = [&](std::int64_t) {
      if (++tokens == 3) progress.stop.request_stop();
    };
    const Generation generation =
        generate(model, cache, prompt_, options, stop_at_third, progress, progress.stop.get_token());
    QVERIFY(generation.stopped);
    QVERIFY(!generation.end_id);
    QCOMPARE(generation.ids.size(), 3U);
    QCOMPARE(progress.last_done, 3);
    QCOMPARE(progress.last_total, 30);
    QCOMPARE(cache.length(), prompt_.size(0) + 2);

    // The conversation goes on where it was stopped: feed the last token and continue.
    base::NoProgress quiet;
    const Generation rest =
        generate(model, cache, model.embed(std::array{generation.ids[2]}), options, kIgnore, quiet, {});
    cache.truncate(0);
    const Generation whole = run(model, cache, options);
    QCOMPARE(rest.ids[0], whole.ids[3]);
  }

  void stop_in_prefill_throws() {
    const Decoder model = decoder();
    KvCache cache(config_, 900, at::kFloat);
    RecordingProgress progress;
    progress.stop_in = base::Phase::Prefill;
    try {
      generate(model, cache, at::randn({800, config_.hidden_size}), {}, kIgnore, progress,
               progress.stop.get_token());
      QFAIL("not stopped");
    } catch (const base::Error& error) {
      QCOMPARE(error.code(), base::ErrorCode::Stopped);
    }
    QCOMPARE(cache.length(), 0);
  }

  void log_probabilities_are_those_at_temperature_one() {
    const Decoder model = decoder();
    KvCache cache(config_, 64, at::kFloat);
    GenerationOptions options;
    options.max_new_tokens = 6;
    options.sampling = {.temperature = 2.5, .top_p = 0.9, .seed = 7};
    const Generation generation = run(model, cache, options);

    at::Tensor embeddings = prompt_;
    for (std::size_t i = 0; i < generation.ids.size(); ++i) {
      const at::Tensor logits = reference_logits(config_, weights_, embeddings);
      const at::Tensor expected = at::log_softmax(logits.select(0, logits.size(0) - 1), -1);
      QVERIFY(std::abs(expected[generation.ids[i]].item<float>() - generation.log_probabilities[i]) < 1e-3F);
      embeddings = at::cat({embeddings, model.embed(std::array{generation.ids[i]})});
    }
    cache.truncate(0);
    QCOMPARE(run(model, cache, options).ids, generation.ids);
  }

  // Where the layers add nothing, each token decides the next one, so that an answer comes back to itself.
  void a_loop_ends_the_answer() {
    Weights weights = weights_;
    for (auto& [name, weight] : weights)
      if (name.find("o_proj") != std::string::npos || name.find("down_proj") != std::string::npos)
        weight = at::zeros_like(weight);
    checkpoint::DecoderConfig config = config_;
    config.eos_token_ids.clear();
    MapTensorSource source(weights, at::kFloat);
    const Decoder model(config, source);
    KvCache cache(config_, 600, at::kFloat);
    GenerationOptions options;
    options.max_new_tokens = 500;
    options.repetition_guard = false;
    const Generation endless = run(model, cache, options);
    QCOMPARE(endless.ids.size(), 500U);

    options.repetition_guard = true;
    cache.truncate(0);
    std::vector<std::int64_t> streamed;
    base::NoProgress progress;
    RecordOptions columns;
    columns.columns = {{0, 2}};
    AttentionRecorder recorder(config_, columns);
    const Generation ended = generate(
        model, cache, prompt_, options, [&](std::int64_t id) { streamed.push_back(id); }, progress, {},
        &recorder);
    QVERIFY(ended.repeated && !ended.stopped && !ended.end_id);
    QVERIFY(ended.ids.size() < 400U);
    QVERIFY(std::equal(ended.ids.begin(), ended.ids.end(), endless.ids.begin()));
    QCOMPARE(streamed, ended.ids);
    QCOMPARE(ended.log_probabilities.size(), ended.ids.size());
    QCOMPARE(ended.attention.size(), 2 * ended.ids.size());
    QCOMPARE(cache.length(), prompt_.size(0) + static_cast<std::int64_t>(ended.ids.size()));
    // What the endless answer says behind it is what stands at its end, again and again.
    const auto repeats = [&](std::size_t period) {
      for (std::size_t i = ended.ids.size(); i < ended.ids.size() + 3 * period; ++i)
        if (endless.ids[i] != endless.ids[i - period]) return false;
      return true;
    };
    std::size_t period = 1;
    while (period <= 64 && !repeats(period)) ++period;
    QVERIFY(period <= 64);
  }

  void a_penalty_counts_prompt_and_answer() {
    const Decoder model = decoder();
    KvCache cache(config_, 64, at::kFloat);
    GenerationOptions options;
    options.max_new_tokens = 12;
    const Generation plain = run(model, cache, options);
    options.repetition_penalty = 1.5;
    options.prompt_ids = {plain.ids[0], 4};
    cache.truncate(0);
    const Generation found = run(model, cache, options);
    QVERIFY(found.ids != plain.ids);

    std::vector<std::int64_t> seen = options.prompt_ids;
    at::Tensor embeddings = prompt_;
    for (std::size_t i = 0; i < found.ids.size(); ++i) {
      const at::Tensor all = reference_logits(config_, weights_, embeddings);
      const at::Tensor logits = all.select(0, all.size(0) - 1).clone();
      const at::Tensor expected = at::log_softmax(logits, -1);
      QVERIFY(std::abs(expected[found.ids[i]].item<float>() - found.log_probabilities[i]) < 1e-3F);
      const std::set<std::int64_t> once(seen.begin(), seen.end());
      for (const std::int64_t id : once) {
        const auto logit = logits[id].item<float>();
        logits[id].fill_(logit > 0 ? logit / 1.5F : logit * 1.5F);
      }
      QCOMPARE(logits.argmax().item<std::int64_t>(), found.ids[i]);
      seen.push_back(found.ids[i]);
      embeddings = at::cat({embeddings, model.embed(std::array{found.ids[i]})});
    }
  }

  void invalid_options() {
    KvCache cache(config_, 64, at::kFloat);
    GenerationOptions options;
    options.max_new_tokens = 0;
    try {
      run(decoder(), cache, options);
      QFAIL("no error");
    } catch (const base::Error& error) {
      QCOMPARE(error.code(), base::ErrorCode::Usage);
    }
    QCOMPARE(cache.length(), 0);
  }
};

}  // namespace vp::llm

QTEST_GUILESS_MAIN(vp::llm::TestGeneration)
#include "test_generation.moc"
