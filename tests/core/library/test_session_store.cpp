// Sessions as they are kept, found and given back.
#include "library/session_store.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <QtTest>
#include <fstream>

#include "base/error.h"
#include "base/sha256.h"
#include "base/utc_time.h"
#include "library/database.h"
#include "library/schema.h"
#include "library/video_search.h"
#include "stored_examples.h"

namespace {

using namespace vp::library;
using vp::test::example_session;
using vp::test::example_turn;
namespace fs = std::filesystem;

void write_file(const fs::path& file, const std::string& content) {
  fs::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << content;
}

std::vector<std::int64_t> ids(const std::vector<SessionSummary>& sessions) {
  std::vector<std::int64_t> found;
  for (const SessionSummary& session : sessions) found.push_back(session.id);
  return found;
}

}  // namespace

class TestSessionStore : public QObject {
  Q_OBJECT

 private slots:
  void init() {
    folder_ = std::make_unique<QTemporaryDir>();
    QVERIFY(folder_->isValid());
    video_ = path("films/A day.mkv");
    write_file(video_, "not really a film");
  }

  void keepsEverything() {
    StoredSession written = example_session(video_);
    written.turns = {example_turn("Who?", "A panda \xE7\x86\x8A\xE7\x8C\xAB."), example_turn("Why?\n\n", "")};
    written.turns[1].turn.finish = vp::engine::Turn::Finish::EndToken;
    written.turns[1].turn.end_token_id = 7;
    written.turns[1].turn.by = {"another", "beef", "cuda:0", "bfloat16", 3};
    std::int64_t id = 0;
    {
      SessionStore store = open();
      QVERIFY(store.writable());
      QCOMPARE(store.notice().text(), std::string());
      id = store.add_session(written);
    }
    const SessionStore store = open();
    const auto read = store.session(id);
    QVERIFY(read.has_value());
    QCOMPARE(read->video.file, video_);
    QCOMPARE(read->video.facts.size_bytes, 17);
    QCOMPARE(read->video.facts.modified_ns, written.video.facts.modified_ns);
    QCOMPARE(read->position_frame, 41);
    QVERIFY(read->layout == written.layout);
    QVERIFY(read->created_ms > 1'600'000'000'000);
    QCOMPARE(read->turns.size(), std::size_t{2});
    for (std::size_t i = 0; i < 2; ++i) {
      const StoredTurn &a = written.turns[i], &b = read->turns[i];
      QVERIFY(b.state == StoredTurn::State::Finished);
      QCOMPARE(b.turn.asked_ms, a.turn.asked_ms);
      QCOMPARE(b.turn.question, a.turn.question);
      QCOMPARE(b.turn.answer, a.turn.answer);
      QVERIFY(b.turn.token_ids == a.turn.token_ids);
      QVERIFY(b.turn.log_probabilities == a.turn.log_probabilities);
      QVERIFY(b.turn.finish == a.turn.finish);
      QCOMPARE(b.turn.end_token_id, a.turn.end_token_id);
      QVERIFY(b.turn.by == a.turn.by);
      QCOMPARE(b.turn.options.max_new_tokens, a.turn.options.max_new_tokens);
      QCOMPARE(b.turn.options.temperature, a.turn.options.temperature);
      QCOMPARE(b.turn.options.top_p, a.turn.options.top_p);
      QCOMPARE(b.turn.options.seed, a.turn.options.seed);
      QCOMPARE(b.turn.options.repetition_guard, a.turn.options.repetition_guard);
      QCOMPARE(b.turn.options.repetition_penalty, a.turn.options.repetition_penalty);
      QCOMPARE(b.turn.options.left_out_turns, a.turn.options.left_out_turns);
      QCOMPARE(b.turn.prompt_tokens, a.turn.prompt_tokens);
      QCOMPARE(b.turn.reused_tokens, a.turn.reused_tokens);
      QCOMPARE(b.turn.prefill_ms, a.turn.prefill_ms);
      QCOMPARE(b.turn.first_token_ms, a.turn.first_token_ms);
      QCOMPARE(b.turn.tokens_per_s, a.turn.tokens_per_s);
      QCOMPARE(b.turn.total_ms, a.turn.total_ms);
    }
    // The record as a whole, through the form in which it is exported.
    vp::transcript::Transcript expected = written.record;
    expected.turns = {written.turns[0].turn, written.turns[1].turn};
    expected.video.file = video_.string();
    expected.video.sha256 = vp::base::sha256_of_file(video_, vp::base::ErrorCode::Video);
    expected.created = vp::base::utc_text(read->created_ms);
    QCOMPARE(vp::transcript::to_json(make_transcript(*read)), vp::transcript::to_json(expected));
  }

