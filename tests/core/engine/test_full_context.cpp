// A conversation that outgrows the model's context: refused before it is computed, or without its oldest
// turns.
#include <QTemporaryDir>
#include <QtTest>

#include "base/error.h"
#include "engine/conversation.h"
#include "support/golden_clips.h"

namespace {

using vp::engine::AskOptions;
using vp::engine::Conversation;
using vp::engine::Turn;

class Warnings final : public vp::base::Progress {
 public:
  void report(vp::base::Phase phase, std::int64_t, std::int64_t) override {
    computed = computed || phase == vp::base::Phase::Prefill;
  }
  void warn(const vp::base::Message& message) override {
    sentences << QString::fromStdString(message.text());
    warned_first = warned_first || !computed;
  }

  QStringList sentences;
  bool computed = false, warned_first = false;
};

}  // namespace

class TestFullContext : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() {
    const auto whole = vp::test::load_golden_model(1);
    Conversation conversation(whole, vp::test::encode_golden_clip(whole, "clip_short.mkv"));
    vp::base::NoProgress quiet;
    const Turn first = conversation.ask("What is the first question?", answer(8), {}, quiet);
    const Turn second = conversation.ask("And what is the second one?", answer(8), {}, quiet);
    // Room for two turns and nothing else.
    context_ = second.prompt_tokens + 8 + 4;
    model_ = vp::test::load_changed_golden_model(folder_.filePath("small").toStdString(),
                                                 {{"max_position_embeddings", context_}});
    video_ = vp::test::encode_golden_clip(model_, "clip_short.mkv");
  }

  void theOldestAreLeftOut() {
    Conversation conversation(model_, video_);
    Warnings progress;
    conversation.ask("What is the first question?", answer(8), {}, progress);
    conversation.ask("And what is the second one?", answer(8), {}, progress);
    QVERIFY_THROWS_EXCEPTION(vp::base::Error, conversation.ask("Is there a third?", answer(8), {}, progress));
    QVERIFY(progress.sentences.isEmpty());
    AskOptions dropping = answer(8);
    dropping.drop_oldest = true;
    progress.computed = false;
    const Turn third = conversation.ask("Is there a third?", dropping, {}, progress);
    QCOMPARE(third.options.left_out_turns, std::int64_t{1});
    QCOMPARE(progress.sentences.size(), 1);
    QVERIFY(progress.warned_first);
    QCOMPARE(conversation.turns().size(), std::size_t{3});
    QVERIFY(third.reused_tokens > third.prompt_tokens / 2);  // the frames'

    // The same as a conversation that began with the second question.
    Conversation later(model_, video_);
    later.add_known_turn(conversation.turns()[1]);
    QCOMPARE(later.ask("Is there a third?", answer(8), {}, progress).token_ids, third.token_ids);
    // What was left out stays so, and is not said again while nothing more goes.
    const Turn fourth = conversation.ask("A fourth?", dropping, {}, progress);
    QVERIFY(fourth.options.left_out_turns >= 1);
    QCOMPARE(progress.sentences.size(), static_cast<int>(fourth.options.left_out_turns));
    // Asked again by number, as verify does.
    Conversation again(model_, video_);
    for (std::size_t i = 0; i < 2; ++i) again.add_known_turn(conversation.turns()[i]);
    AskOptions recorded = answer(8);
    recorded.left_out_turns = 1;
    const Turn found = again.ask("Is there a third?", recorded, {}, progress);
    QCOMPARE(found.token_ids, third.token_ids);
    QCOMPARE(found.prompt_tokens, third.prompt_tokens);
  }

  void whatIsReadAheadIsWhatIsAsked() {
    Conversation conversation(model_, video_);
    Warnings progress;
    AskOptions dropping = answer(8);
    dropping.drop_oldest = true;
    for (const char* question :
         {"What is the first question?", "And what is the second one?", "And a third?"})
      conversation.ask(question, dropping, {}, progress);
    while (conversation.prefill_ahead(progress)) {
    }
    const Turn turn = conversation.ask("So?", dropping, {}, progress);
    if (turn.options.left_out_turns == conversation.turns()[2].options.left_out_turns)
      QVERIFY(turn.prompt_tokens - turn.reused_tokens < 20);
  }

  // Without any turn there is nothing to leave out.
  void oneQuestionAlone() {
    Conversation conversation(model_, video_);
    vp::base::NoProgress quiet;
    AskOptions dropping = answer(8);
    dropping.drop_oldest = true;
    const std::string long_question(static_cast<std::size_t>(4 * context_), '?');
    QVERIFY_THROWS_EXCEPTION(vp::base::Error, conversation.ask(long_question, dropping, {}, quiet));
    dropping.left_out_turns = -1;
    QVERIFY_THROWS_EXCEPTION(vp::base::Error, conversation.ask("Why?", dropping, {}, quiet));
  }

 private:
  static AskOptions answer(std::int64_t tokens) {
    AskOptions options;
    options.max_new_tokens = tokens;
    return options;
  }

  QTemporaryDir folder_;
  std::int64_t context_ = 0;
  std::shared_ptr<const vp::engine::Model> model_;
  std::shared_ptr<const vp::engine::EncodedVideo> video_;
};

QTEST_GUILESS_MAIN(TestFullContext)
#include "test_full_context.moc"
