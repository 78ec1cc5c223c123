// Answers against what the authors' implementation gives, and what is reused between turns.
#include "engine/conversation.h"

#include <string>

#include "base/error.h"
#include "support/golden_clips.h"

#include <QtTest>

namespace {

using vp::engine::AskOptions;
using vp::engine::Conversation;
using vp::engine::Turn;

AskOptions greedy(std::int64_t tokens) {
  AskOptions options;
  options.max_new_tokens = tokens;
  return options;
}

const auto kIgnore = [](std::string_view) {};

}  // namespace

class TestConversation : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { model_ = vp::test::load_golden_model(); }

  void greedyIdsEqualTheAuthors_data() {
    QTest::addColumn<QString>("clip");
    QTest::addColumn<bool>("cacheFilledBefore");
    for (const char* clip : {"clip_landscape.mkv", "clip_short.mkv", "clip_portrait.mkv"}) {
      QTest::addRow("%s, fresh", clip) << QString(clip) << false;
      QTest::addRow("%s, behind another conversation's cache", clip) << QString(clip) << true;
    }
  }

  void greedyIdsEqualTheAuthors() {
    QFETCH(QString, clip);
    QFETCH(bool, cacheFilledBefore);
    const nlohmann::json entry = vp::test::golden_clip(clip.toStdString());
    Conversation conversation(model_, vp::test::encode_golden_clip(model_, clip.toStdString()));
    vp::base::NoProgress progress;
    if (cacheFilledBefore) {
      conversation.ask("Is something else asked first?", greedy(9), kIgnore, progress);
      conversation.ask("And then?", greedy(5), kIgnore, progress);
      conversation.truncate(0);
    }
    const auto& turns = entry["turns"];
    for (std::size_t i = 0; i + 1 < turns.size(); ++i)
      conversation.add_known_turn(turns[i][0].get<std::string>(), turns[i][1].get<std::string>());
    std::string streamed;
    const Turn& turn = conversation.ask(
        turns.back()[0].get<std::string>(), greedy(48), [&](std::string_view piece) { streamed += piece; },
        progress);
    QCOMPARE(turn.prompt_tokens, entry["prompt_length"].get<std::int64_t>());
    QCOMPARE(turn.token_ids, entry["greedy_ids"].get<std::vector<std::int64_t>>());
    QCOMPARE(QString::fromStdString(turn.answer), QString::fromStdString(entry["text"].get<std::string>()));
    QCOMPARE(streamed, turn.answer);
    QCOMPARE(turn.log_probabilities.size(), turn.token_ids.size());
    // The system sentence and the frames are the same in every conversation about the video.
    const std::int64_t frames = entry["prompt_length"].get<std::int64_t>() / 2;
    if (cacheFilledBefore)
      QVERIFY(turn.reused_tokens > frames);
    else
      QCOMPARE(turn.reused_tokens, std::int64_t{0});
  }

  void followUpPrefillsOnlyItsOwnTokens() {
    Conversation conversation(model_, vp::test::encode_golden_clip(model_, "clip_landscape.mkv"));
    vp::base::NoProgress progress;
    const Turn first = conversation.ask("What is happening in the video?", greedy(12), kIgnore, progress);
    const Turn second = conversation.ask("What color is the car?", greedy(12), kIgnore, progress);
    QCOMPARE(first.finish, Turn::Finish::Length);
    // All but the last token of the first answer lies in the cache.
    QCOMPARE(second.reused_tokens, first.prompt_tokens + 11);
    QVERIFY(second.prompt_tokens > first.prompt_tokens + 12 + 1);

    // The same without anything reused: a second conversation that is asked in one go.
    Conversation again(model_, vp::test::encode_golden_clip(model_, "clip_landscape.mkv"));
    again.ask("What is happening in the video?", greedy(12), kIgnore, progress);
    again.ask("Something else?", greedy(3), kIgnore, progress);
    again.truncate(1);
    const Turn asked_again = again.ask("What color is the car?", greedy(12), kIgnore, progress);
    QCOMPARE(asked_again.token_ids, second.token_ids);
    QCOMPARE(again.turns().size(), std::size_t{2});
  }

  void editingTheFirstQuestionKeepsTheFrames() {
    Conversation conversation(model_, vp::test::encode_golden_clip(model_, "clip_landscape.mkv"));
    vp::base::NoProgress progress;
    const Turn first = conversation.ask("What is happening in the video?", greedy(48), kIgnore, progress);
    conversation.truncate(0);
    QVERIFY(conversation.turns().empty());
    const Turn other = conversation.ask("Where is it?", greedy(8), kIgnore, progress);
    QVERIFY(other.reused_tokens > 8 * 46);
    conversation.truncate(0);
    const Turn back = conversation.ask("What is happening in the video?", greedy(48), kIgnore, progress);
    QCOMPARE(back.token_ids, first.token_ids);
    QCOMPARE(back.token_ids,
             vp::test::golden_clip("clip_landscape.mkv")["greedy_ids"].get<std::vector<std::int64_t>>());
  }

  // What is computed while nobody has asked yet is what the question would have computed.
  void aheadOfTheQuestion() {
    const std::vector<std::int64_t> golden =
        vp::test::golden_clip("clip_landscape.mkv")["greedy_ids"].get<std::vector<std::int64_t>>();
    const auto video = vp::test::encode_golden_clip(model_, "clip_landscape.mkv");
    vp::base::NoProgress progress;
    Conversation ahead(model_, video);
    int pieces = 1;
    while (ahead.prefill_ahead(progress)) ++pieces;
    QVERIFY(pieces > 1);
    QVERIFY(!ahead.prefill_ahead(progress));
    const Turn turn = ahead.ask("What is happening in the video?", greedy(48), kIgnore, progress);
    QCOMPARE(turn.token_ids, golden);
    QVERIFY(turn.reused_tokens >= 8 * 46);

    // Asked in the midst of it, the question goes on from there; after a stop, from the pieces before.
    for (const bool stopped : {false, true}) {
      Conversation partly(model_, video);
      QVERIFY(partly.prefill_ahead(progress));
      if (stopped) {
        std::stop_source stop;
        stop.request_stop();
        QVERIFY_THROWS_EXCEPTION(vp::base::Error, partly.prefill_ahead(progress, stop.get_token()));
      }
      const Turn asked = partly.ask("What is happening in the video?", greedy(48), kIgnore, progress);
      QCOMPARE(asked.token_ids, golden);
      QVERIFY(asked.reused_tokens > 0 && asked.reused_tokens < turn.reused_tokens);
      // Nothing that later turns need is thrown away.
      while (partly.prefill_ahead(progress)) {
      }
      const Turn next = partly.ask("What color is the car?", greedy(4), kIgnore, progress);
      QVERIFY(next.reused_tokens > asked.prompt_tokens);
    }
  }

  void nobodyHasToListen() {
    Conversation conversation(model_, vp::test::encode_golden_clip(model_, "clip_landscape.mkv"));
    vp::base::NoProgress progress;
    const Turn unheard = conversation.ask("What is happening in the video?", greedy(12), {}, progress);
    QCOMPARE(unheard.token_ids.size(), std::size_t{12});
    conversation.truncate(0);
    std::string streamed;
    const Turn again = conversation.ask(
        "What is happening in the video?", greedy(12), [&](std::string_view piece) { streamed += piece; },
        progress);
    QCOMPARE(again.answer, streamed);
    QCOMPARE(unheard.answer, streamed);
  }

  void aStopKeepsWhatCameAndTheConversationGoesOn() {
    Conversation conversation(model_, vp::test::encode_golden_clip(model_, "clip_landscape.mkv"));
    vp::base::NoProgress progress;
    std::stop_source stop;
    int pieces = 0;
    const Turn turn = conversation.ask(
        "What is happening in the video?", greedy(40),
        [&](std::string_view) {
          if (++pieces == 5) stop.request_stop();
        },
        progress, stop.get_token());
    QCOMPARE(turn.finish, Turn::Finish::Stopped);
    QVERIFY(turn.token_ids.size() >= 5 &&
            turn.token_ids.size() <= 10);  // some tokens give no whole character
    const auto golden =
        vp::test::golden_clip("clip_landscape.mkv")["greedy_ids"].get<std::vector<std::int64_t>>();
    QVERIFY(std::equal(turn.token_ids.begin(), turn.token_ids.end(), golden.begin()));
    const Turn next = conversation.ask("What color is the car?", greedy(4), kIgnore, progress);
    QCOMPARE(next.token_ids.size(), std::size_t{4});
    QVERIFY(next.reused_tokens >= turn.prompt_tokens);
  }

  void aStopBeforeTheFirstTokenChangesNothing() {
    Conversation conversation(model_, vp::test::encode_golden_clip(model_, "clip_landscape.mkv"));
    vp::base::NoProgress progress;
    std::stop_source stop;
    stop.request_stop();
    bool stopped = false;
    try {
      conversation.ask("What is happening in the video?", greedy(4), kIgnore, progress, stop.get_token());
    } catch (const vp::base::Error& error) {
      stopped = error.code() == vp::base::ErrorCode::Stopped;
    }
    QVERIFY(stopped);
    QVERIFY(conversation.turns().empty());
    const Turn turn = conversation.ask("What is happening in the video?", greedy(4), kIgnore, progress);
    const auto golden =
        vp::test::golden_clip("clip_landscape.mkv")["greedy_ids"].get<std::vector<std::int64_t>>();
    QVERIFY(std::equal(turn.token_ids.begin(), turn.token_ids.end(), golden.begin()));
  }

  void theEndOfTheContextEndsTheAnswer() {
    Conversation conversation(model_, vp::test::encode_golden_clip(model_, "clip_landscape.mkv"));
    vp::base::NoProgress progress;
    const std::string question(1100, '?');  // most of the context of 2048
    AskOptions options = greedy(100000);
    options.temperature = 1.5;  // goes on without finding an end soon
    const Turn turn = conversation.ask(question, options, kIgnore, progress);
    QVERIFY(turn.prompt_tokens + static_cast<std::int64_t>(turn.token_ids.size()) <= 2049);
    bool refused = false;
    try {
      conversation.ask(question + question, options, kIgnore, progress);
    } catch (const vp::base::Error& error) {
      refused = error.code() == vp::base::ErrorCode::Usage && QString(error.what()).contains("2048");
    }
    QVERIFY(refused);
    QCOMPARE(conversation.turns().size(), std::size_t{1});
  }

  void refusesUnusableOptions_data() {
    QTest::addColumn<QString>("question");
    QTest::addColumn<double>("temperature");
    QTest::addColumn<double>("topP");
    QTest::addColumn<int>("tokens");
    QTest::newRow("blank question") << " \n\t" << 0.0 << 1.0 << 4;
    QTest::newRow("negative temperature") << "Why?" << -1.0 << 1.0 << 4;
    QTest::newRow("temperature not a number") << "Why?" << std::nan("") << 1.0 << 4;
    QTest::newRow("top-p of nothing") << "Why?" << 1.0 << 0.0 << 4;
    QTest::newRow("top-p above one") << "Why?" << 1.0 << 1.1 << 4;
    QTest::newRow("no tokens") << "Why?" << 0.0 << 1.0 << 0;
  }

  void refusesUnusableOptions() {
    QFETCH(QString, question);
    QFETCH(double, temperature);
    QFETCH(double, topP);
    QFETCH(int, tokens);
    Conversation conversation(model_, vp::test::encode_golden_clip(model_, "clip_short.mkv"));
    vp::base::NoProgress progress;
    const AskOptions options{tokens, temperature, topP, 0, {}};
    bool refused = false;
    try {
      conversation.ask(question.toStdString(), options, kIgnore, progress);
    } catch (const vp::base::Error& error) {
      refused = error.code() == vp::base::ErrorCode::Usage;
    }
    QVERIFY(refused);
  }

 private:
  std::shared_ptr<const vp::engine::Model> model_;
};

QTEST_GUILESS_MAIN(TestConversation)
#include "test_conversation.moc"
