// Frames cut off from question and answer, against the decoder written out plainly with a mask over the whole
// prompt.
#include <ATen/ATen.h>

#include <QtTest>
#include <cmath>

#include "base/error.h"
#include "checkpoint/weight_reader.h"
#include "core/llm/reference_decoder.h"
#include "engine/conversation.h"
#include "engine/encoded_video_impl.h"
#include "engine/prompt.h"
#include "engine/prompt_embeddings.h"
#include "support/golden_clips.h"
#include "text/prompt.h"

namespace vp::engine {
namespace {

constexpr double kTolerance = 1e-5;  ///< of the largest log-probability
const std::string kQuestion = "What color is the car?";
const auto kIgnore = [](std::string_view) {};

AskOptions short_answer(std::int64_t tokens) {
  AskOptions options;
  options.max_new_tokens = tokens;
  return options;
}

llm::test::Weights double_weights() {
  const auto reader = checkpoint::open_weights(test::kGoldenFolder / "checkpoint");
  llm::test::Weights weights;
  for (const checkpoint::TensorInfo& info : reader->tensors()) {
    const bool decoder = info.name.starts_with("model.layers.") || info.name.starts_with("lm_head.") ||
                         info.name.starts_with("model.norm.") || info.name.starts_with("model.embed_tokens.");
    if (!decoder) continue;
    const at::ScalarType type = info.dtype == checkpoint::Dtype::Float32    ? at::kFloat
                                : info.dtype == checkpoint::Dtype::BFloat16 ? at::kBFloat16
                                                                            : at::kHalf;
    const at::Tensor stored = at::empty(info.shape, type);
    reader->read(info, {static_cast<std::byte*>(stored.data_ptr()), info.byte_count()});
    weights[info.name] = stored.to(at::kDouble);
  }
  return weights;
}

class Counted final : public base::Progress {
 public:
  void report(base::Phase phase, std::int64_t done_now, std::int64_t total_now) override {
    if (phase != base::Phase::Measure) return;
    done = done_now;
    total = total_now;
  }
  void warn(const base::Message&) override {}
  std::int64_t done = -1, total = -1;
};

QString refusal(const std::function<void()>& action) {
  try {
    action();
  } catch (const base::Error& error) {
    return QString::fromUtf8(error.what());
  }
  return {};
}

}  // namespace

class TestKnockout : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() {
    model_ = test::load_golden_model();
    video_ = test::encode_golden_clip(model_, "clip_landscape.mkv");
    weights_ = double_weights();
  }

  void equals_a_mask_over_the_prompt_data() {
    QTest::addColumn<int>("first_layer");
    QTest::addColumn<int>("last_layer");
    QTest::newRow("all layers") << -1 << -1;
    QTest::newRow("the first layer") << 0 << 0;
    QTest::newRow("the second layer") << 1 << 1;
  }

  // Of a first question and of a follow-up, whose cut begins with its own words.
  void equals_a_mask_over_the_prompt() {
    QFETCH(int, first_layer);
    QFETCH(int, last_layer);
    KnockoutOptions options;
    if (first_layer >= 0) options.layers = {first_layer, last_layer};
    Conversation conversation(model_, video_);
    base::NoProgress progress;
    const Turn first =
        conversation.ask("What is happening in the video?", short_answer(6), kIgnore, progress);
    const Turn second = conversation.ask(kQuestion, short_answer(5), kIgnore, progress);
    const text::Tokenizer& tokenizer = model_->tokenizer();
    std::vector<text::TokenId> prompt =
        text::first_turn_ids(tokenizer, video_->frame_slots(), first.question);
    const std::vector<text::TokenId> other = text::first_turn_ids(tokenizer, video_->frame_slots(), "9");
    const auto cut = static_cast<std::size_t>(
        std::mismatch(prompt.begin(), prompt.end(), other.begin()).first - prompt.begin());
    compare(conversation.knock_out_frames(0, options, progress), prompt, cut, first);

    prompt.insert(prompt.end(), first.token_ids.begin(), first.token_ids.end());
    prompt.push_back(text::Tokenizer::kEnd);
    const std::vector<text::TokenId> next = text::next_turn_ids(tokenizer, second.question);
    const std::vector<text::TokenId> next_other = text::next_turn_ids(tokenizer, "9");
    const auto later = static_cast<std::size_t>(
        std::mismatch(next.begin(), next.end(), next_other.begin()).first - next.begin());
    const std::size_t second_cut = prompt.size() + later;
    prompt.insert(prompt.end(), next.begin(), next.end());
    compare(conversation.knock_out_frames(1, options, progress), prompt, second_cut, second);
  }