  void framesThatWereChosenAreKept() {
    StoredSession session = example_session(video_);
    session.record.range_end_s.reset();
    session.record.frames_chosen = true;
    SessionStore store = open();
    const auto read = store.session(store.add_session(session));
    QVERIFY(read->record.frames_chosen);
    QCOMPARE(read->record.frames.size(), std::size_t{2});
    QCOMPARE(read->record.frames[1].index, 20);
  }

  void turnsAreRewrittenAndTakenAway() {
    SessionStore store = open();
    const std::int64_t id = store.add_session(example_session(video_));
    StoredTurn turn = example_turn("Who comes?", "");
    turn.state = StoredTurn::State::Asked;
    store.put_turn(id, 0, turn);
    QVERIFY_EXCEPTION_THROWN(make_transcript(*store.session(id)), vp::base::Error);
    turn.state = StoredTurn::State::Answering;
    turn.turn.answer = "A pan";
    turn.turn.finish = vp::engine::Turn::Finish::EndToken;
    store.put_turn(id, 0, turn);
    QCOMPARE(make_transcript(*store.session(id)).turns.at(0).answer, std::string("A pan"));
    QVERIFY(make_transcript(*store.session(id)).turns.at(0).finish == vp::engine::Turn::Finish::Interrupted);
    store.put_turn(id, 0, example_turn("Who comes?", "A panda."));
    store.put_turn(id, 1, example_turn("When?", "At noon."));
    QCOMPARE(store.session(id)->turns.size(), std::size_t{2});
    QCOMPARE(ids(store.sessions("noon")), std::vector<std::int64_t>{id});
    store.truncate(id, 1);
    QCOMPARE(store.session(id)->turns.size(), std::size_t{1});
    QCOMPARE(store.session(id)->turns[0].turn.answer, std::string("A panda."));
    QVERIFY(store.sessions("noon").empty());
    QCOMPARE(ids(store.sessions("panda")), std::vector<std::int64_t>{id});
  }

