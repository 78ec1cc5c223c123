// The recorded attention of answers against the decoder written out plainly, with the whole matrix.
#include <ATen/ATen.h>

#include <QtTest>
#include <algorithm>
#include <cmath>

#include "attention/answer_attention.h"
#include "base/error.h"
#include "checkpoint/weight_reader.h"
#include "core/llm/reference_decoder.h"
#include "engine/conversation.h"
#include "support/golden_clips.h"
#include "text/prompt.h"

namespace vp::engine {
namespace {

constexpr double kTolerance = 2e-4;  // of the largest value
const std::string kClip = "clip_landscape.mkv";

const auto kIgnore = [](std::string_view) {};

AskOptions recording(std::int64_t tokens, AttentionRecording attention = {}) {
  AskOptions options;
  options.max_new_tokens = tokens;
  options.attention = std::move(attention);
  options.attention.enabled = true;
  return options;
}

llm::test::Weights decoder_weights() {
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
    weights[info.name] = stored.to(at::kFloat);
  }
  return weights;
}

}  // namespace

class TestAnswerRecording : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() {
    model_ = test::load_golden_model();
    video_ = test::encode_golden_clip(model_, kClip);
    weights_ = decoder_weights();
  }

  void first_answer_and_follow_up_data() {
    QTest::addColumn<QList<int>>("layers");
    QTest::addColumn<QList<int>>("heads");
    QTest::addColumn<bool>("per_layer");
    QTest::newRow("mean of all") << QList<int>{} << QList<int>{} << false;
    QTest::newRow("every layer") << QList<int>{} << QList<int>{} << true;
    QTest::newRow("one layer, one head") << QList<int>{1} << QList<int>{0} << false;
  }

  void first_answer_and_follow_up() {
    QFETCH(QList<int>, layers);
    QFETCH(QList<int>, heads);
    QFETCH(bool, per_layer);
    AttentionRecording options;
    options.layers.assign(layers.begin(), layers.end());
    options.heads.assign(heads.begin(), heads.end());
    options.per_layer = per_layer;
    Conversation conversation(model_, video_);
    base::NoProgress progress;
    const Turn first =
        conversation.ask("What is happening in the video?", recording(5, options), kIgnore, progress);
    std::vector<text::TokenId> ids =
        text::first_turn_ids(model_->tokenizer(), video_->frame_slots(), first.question);
    compare(first, ids);
    ids.insert(ids.end(), first.token_ids.begin(), first.token_ids.end());
    ids.push_back(text::Tokenizer::kEnd);

    // A question that is truncated away again leaves no trace.
    conversation.ask("Something else entirely?", recording(3, options), kIgnore, progress);
    conversation.truncate(1);
    const Turn second = conversation.ask("What color is the car?", recording(4, options), kIgnore, progress);
    QVERIFY(second.reused_tokens > first.prompt_tokens);
    const std::vector<text::TokenId> question = text::next_turn_ids(model_->tokenizer(), second.question);
    ids.insert(ids.end(), question.begin(), question.end());
    compare(second, ids);
  }

  void says_what_was_recorded() {
    Conversation conversation(model_, video_);
    base::NoProgress progress;
    AttentionRecording options;
    options.layers = {1};
    const Turn turn =
        conversation.ask("What is happening in the video?", recording(6, options), kIgnore, progress);
    QVERIFY(turn.attention);
    const attention::AnswerAttention& record = *turn.attention;
    QCOMPARE(record.layers, std::vector<int>{1});
    QCOMPARE(record.heads.size(), static_cast<std::size_t>(model_->config().decoder.num_attention_heads));
    QCOMPARE(record.layer_heads, static_cast<int>(model_->config().decoder.num_attention_heads));
    QCOMPARE(record.frames.size(), std::size_t{8});
    QCOMPARE(record.frames[0].height, 5);
    QCOMPARE(record.frames[0].width, 8);
    const std::vector<std::int64_t> counts = video_->tokens_per_frame();
    for (std::size_t i = 0; i < counts.size(); ++i)
      QCOMPARE(static_cast<std::int64_t>(record.frames[i].count()), counts[i]);
    std::string joined;
    for (const std::string& piece : record.pieces) joined += piece;
    QCOMPARE(joined, turn.answer);
    QCOMPARE(record.pieces.size(), turn.token_ids.size());
    QCOMPARE(record.shares.size(), turn.token_ids.size());
    QVERIFY(std::all_of(record.shares.begin(), record.shares.end(),
                        [](float share) { return share > 0 && share < 1; }));
  }

  void padding_frames_have_their_place() {
    const auto padded = test::encode_golden_clip(model_, "clip_short.mkv");  // five frames in eight slots
    Conversation conversation(model_, padded);
    base::NoProgress progress;
    const Turn turn = conversation.ask("What is happening in the video?", recording(2), kIgnore, progress);
    QCOMPARE(padded->frames().size(), std::size_t{5});
    QCOMPARE(turn.attention->frames.size(), std::size_t{8});
    const auto masses = attention::answer_masses(*turn.attention, {0, 2}, attention::kAllRows);
    QCOMPARE(masses.size(), std::size_t{8});
    QVERIFY(std::all_of(masses.begin(), masses.end(), [](const auto& mass) { return mass.total() > 0; }));
  }

  void answers_are_the_same_and_nothing_is_kept_without() {
    Conversation conversation(model_, video_);
    base::NoProgress progress;
    const Turn recorded =
        conversation.ask("What is happening in the video?", recording(48), kIgnore, progress);
    const auto golden = test::golden_clip(kClip)["greedy_ids"].get<std::vector<std::int64_t>>();
    QCOMPARE(recorded.token_ids, golden);
    // Anew: with the frames in the cache the prompt would be cut into other chunks, and rounded otherwise.
    Conversation anew(model_, video_);
    AskOptions plain;
    plain.max_new_tokens = 48;
    const Turn unrecorded = anew.ask("What is happening in the video?", plain, kIgnore, progress);
    QCOMPARE(unrecorded.token_ids, golden);
    QCOMPARE(unrecorded.log_probabilities, recorded.log_probabilities);
    QVERIFY(!unrecorded.attention);
  }

  void a_stopped_answer_keeps_what_belongs_to_its_tokens() {
    Conversation conversation(model_, video_);
    base::NoProgress progress;
    std::stop_source stop;
    int pieces = 0;
    const Turn turn = conversation.ask(
        "What is happening in the video?", recording(40),
        [&](std::string_view) {
          if (++pieces == 4) stop.request_stop();
        },
        progress, stop.get_token());
    QCOMPARE(turn.finish, Turn::Finish::Stopped);
    QCOMPARE(turn.attention->tokens(), turn.token_ids.size());
    QCOMPARE(turn.attention->values.size(), turn.token_ids.size() * turn.attention->columns());
  }

  void refuses_what_the_decoder_has_not() {
    Conversation conversation(model_, video_);
    base::NoProgress progress;
    AttentionRecording options;
    options.layers = {static_cast<int>(model_->config().decoder.num_hidden_layers)};
    bool refused = false;
    try {
      conversation.ask("Why?", recording(2, options), kIgnore, progress);
    } catch (const base::Error& error) {
      refused = error.code() == base::ErrorCode::Usage && QString(error.what()).contains("layer");
    }
    QVERIFY(refused);
    QVERIFY(conversation.turns().empty());
  }

  void fusion_is_the_sigmoid_of_the_balance() {
    const auto reader = checkpoint::open_weights(test::kGoldenFolder / "checkpoint");
    const checkpoint::TensorInfo* info = reader->find("model.video_tower.balance");
    QVERIFY(info != nullptr);
    QVERIFY(info->dtype == checkpoint::Dtype::Float32 || info->dtype == checkpoint::Dtype::Float16 ||
            info->dtype == checkpoint::Dtype::BFloat16);
    const at::Tensor stored =
        at::empty(info->shape, info->dtype == checkpoint::Dtype::Float32   ? at::kFloat
                               : info->dtype == checkpoint::Dtype::Float16 ? at::kHalf
                                                                           : at::kBFloat16);
    reader->read(*info, {static_cast<std::byte*>(stored.data_ptr()), info->byte_count()});
    const at::Tensor balance = stored.to(at::kFloat).contiguous();
    const std::vector<float> alpha = model_->facts()->fusion_alpha;
    QCOMPARE(static_cast<std::int64_t>(alpha.size()), balance.numel());
    for (std::size_t i = 0; i < alpha.size(); ++i) {
      const double expected = 1.0 / (1.0 + std::exp(-static_cast<double>(balance.data_ptr<float>()[i])));
      QVERIFY(std::abs(alpha[i] - expected) < 1e-6);
    }
  }

 private:
  /// The turn's record against the whole matrices of prompt and answer; `prompt` has a mark for each frame.
  void compare(const Turn& turn, const std::vector<text::TokenId>& prompt) {
    QVERIFY(turn.attention);
    const attention::AnswerAttention& record = *turn.attention;
    const at::Tensor& table = weights_.at("model.embed_tokens.weight");
    std::vector<at::Tensor> rows;
    std::vector<std::int64_t> visual;  // positions
    int frame = 0;
    const auto add_id = [&](std::int64_t id) { rows.push_back(table[id].unsqueeze(0)); };
    std::int64_t position = 0;
    for (const text::TokenId id : prompt) {
      if (id != text::kFrameMark) {
        add_id(id);
        ++position;
        continue;
      }
      const std::vector<float> tokens = video_->frame_tokens(frame++);
      const at::Tensor block = at::tensor(tokens).view({-1, video_->token_width()});
      rows.push_back(block);
      for (std::int64_t i = 0; i < block.size(0); ++i) visual.push_back(position++);
    }
    const std::int64_t prompt_length = position;
    QCOMPARE(prompt_length, turn.prompt_tokens);
    for (const std::int64_t id : turn.token_ids) add_id(id);
    std::vector<at::Tensor> attention;  // a layer: (heads, n, n)
    llm::test::reference_logits(model_->config().decoder, weights_, at::cat(rows), &attention);

    const auto columns = static_cast<std::int64_t>(visual.size());
    QCOMPARE(record.columns(), visual.size());
    const auto tokens = static_cast<std::int64_t>(turn.token_ids.size());
    const auto recorded_rows = static_cast<std::int64_t>(record.rows());
    const at::Tensor recorded = at::tensor(record.values).view({tokens, recorded_rows, columns});
    std::vector<at::Tensor> layers;
    const at::Tensor kept_heads =
        at::tensor(std::vector<std::int64_t>(record.heads.begin(), record.heads.end()));
    for (const int layer : record.layers)
      layers.push_back(
          attention[static_cast<std::size_t>(layer)].index_select(0, kept_heads).mean(0));  // (n, n)
    at::Tensor expected = at::stack(layers);                                                // (layers, n, n)
    if (!record.per_layer) expected = expected.mean(0, true);
    expected = expected.narrow(1, prompt_length - 1, tokens)
                   .index_select(2, at::tensor(visual))
                   .transpose(0, 1);  // (tokens, rows, columns)
    const double error = (recorded - expected).abs().max().item<double>();
    QVERIFY2(error <= kTolerance * expected.max().item<double>(), qPrintable(QString::number(error)));
  }

  std::shared_ptr<const Model> model_;
  std::shared_ptr<const EncodedVideo> video_;
  llm::test::Weights weights_;
};

}  // namespace vp::engine

QTEST_GUILESS_MAIN(vp::engine::TestAnswerRecording)
#include "test_answer_recording.moc"