  void scores_the_answer_that_was_given() {
    Conversation conversation(model_, video_);
    Counted progress;
    const Turn turn = conversation.ask(kQuestion, short_answer(6), kIgnore, progress);
    const evidence::FrameKnockout found = conversation.knock_out_frames(0, {}, progress);
    QCOMPARE(progress.total, 1 + 8);
    QCOMPARE(progress.done, 1 + 8);
    QCOMPARE(found.frames(), std::size_t{8});
    QCOMPARE(found.layers, (evidence::LayerRange{0, found.decoder_layers - 1}));
    for (std::size_t i = 0; i < turn.log_probabilities.size(); ++i)
      QVERIFY(std::abs(found.log_probabilities[i] - turn.log_probabilities[i]) < 1e-3F);
    std::string text;
    for (const std::string& piece : found.pieces) text += piece;
    QCOMPARE(text, turn.answer);
    QCOMPARE(found.end, turn.finish == Turn::Finish::EndToken);
    QCOMPARE(found.tokens(), turn.token_ids.size() + (found.end ? 1 : 0));
    double largest = 0;
    for (const double change : evidence::changes(found, found.all()))
      largest = std::max(largest, std::abs(change));
    QVERIFY(largest > 1e-3);
  }

  // Asking goes on as if nothing had been measured, from the film's own keys and values.
  void leaves_the_conversation_as_it_was() {
    Conversation plain(model_, video_), measured(model_, video_);
    base::NoProgress progress;
    for (Conversation* each : {&plain, &measured})
      each->ask("What is happening in the video?", short_answer(6), kIgnore, progress);
    measured.knock_out_frames(0, {}, progress);
    QCOMPARE(measured.turns().size(), std::size_t{1});
    const Turn expected = plain.ask(kQuestion, short_answer(8), kIgnore, progress);
    const Turn found = measured.ask(kQuestion, short_answer(8), kIgnore, progress);
    QCOMPARE(found.token_ids, expected.token_ids);
    std::int64_t film = 0;
    for (const std::int64_t tokens : video_->tokens_per_frame()) film += tokens;
    QVERIFY(found.reused_tokens > film);
    // A second measurement reads nothing of the film again.
    Counted counted;
    const auto again = measured.knock_out_frames(0, {}, counted);
    const auto once_more = measured.knock_out_frames(0, {}, counted);
    QCOMPARE(again.without, once_more.without);
  }

  // A text that somebody names, and the same as the model's own answer.
  void scores_a_text() {
    Conversation conversation(model_, video_);
    base::NoProgress progress;
    conversation.add_known_turn(kQuestion, "The car is red.");
    const evidence::FrameKnockout found = conversation.knock_out_frames(0, {}, progress);
    QVERIFY(!found.end);
    std::string text;
    for (const std::string& piece : found.pieces) text += piece;
    QCOMPARE(QString::fromStdString(text).trimmed(), QString("The car is red."));
    const AnswerLikelihood expected =
        conversation.score_answers(kQuestion, {"The car is red."}, progress).front();
    double sum = 0;
    for (const float number : found.log_probabilities) sum += static_cast<double>(number);
    QCOMPARE(static_cast<std::int64_t>(found.tokens()), expected.tokens);
    QVERIFY(std::abs(sum - expected.log_probability) < 1e-3);
  }

