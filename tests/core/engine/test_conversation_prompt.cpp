// What the decoder reads of a conversation, and that it reads the same of one that is reopened.
#include <ATen/ATen.h>

#include <filesystem>
#include <fstream>

#include "base/error.h"
#include "engine/encoded_video_impl.h"
#include "engine/interventions.h"
#include "engine/prompt.h"
#include "engine/replay.h"
#include "support/golden_clips.h"
#include "text/prompt.h"

#include <QTemporaryDir>
#include <QtTest>

namespace {

using namespace vp::engine;
using vp::checkpoint::DecoderConfig;
using vp::text::kFrameMark;
using vp::text::TokenId;
using vp::text::Tokenizer;

using Ids = std::vector<TokenId>;

constexpr const char* kQuestion = "What is happening in the video?";
constexpr const char* kNext = "What color is the car?";

DecoderConfig small_vocabulary() {
  DecoderConfig decoder;
  decoder.vocab_size = 512;
  return decoder;
}

Turn answered(const char* text, Ids ids, std::optional<std::int64_t> end = {}) {
  Turn turn;
  turn.question = kQuestion;
  turn.answer = text;
  turn.token_ids = std::move(ids);
  turn.end_token_id = end;
  return turn;
}

Ids joined(Ids first, const Ids& second, const Ids& third = {}) {
  first.insert(first.end(), second.begin(), second.end());
  first.insert(first.end(), third.begin(), third.end());
  return first;
}

AskOptions greedy(std::int64_t tokens) {
  AskOptions options;
  options.max_new_tokens = tokens;
  return options;
}

}  // namespace

