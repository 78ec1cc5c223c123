// What an answer's tokens attended to, as sessions keep it.
#include <QtTest>
#include <limits>

#include "library/answer_attention_bytes.h"
#include "library/database.h"
#include "library/schema.h"
#include "stored_examples.h"

namespace {

using namespace vp::library;
using vp::attention::AnswerAttention;
using vp::test::example_session;
using vp::test::example_turn;
namespace fs = std::filesystem;

// Two tokens, two layers, a frame with and one without its context and row tokens.
AnswerAttention example_record() {
  AnswerAttention record;
  record.layers = {1, 3};
  record.heads = {0, 2, 5};
  record.layer_heads = 6;
  record.per_layer = true;
  record.frames = {{2, 3, true, true}, {1, 2, false, false}};
  record.pieces = {"a panda", " \xE7\x86\x8A\xE7\x8C\xAB\xff"};  // a token may end inside a character
  for (int i = 0; i < 2 * 2 * (9 + 2); ++i) record.values.push_back(1.0F / static_cast<float>(3 * i + 50));
  record.shares = vp::attention::visual_shares(record);
  return record;
}

bool same(const AnswerAttention& a, const AnswerAttention& b) {
  const auto frames = [](const AnswerAttention& record) {
    std::vector<int> numbers;
    for (const auto& frame : record.frames)
      numbers.insert(numbers.end(), {frame.height, frame.width, frame.context, frame.row_tokens});
    return numbers;
  };
  return a.layers == b.layers && a.heads == b.heads && a.layer_heads == b.layer_heads &&
         a.per_layer == b.per_layer && frames(a) == frames(b) && a.pieces == b.pieces &&
         a.values == b.values && a.shares == b.shares;
}

}  // namespace

class TestStoredAttention : public QObject {
  Q_OBJECT

 private slots:
  void init() {
    folder_ = std::make_unique<QTemporaryDir>();
    QVERIFY(folder_->isValid());
    options_ = {};
    options_.file = fs::path(folder_->path().toStdString()) / "library.sqlite";
  }

  void comesBackToTheBit() {
    const AnswerAttention record = example_record();
    const auto read = answer_attention_of(to_bytes(record));
    QVERIFY(read);
    QVERIFY(same(*read, record));
  }