  void findsByWords_data() {
    QTest::addColumn<QByteArray>("search");
    QTest::addColumn<bool>("found");
    const auto row = [](const char* search, bool found) {
      QTest::newRow(search) << QByteArray(search) << found;
    };
    row("", true);
    row("   ", true);
    row("panda", true);
    row("PAN", true);
    row("anda", false);  // not the beginning of a word
    row("bamboo panda", true);
    row("bamboo tiger", false);
    row("cafe", true);    // written with an accent
    row("day", true);     // the file's name
    row("films", false);  // a folder's name
    row("reel", true);    // the title
    row("熊猫", true);    // inside a run of characters
    row("猫吃竹", true);
    row("狗", false);
    // Whatever is syntax somewhere else is text here.
    for (const char* hostile :
         {"\"", "\"\"", "'", "panda\" OR \"tiger", "NEAR(panda bamboo)", "question:panda", "*", "_", "\\",
          "'; DROP TABLE turn; --", "{question}:x", "NOT", "tiger*"})
      row(hostile, false);
    for (const char* sign : {"^panda", "-panda", "panda*", "%"}) row(sign, true);
    row("100%", true);
    row("100_", true);  // signs do not count where words are indexed
    QTest::newRow("a NUL between words") << QByteArray("panda\0bamboo", 12) << true;
    QTest::newRow("no UTF-8") << QByteArray("\xff\xfe\xc3") << false;
    QTest::newRow("very long") << QByteArray(100'000, 'a') << false;
    QTest::newRow("very many words") << QByteArray("panda ").repeated(5000) << true;
  }

  void findsByWords() {
    QFETCH(QByteArray, search);
    QFETCH(bool, found);
    SessionStore store = open();
    const std::int64_t id = store.add_session(example_session(video_));
    store.set_title(id, "First reel");
    store.put_turn(id, 0, example_turn("What does the panda eat?", "Bamboo, 100% of it."));
    store.put_turn(
        id, 1,
        example_turn(
            "Where?",
            "In a caf\xC3\xA9. \xE5\xA4\xA7\xE7\x86\x8A\xE7\x8C\xAB\xE5\x90\x83\xE7\xAB\xB9\xE5\xAD\x90"));
    QCOMPARE(ids(store.sessions({search.data(), static_cast<std::size_t>(search.size())})),
             found ? std::vector<std::int64_t>{id} : std::vector<std::int64_t>{});
  }

  void listsTheLatestFirst() {
    SessionStore store = open();
    const std::int64_t first = store.add_session(example_session(video_));
    const std::int64_t second = store.add_session(example_session(video_));
    store.put_turn(second, 0, example_turn("Second?", "Yes."));
    QTest::qSleep(3);
    store.put_turn(first, 0, example_turn("First?", "Yes."));
    const auto sessions = store.sessions();
    QCOMPARE(ids(sessions), (std::vector<std::int64_t>{first, second}));
    QCOMPARE(sessions[0].first_question, std::string("First?"));
    QCOMPARE(sessions[0].turn_count, 1);
    QCOMPARE(sessions[0].model_name, std::string("tiny"));
    QCOMPARE(sessions[0].file, video_);
    QCOMPARE(ids(store.sessions("", 1)), std::vector<std::int64_t>{first});
  }

  void listsThePartThatWasAskedAbout() {
    SessionStore store = open();
    auto session = example_session(video_);
    session.record.range_start_s = 5;
    session.record.range_end_s.reset();
    store.add_session(session);
    QVERIFY(store.sessions().at(0).range_start_s == 5);
    QVERIFY(!store.sessions().at(0).range_end_s);
  }

  void whatIsFoundDeepInASessionIsShown() {
    SessionStore store = open();
    const std::int64_t id = store.add_session(example_session(video_));
    store.put_turn(id, 0, example_turn("Who comes?", "A panda."));
    store.put_turn(id, 1, example_turn("When?", "One two three four five six seven at noon eight nine ten."));
    QVERIFY(store.sessions().at(0).found.empty());
    const std::string found = store.sessions("Noon").at(0).found;
    QVERIFY2(found.find("seven at noon eight") != std::string::npos, found.c_str());
    // The title shows it already.
    QCOMPARE(store.sessions("comes").at(0).found, std::string());
  }

  void removedSessionsCanBeTakenBack() {
    SessionStore store = open();
    const std::int64_t id = store.add_session(example_session(video_));
    store.put_turn(id, 0, example_turn("Secret?", "Yes."));
    store.remove_session(id);
    QVERIFY(store.sessions().empty());
    QVERIFY(!store.session(id));
    store.take_back(id);
    QCOMPARE(ids(store.sessions("secret")), std::vector<std::int64_t>{id});
    store.remove_session(id);
    store.purge();
    store.take_back(id);
    QVERIFY(store.sessions().empty());
    // Nothing of it is left in the file.
    store = open(path("other.sqlite"));
    std::ifstream stream(path("library.sqlite"), std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(stream), {}};
    QVERIFY(bytes.size() > 1000);
    QVERIFY(bytes.find("Secret?") == std::string::npos);
  }

  void remembersRecentVideos() {
    const fs::path second = path("films/second.mkv");
    write_file(second, "another");
    SessionStore store = open();
    store.note_opened(video_);
    QTest::qSleep(3);
    store.note_opened(second);
    QTest::qSleep(3);
    write_file(video_, "replaced by something longer");  // the same name counts once
    store.note_opened(video_);
    const auto videos = store.recent_videos(10);
    QCOMPARE(videos.size(), std::size_t{2});
    QCOMPARE(videos[0].file, video_);
    QCOMPARE(videos[0].facts.size_bytes, 28);
    QCOMPARE(videos[1].file, second);
    store.forget_video(video_);
    QCOMPARE(store.recent_videos(10).size(), std::size_t{1});
  }

  void sessionsFollowAMovedVideo() {
    SessionStore store = open();
    const StoredVideo video = store.note_opened(video_);
    StoredSession session = example_session(video_);
    const std::int64_t id = store.add_session(session);
    const std::string hash = vp::base::sha256_of_file(video_, vp::base::ErrorCode::Video);
    QCOMPARE(store.hash_of(video), std::string());
    store.set_hash(video, hash);
    QCOMPARE(store.hash_of(video), hash);
    QCOMPARE(store.known_file(hash), std::optional(video_));
    const fs::path there = path("elsewhere/deep/renamed.mkv");
    fs::create_directories(there.parent_path());
    write_file(path("elsewhere/same size.mkv"), "NOT really a film");
    fs::rename(video_, there);
    QVERIFY(!store.known_file(hash));
    const StoredVideo stored = store.session(id)->video;
    QCOMPARE(stored.sha256, hash);
    QCOMPARE(find_moved_video(stored, path("elsewhere")), std::optional(there));
    QVERIFY(!find_moved_video(stored, path("nowhere")));
    QVERIFY(!is_video(path("elsewhere/same size.mkv"), stored));
    store.note_opened(there);  // seen before it was looked for: two rows become one
    store.set_file(stored.id, there);
    QCOMPARE(store.session(id)->video.file, there);
    QCOMPARE(store.session(id)->video.sha256, hash);
    QCOMPARE(store.known_file(hash), std::optional(there));
  }

  void withoutAHashSizeAndNameDecide() {
    const StoredVideo video = describe_file(video_);
    write_file(path("b/other.mkv"), "NOT really a film");
    QVERIFY(!find_moved_video(video, path("b")));
    write_file(path("b/c/A day.mkv"), "longer than a film");
    QVERIFY(!find_moved_video(video, path("b")));
    write_file(path("b/d/A day.mkv"), "NOT really a film");
    QCOMPARE(find_moved_video(video, path("b")), std::optional(path("b/d/A day.mkv")));
  }

  void bringsAnOlderLibraryUpToDate() {
    {
      Database old(path("library.sqlite"), Database::Mode::ReadWrite, 100);
      migrate(old, 1);
      QCOMPARE(schema_version(old), 1);
      old.run_script(
          "INSERT INTO video VALUES (1, '/films/old.mkv', 'old.mkv', 10, 20, '', 30);"
          "INSERT INTO session (id, video, created_ms, changed_ms) VALUES (7, 1, 40, 50);"
          "INSERT INTO turn (session, place, state, asked_ms, question, answer, max_new_tokens, temperature, "
          "top_p, "
          "seed) VALUES (7, 0, 2, 60, 'An old question?', 'An old answer.', 8, 0, 1, 0)");
    }
    const SessionStore store = open();
    QVERIFY(store.writable());
    QCOMPARE(ids(store.sessions("answer")), std::vector<std::int64_t>{7});
    QCOMPARE(store.session(7)->turns.at(0).turn.question, std::string("An old question?"));
    QVERIFY(!store.session(7)->turns.at(0).turn.options.repetition_guard);
    QCOMPARE(store.session(7)->turns.at(0).turn.options.repetition_penalty, 1.0);
    QCOMPARE(store.session(7)->turns.at(0).turn.asked_ms, std::int64_t{60});
    QCOMPARE(store.session(7)->turns.at(0).turn.total_ms, 0.0);  // was not kept
  }

  // Two windows: whoever took a session first writes into it, and it is free again however that one ends.
  void aSessionBelongsToOneProgram() {
    SessionStore store = open();
    const std::int64_t id = store.add_session(example_session(video_));
    QVERIFY(store.claim(id));
    QVERIFY(store.claim(id));
    int to_child[2], to_parent[2];
    QVERIFY(pipe(to_child) == 0 && pipe(to_parent) == 0);
    const pid_t child = fork();
    if (child == 0) {
      char said = 0;
      SessionStore other = open();
      bool right = !other.claim(id) && other.claim(id + 1);  // another one is free
      right &=
          write(to_parent[1], &said, 1) == 1 && read(to_child[0], &said, 1) == 1;  // until it is given back
      right &= other.claim(id);
      other.put_turn(id, 0, example_turn("From the other?", "Yes."));
      said = right ? 'y' : 'n';
      if (write(to_parent[1], &said, 1) != 1) _exit(1);
      pause();
    }
    char said = 1;
    QVERIFY(read(to_parent[0], &said, 1) == 1);
    const std::int64_t before = store.changes_by_others();
    store.put_turn(id, 0, example_turn("Mine?", "No."));
    QCOMPARE(store.changes_by_others(), before);  // its own changes are none
    store.release(id);
    QVERIFY(write(to_child[1], &said, 1) == 1);
    QVERIFY(read(to_parent[0], &said, 1) == 1);
    QCOMPARE(said, 'y');
    QVERIFY(store.changes_by_others() != before);
    QVERIFY(!store.claim(id));
    // Neither starts by emptying what the other could still take back.
    store.remove_session(id);
    open();
    store.take_back(id);
    QCOMPARE(store.session(id)->turns.at(0).turn.question, std::string("From the other?"));
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
    for (const int end : {to_child[0], to_child[1], to_parent[0], to_parent[1]}) close(end);
    QVERIFY(store.claim(id));
  }

  // Before an answer said what gave it, it was the session's model if it was computed at all.
  void answersFromBeforeAreOfTheirSessionsModel() {
    {
      Database old(path("library.sqlite"), Database::Mode::ReadWrite, 100);
      migrate(old, kWithAnsweredBy - 1);
      old.run_script(
          "INSERT INTO video VALUES (1, '/films/old.mkv', 'old.mkv', 10, 20, '', 30);"
          "INSERT INTO session (id, video, created_ms, changed_ms, model_name, model_hash, record) VALUES "
          "(7, 1, 40, 50, 'tiny', '00ff', '{\"device\": \"cpu\", \"dtype\": \"float32\", \"threads\": 2, "
          "\"model\": {\"name\": \"tiny\", \"hash\": \"00ff\"}}'), (8, 1, 40, 50, 'tiny', '00ff', 'no JSON');"
          "INSERT INTO turn (session, place, state, asked_ms, question, answer, max_new_tokens, temperature, "
          "top_p, seed, prompt_tokens) VALUES (7, 0, 2, 60, 'Said?', 'By another.', 8, 0, 1, 0, 0), "
          "(7, 1, 2, 60, 'Computed?', 'Yes.', 8, 0, 1, 0, 90), (8, 0, 2, 60, 'Computed?', 'Yes.', 8, 0, 1, "
          "0, 90)");
    }
    const vp::engine::AnsweredBy tiny{"tiny", "00ff", "cpu", "float32", 2};
    StoreOptions only_read;
    only_read.file = path("library.sqlite");
    only_read.write = false;
    for (const bool migrated : {false, true}) {
      const SessionStore store = migrated ? open() : SessionStore::open(only_read);
      const auto session = store.session(7);
      QVERIFY(!session->turns.at(0).turn.by.known());
      QVERIFY(session->turns.at(1).turn.by == tiny);
    }
    QCOMPARE(open().session(8)->turns.at(0).turn.by.model_hash, std::string("00ff"));
  }

  void aDamagedRecordCostsOnlyItself_data() {
    QTest::addColumn<QByteArray>("record");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("no JSON") << QByteArray("{\"video\": ");
    QTest::newRow("other types") << QByteArray(
        R"({"video": 3, "frames": [1, {"index": "x"}], "model": {"name": 5}, "versions": [], "threads": "many"})");
    QTest::newRow("numbers out of range")
        << QByteArray(R"({"threads": 1e300, "frames": [{"index": 99999999999999999999}]})");
  }

  void aDamagedRecordCostsOnlyItself() {
    QFETCH(QByteArray, record);
    std::int64_t id = 0;
    {
      SessionStore store = open();
      id = store.add_session(example_session(video_));
      store.put_turn(id, 0, example_turn("Who?", "A panda."));
    }
    {
      Database database(path("library.sqlite"), Database::Mode::ReadWrite, 100);
      Statement(database, "UPDATE session SET record = ?1")
          .bind(1, std::string_view(record.data(), record.size()))
          .run();
    }
    const SessionStore store = open();
    QCOMPARE(store.session(id)->turns.at(0).turn.answer, std::string("A panda."));
    QCOMPARE(make_transcript(*store.session(id)).model.name, std::string());
  }

 private:
  fs::path path(const char* name) const { return fs::path(folder_->path().toStdString()) / name; }
  SessionStore open(fs::path file = {}) const {
    StoreOptions options;
    options.file = file.empty() ? path("library.sqlite") : file;
    return SessionStore::open(options);
  }

  std::unique_ptr<QTemporaryDir> folder_;
  fs::path video_;
};

QTEST_GUILESS_MAIN(TestSessionStore)
#include "test_session_store.moc"