class TestConversationPrompt : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { model_ = vp::test::load_golden_model(1); }

  void anAnswerStandsAsItIsKnown_data() {
    QTest::addColumn<Ids>("tokens");
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("byTokens");
    QTest::newRow("with its tokens") << Ids{40, 41} << "Two" << true;
    QTest::newRow("tokens without text") << Ids{40} << "" << true;
    QTest::newRow("ended at once") << Ids{} << "" << true;
    QTest::newRow("as text") << Ids{} << "A car." << false;
    QTest::newRow("with a token that the model has not") << Ids{40, 512} << "A car." << false;
    QTest::newRow("with a negative token") << Ids{40, -1} << "A car." << false;
    QTest::newRow("with a frame's mark") << Ids{kFrameMark} << "A car." << false;
  }

  void anAnswerStandsAsItIsKnown() {
    QFETCH(Ids, tokens);
    QFETCH(QString, text);
    QFETCH(bool, byTokens);
    vp::checkpoint::ModelConfig model;
    model.decoder = small_vocabulary();
    const Turn turn = answered(text.toUtf8().constData(), tokens);
    const Ids next = vp::text::next_turn_ids(tokenizer_, kNext);
    Prompt prompt(tokenizer_, model, 4);
    prompt.add(turn);
    const Ids first = byTokens ? joined(vp::text::first_turn_ids(tokenizer_, 4, kQuestion), tokens, {2})
                               : vp::text::answered_turn_ids(tokenizer_, 4, kQuestion, turn.answer);
    QCOMPARE(prompt.ids(kNext), joined(first, next));
    prompt.add(turn);
    const Ids second = byTokens ? joined(vp::text::next_turn_ids(tokenizer_, kQuestion), tokens, {2})
                                : vp::text::answered_turn_ids(tokenizer_, 0, kQuestion, turn.answer);
    QCOMPARE(prompt.ids(kNext), joined(first, second, next));
    QCOMPARE(prompt.ids(kNext, 1), joined(first, next));
    QCOMPARE(prompt.ids(kNext, 0), vp::text::first_turn_ids(tokenizer_, 4, kNext));
    prompt.truncate(1);
    QCOMPARE(prompt.ids(kNext), joined(first, next));
  }

  void anAnswerEndsWithWhatTheModelSaid_data() {
    QTest::addColumn<Ids>("ends");
    QTest::addColumn<qint64>("said");
    QTest::addColumn<qint64>("expected");
    QTest::newRow("the second of two") << Ids{2, 7} << qint64{7} << qint64{7};
    QTest::newRow("none: </s>") << Ids{2, 7} << qint64{-1} << qint64{2};
    QTest::newRow("none: </s> in any place") << Ids{7, 2} << qint64{-1} << qint64{2};
    QTest::newRow("none, and </s> is no end") << Ids{7, 9} << qint64{-1} << qint64{7};
    QTest::newRow("one that is no end of this model") << Ids{2, 7} << qint64{8} << qint64{2};
    QTest::newRow("one that it does not have") << Ids{2, 7} << qint64{1'000'000'000} << qint64{2};
    QTest::newRow("a model that never ends") << Ids{} << qint64{-1} << qint64{2};
  }

  void anAnswerEndsWithWhatTheModelSaid() {
    QFETCH(Ids, ends);
    QFETCH(qint64, said);
    QFETCH(qint64, expected);
    vp::checkpoint::ModelConfig model;
    model.decoder = small_vocabulary();
    model.decoder.eos_token_ids = ends;
    const auto end = said < 0 ? std::nullopt : std::optional<std::int64_t>(said);
    for (const Turn& turn :
         {answered("Two", {40, 41}, end), answered("", {}, end), answered("A car.", {}, end)}) {
      QCOMPARE(end_token(turn, model.decoder), expected);
      Prompt prompt(tokenizer_, model, 4);
      prompt.add(turn);
      const Ids ids = prompt.ids(kNext);
      const Ids next = vp::text::next_turn_ids(tokenizer_, kNext);
      QCOMPARE(ids.at(ids.size() - next.size() - 1), expected);
    }
  }

  void framesTakeAsManyPositionsAsTheyHaveTokens() {
    QCOMPARE(positions_of({1, kFrameMark, kFrameMark, 5}, {3, 1}),
             (Ids{1, kFrameMark, kFrameMark, kFrameMark, kFrameMark, 5}));
  }

  // A model that says another one of its end tokens than </s>: it is what is scored, and what stands in the
  // prompt of the next question, in the conversation, in one that is reopened and in what replays them.
  void theEndTokenThatWasSaidIsKept() {
    const Ids spoken = vp::test::golden_clip("clip_landscape.mkv")["greedy_ids"].get<Ids>();
    const std::int64_t end = spoken.at(6);
    const auto length = std::find(spoken.begin(), spoken.end(), end) - spoken.begin();
    const auto model = model_that_ends_with(end);
    const auto video = vp::test::encode_golden_clip(model, "clip_landscape.mkv");
    vp::base::NoProgress progress;
    Conversation live(model, video);
    const Turn first = live.ask(kQuestion, greedy(48), {}, progress);
    QCOMPARE(first.finish, Turn::Finish::EndToken);
    QCOMPARE(first.end_token_id, std::optional(end));
    QCOMPARE(first.token_ids, Ids(spoken.begin(), spoken.begin() + length));
    const Turn second = live.ask(kNext, greedy(6), {}, progress);

    ExaminedQuestion asked;
    asked.question = kQuestion;
    asked.answered = first;
    const ScoredAnswer scored = compare_interventions(model, *video, asked, {}, {}, {}, progress).unchanged;
    QCOMPARE(scored.tokens.size(), first.token_ids.size() + 1);
    QVERIFY(scored.tokens.back().end);
    QCOMPARE(scored.tokens.back().id, end);

    Conversation reopened(model, video);
    reopened.add_known_turn(first);
    const Turn again = reopened.ask(kNext, greedy(6), {}, progress);
    QCOMPARE(again.prompt_tokens, second.prompt_tokens);
    compare_numbers(again, second);

    // What it is not the same as: the prompt with </s> in that place.
    Turn other = first;
    other.end_token_id.reset();
    QVERIFY(score_behind(model, *video, first, second) != score_behind(model, *video, other, second));
    const std::vector<float> replayed = score_behind(model, *video, first, second);
    for (std::size_t i = 0; i < replayed.size(); ++i)
      QVERIFY(std::abs(replayed[i] - second.log_probabilities[i]) < 1e-3F);
  }

  // A turn without a token is a question and an end, not an answer of no text.
  void anEmptyAnswerIsReopenedAsItWas() {
    const Ids spoken = vp::test::golden_clip("clip_landscape.mkv")["greedy_ids"].get<Ids>();
    const auto model = model_that_ends_with(spoken.front());
    const auto video = vp::test::encode_golden_clip(model, "clip_landscape.mkv");
    vp::base::NoProgress progress;
    Conversation live(model, video);
    const Turn first = live.ask(kQuestion, greedy(48), {}, progress);
    QVERIFY(first.token_ids.empty() && first.answer.empty());
    QCOMPARE(first.finish, Turn::Finish::EndToken);
    const Turn second = live.ask(kNext, greedy(6), {}, progress);
    QVERIFY(second.reused_tokens >= first.prompt_tokens - 1);

    Conversation reopened(model, video);
    reopened.add_known_turn(first);
    const Turn again = reopened.ask(kNext, greedy(6), {}, progress);
    QCOMPARE(again.prompt_tokens, second.prompt_tokens);
    compare_numbers(again, second);
    const std::vector<float> replayed = score_behind(model, *video, first, second);
    for (std::size_t i = 0; i < replayed.size(); ++i)
      QVERIFY(std::abs(replayed[i] - second.log_probabilities[i]) < 1e-3F);
  }

  // Ids of earlier turns may come from a file: whoever asks again does not feed what the model does not have.
  void aReplayTakesTheTextOfTokensThatTheModelHasNot() {
    const auto video = vp::test::encode_golden_clip(model_, "clip_landscape.mkv");
    const Turn second = answered("", {40, 41});
    Turn hostile = answered("A car.", {40, 1'000'000'000});
    const std::vector<float> as_text = score_behind(model_, *video, answered("A car.", {}), second);
    QCOMPARE(score_behind(model_, *video, hostile, second), as_text);
    hostile.token_ids = {kFrameMark};
    QCOMPARE(score_behind(model_, *video, hostile, second), as_text);
  }

  void aPromptThatFillsTheContextIsRefused() {
    DecoderConfig decoder = small_vocabulary();
    decoder.max_position_embeddings = 100;
    check_room(99, decoder);
    QVERIFY_EXCEPTION_THROWN(check_room(100, decoder), vp::base::Error);
  }

 private:
  // The log-probabilities of `answer`'s tokens as the answer to kNext behind `earlier`.
  static std::vector<float> score_behind(const std::shared_ptr<const Model>& model, const EncodedVideo& video,
                                         const Turn& earlier, const Turn& answer) {
    vp::base::NoProgress progress;
    const std::vector<at::Tensor>& frames = video.impl().tokens;
    Replay replay(model, {earlier}, kNext, frames, 48);
    replay.show(frames, progress, {});
    return replay.score(answer.token_ids, progress, {});
  }

  static void compare_numbers(const Turn& found, const Turn& expected) {
    QCOMPARE(found.token_ids, expected.token_ids);
    for (std::size_t i = 0; i < expected.token_ids.size(); ++i)
      QVERIFY(std::abs(found.log_probabilities[i] - expected.log_probabilities[i]) < 1e-4F);
  }

  std::shared_ptr<const Model> model_that_ends_with(std::int64_t id) {
    return vp::test::load_changed_golden_model(
        std::filesystem::path(folder_.path().toStdString()) / std::to_string(id),
        {{"eos_token_id", {2, id}}});
  }

  QTemporaryDir folder_;
  Tokenizer tokenizer_ = Tokenizer::load(vp::test::kGoldenFolder / "tokenizer");
  std::shared_ptr<const Model> model_;
};

QTEST_GUILESS_MAIN(TestConversationPrompt)
#include "test_conversation_prompt.moc"