  void whatIsNoRecordIsRefused_data() {
    QTest::addColumn<QByteArray>("bytes");
    const auto bytes = to_bytes(example_record());
    const QByteArray good(reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size()));
    const auto with_value = [&](float value) {
      QByteArray changed = good;
      return changed.replace(changed.size() - 4, 4, reinterpret_cast<const char*>(&value), 4);
    };
    const auto of = [](AnswerAttention record) {
      const auto written = to_bytes(record);
      return QByteArray(reinterpret_cast<const char*>(written.data()),
                        static_cast<qsizetype>(written.size()));
    };
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("a few bytes") << QByteArray("abc");
    QTest::newRow("a head longer than all") << QByteArray(100, '\xff');
    QTest::newRow("a value less") << good.chopped(4);
    QTest::newRow("half a value less") << good.chopped(2);
    QTest::newRow("a value more") << good + QByteArray(4, '\0');
    QTest::newRow("no number") << with_value(std::numeric_limits<float>::quiet_NaN());
    QTest::newRow("infinite") << with_value(std::numeric_limits<float>::infinity());
    QTest::newRow("negative") << with_value(-0.5F);
    QTest::newRow("more than all") << with_value(1.5F);
    // A reader that calls itself for each level runs out of stack.
    for (const char open : {'[', '\x81'}) {
      const std::uint32_t levels = 8 << 20;
      QTest::newRow(open == '[' ? "nested deeply" : "nested deeply in CBOR")
          << QByteArray(reinterpret_cast<const char*>(&levels), 4) + QByteArray(levels, open);
    }
    QTest::newRow("a damaged head") << QByteArray(good).replace(8, 8, QByteArray(8, '\xff'));
    AnswerAttention record = example_record();
    record.frames[0].width = -3;
    QTest::newRow("a frame of negative width") << of(record);
    record.frames[0].width = 1 << 30;
    QTest::newRow("a frame of absurd width") << of(record);
    record = example_record();
    record.layers.clear();
    QTest::newRow("no layers") << of(record);
    record = example_record();
    record.pieces.emplace_back("more");
    QTest::newRow("a token more") << of(record);
  }

  void whatIsNoRecordIsRefused() {
    QFETCH(QByteArray, bytes);
    QVERIFY(!answer_attention_of(std::as_bytes(std::span(bytes.constData(), bytes.size()))));
  }

  void aSessionKeepsIt() {
    const AnswerAttention record = example_record();
    std::int64_t id = 0;
    {
      SessionStore store = SessionStore::open(options_);
      id = store.add_session(example_session("film.mkv"));
      StoredTurn turn = example_turn("Who?", "a panda");
      store.put_turn(id, 0, turn);
      QVERIFY(!store.session(id)->turns.at(0).turn.attention);
      turn.turn.attention = std::make_shared<const AnswerAttention>(record);
      store.put_turn(id, 0, turn);
      store.put_turn(id, 1, example_turn("Why?", "so"));
    }
    for (const bool write : {true, false}) {
      options_.write = write;
      const SessionStore store = SessionStore::open(options_);
      const auto session = store.session(id);
      QCOMPARE(session->turns.size(), std::size_t{2});
      QVERIFY(session->turns[0].turn.attention);
      QVERIFY(same(*session->turns[0].turn.attention, record));
      QVERIFY(!session->turns[1].turn.attention);
    }
  }

  void itGoesWithItsTurn() {
    SessionStore store = SessionStore::open(options_);
    StoredTurn turn = example_turn("Who?", "a panda");
    turn.turn.attention = std::make_shared<const AnswerAttention>(example_record());
    StoredSession session = example_session("film.mkv");
    session.turns = {turn, turn};
    const std::int64_t id = store.add_session(session);
    QCOMPARE(records(), 2);
    store.truncate(id, 1);
    QCOMPARE(records(), 1);
    store.put_turn(id, 0, example_turn("Who else?", "nobody"));  // asked again, not recorded
    QCOMPARE(records(), 0);
    store.put_turn(id, 0, turn);
    store.remove_session(id);
    store.purge();
    QCOMPARE(records(), 0);
  }

  void aDamagedOneCostsOnlyItself() {
    SessionStore store = SessionStore::open(options_);
    StoredTurn turn = example_turn("Who?", "a panda");
    turn.turn.attention = std::make_shared<const AnswerAttention>(example_record());
    const std::int64_t id = store.add_session(example_session("film.mkv"));
    store.put_turn(id, 0, turn);
    Database(options_.file, Database::Mode::ReadWrite, 100)
        .run_script("UPDATE turn_attention SET record = x'0102030405'");
    const auto session = store.session(id);
    QCOMPARE(session->turns.at(0).turn.answer, std::string("a panda"));
    QVERIFY(!session->turns[0].turn.attention);
  }

  void aLargeOneIsStoredAsTheMeanOfItsLayers() {
    AnswerAttention record;
    record.layers = {0, 1, 2};
    record.heads = {0};
    record.layer_heads = 1;
    record.per_layer = true;
    record.frames = {{1024, 1024, false, false}};
    record.pieces = {"a", "b"};
    for (const float value : {0.0F, 0.25F, 0.5F, 0.5F, 0.75F, 1.0F})  // each token's three layers
      record.values.insert(record.values.end(), std::size_t{1} << 20, value / (1 << 20));
    const auto read = answer_attention_of(to_bytes(record));
    QVERIFY(read);
    QVERIFY(!read->per_layer);
    QCOMPARE(read->layers, record.layers);
    QCOMPARE(read->values.size(), std::size_t{2} << 20);
    QCOMPARE(read->values.front(), 0.25F / (1 << 20));
    QCOMPARE(read->values.back(), 0.75F / (1 << 20));
    QCOMPARE(read->shares.at(1), 0.75F);
  }

  void aHugeOneIsNotStored() {
    AnswerAttention record;
    record.layers = {0};
    record.heads = {0};
    record.layer_heads = 1;
    record.frames = {{1024, 1024, false, false}};
    record.pieces.assign(5, "x");
    record.values.assign(std::size_t{5} << 20, 0.0F);
    QVERIFY(to_bytes(record).empty());
    SessionStore store = SessionStore::open(options_);
    StoredTurn turn = example_turn("Who?", "a panda");
    turn.turn.attention = std::make_shared<const AnswerAttention>(std::move(record));
    const std::int64_t id = store.add_session(example_session("film.mkv"));
    store.put_turn(id, 0, turn);
    QCOMPARE(store.session(id)->turns.at(0).turn.answer, std::string("a panda"));
    QCOMPARE(records(), 0);
  }

  void aSessionKeepsWhatWasMeasured() {
    vp::evidence::FrameKnockout knockout;
    knockout.layers = {1, 2};
    knockout.decoder_layers = 4;
    knockout.ids = {5, 2};
    knockout.pieces = {"a panda", ""};
    knockout.end = true;
    knockout.log_probabilities = {-0.5F, -0.1F};
    knockout.without = {{-2.5F, -0.1F}, {-0.5F, -0.3F}};
    SessionStore store = SessionStore::open(options_);
    const std::int64_t id = store.add_session(example_session("film.mkv"));
    StoredTurn turn = example_turn("Who?", "a panda");
    store.put_turn(id, 0, turn);
    QVERIFY(!store.session(id)->turns.at(0).turn.knockout);
    turn.turn.knockout = std::make_shared<const vp::evidence::FrameKnockout>(knockout);
    store.put_turn(id, 0, turn);
    const auto kept = store.session(id)->turns.at(0).turn.knockout;
    QVERIFY(kept && *kept == knockout);
    for (const char* text : {"", "{", "[]", R"({"layers": 3})"}) {
      {
        Database database(options_.file, Database::Mode::ReadWrite, 100);
        Statement(database, "UPDATE turn_knockout SET measured = ?1").bind(1, std::string_view(text)).run();
      }
      QVERIFY(!store.session(id)->turns.at(0).turn.knockout);
      QCOMPARE(store.session(id)->turns.at(0).turn.answer, std::string("a panda"));
    }
    store.truncate(id, 0);
    const Database database(options_.file, Database::Mode::ReadOnly, 100);
    Statement count(database, "SELECT count(*) FROM turn_knockout");
    QVERIFY(count.step());
    QCOMPARE(count.integer(0), std::int64_t{0});
  }

  // Which may not be brought up to date where it may only be read.
  void aLibraryFromBeforeIsRead() {
    {
      Database old(options_.file, Database::Mode::ReadWrite, 100);
      migrate(old, kOldestReadable);
      old.run_script(
          "INSERT INTO video VALUES (1, '/films/old.mkv', 'old.mkv', 10, 20, '', 30);"
          "INSERT INTO session (id, video, created_ms, changed_ms) VALUES (7, 1, 40, 50);"
          "INSERT INTO turn (session, place, state, asked_ms, question, answer, max_new_tokens, temperature, "
          "top_p, seed) VALUES (7, 0, 2, 60, 'An old question?', 'An old answer.', 8, 0, 1, 0)");
    }
    options_.write = false;
    QVERIFY(!SessionStore::open(options_).session(7)->turns.at(0).turn.end_token_id);
    QCOMPARE(SessionStore::open(options_).session(7)->turns.at(0).turn.answer, std::string("An old answer."));
    options_.write = true;
    QCOMPARE(SessionStore::open(options_).session(7)->turns.at(0).turn.answer, std::string("An old answer."));
    QCOMPARE(schema_version(Database(options_.file, Database::Mode::ReadOnly, 100)), kSchemaVersion);
  }

 private:
  int records() const {
    const Database database(options_.file, Database::Mode::ReadOnly, 100);
    Statement count(database, "SELECT count(*) FROM turn_attention");
    return count.step() ? static_cast<int>(count.integer(0)) : -1;
  }

  std::unique_ptr<QTemporaryDir> folder_;
  StoreOptions options_;
};

QTEST_GUILESS_MAIN(TestStoredAttention)
#include "test_stored_attention.moc"