  void refuses() {
    Conversation conversation(model_, video_);
    base::NoProgress progress;
    QVERIFY(refusal([&] { conversation.knock_out_frames(0, {}, progress); }).contains("no answer"));
    conversation.ask(kQuestion, short_answer(3), kIgnore, progress);
    KnockoutOptions options;
    options.layers = {0, 99};
    QVERIFY(refusal([&] { conversation.knock_out_frames(0, options, progress); }).contains("99"));
    std::stop_source stop;
    stop.request_stop();
    QVERIFY_THROWS_EXCEPTION(base::Error, conversation.knock_out_frames(0, {}, progress, stop.get_token()));
    QCOMPARE(conversation.ask(kQuestion, short_answer(3), kIgnore, progress).token_ids.size(),
             std::size_t{3});
    Conversation blind(model_, EncodedVideo::none(model_));
    blind.ask(kQuestion, short_answer(3), kIgnore, progress);
    QVERIFY(refusal([&] { blind.knock_out_frames(0, {}, progress); }).contains("film"));
  }

 private:
  /// `prompt`: ids up to the answer, of which those from `cut` on are the question's; of the answer's tokens
  /// the last one is only asked about.
  void compare(const evidence::FrameKnockout& found, std::vector<text::TokenId> prompt, std::size_t cut,
               const Turn& turn) const {
    const std::vector<at::Tensor>& frames = video_->impl().tokens;
    const std::vector<std::int64_t> counts = token_counts(frames);
    std::vector<std::int64_t> answer = turn.token_ids;
    if (turn.finish == Turn::Finish::EndToken) answer.push_back(text::Tokenizer::kEnd);
    const std::vector<text::TokenId> ahead(prompt.begin(), prompt.begin() + static_cast<std::ptrdiff_t>(cut));
    const auto first_row = static_cast<std::int64_t>(positions_of(ahead, counts).size());
    prompt.insert(prompt.end(), answer.begin(), answer.end() - 1);
    const std::vector<text::TokenId> positions = positions_of(prompt, counts);
    const at::Tensor embeddings = prompt_embeddings(*model_, positions, frames).to(at::kDouble);
    const std::int64_t n = embeddings.size(0);
    const auto count = static_cast<std::int64_t>(answer.size());

    const auto scored = [&](std::int64_t begin, std::int64_t end) {
      std::vector<at::Tensor> masks;
      for (int layer = 0; layer < found.decoder_layers; ++layer) {
        at::Tensor mask = at::zeros({n, n}, at::kBool);
        if (found.layers.first <= layer && layer <= found.layers.last)
          mask.slice(0, first_row).slice(1, begin, end).fill_(true);
        masks.push_back(mask);
      }
      const at::Tensor log_p =
          llm::test::reference_logits(model_->config().decoder, weights_, embeddings, nullptr, masks)
              .log_softmax(-1);
      std::vector<double> numbers;
      for (std::int64_t i = 0; i < count; ++i)
        numbers.push_back(log_p[n - count + i][answer[static_cast<std::size_t>(i)]].item<double>());
      return numbers;
    };
    const auto check = [&](const std::vector<float>& numbers, const std::vector<double>& expected) {
      QCOMPARE(numbers.size(), expected.size());
      double largest = 1;
      for (const double number : expected) largest = std::max(largest, std::abs(number));
      for (std::size_t i = 0; i < numbers.size(); ++i)
        QVERIFY2(std::abs(static_cast<double>(numbers[i]) - expected[i]) < kTolerance * largest,
                 qPrintable(QString("%1: %2, expected %3").arg(i).arg(numbers[i]).arg(expected[i])));
    };
    check(found.log_probabilities, scored(0, 0));
    std::int64_t position = 0;
    std::size_t frame = 0;
    for (const text::TokenId id : prompt) {
      if (id != text::kFrameMark) {
        ++position;
        continue;
      }
      check(found.without[frame], scored(position, position + counts[frame]));
      position += counts[frame++];
    }
    QCOMPARE(frame, found.frames());
  }

  std::shared_ptr<const Model> model_;
  std::shared_ptr<const EncodedVideo> video_;
  llm::test::Weights weights_;
};

}  // namespace vp::engine

QTEST_GUILESS_MAIN(vp::engine::TestKnockout)
#include "test_knockout.moc"
