#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "base/error.h"
#include "train/data/conversation_files.h"

namespace {

using vp::base::Error;
using vp::base::ErrorCode;
using vp::train::ConversationFile;
using vp::train::read_conversation_file;
using vp::train::Turn;

/// An entry about videos/a.mp4 whose conversation is `messages`.
QByteArray about(const QByteArray& messages, const QByteArray& video = "a.mp4") {
  return "{\"id\": \"v_1\", \"video\": \"" + video + "\", \"conversations\": [" + messages + "]}";
}

QByteArray says(const QByteArray& who, const QByteArray& text) {
  return "{\"from\": \"" + who + "\", \"value\": \"" + text + "\"}";
}

const QByteArray kGood = about(says("human", "<video>\\nWhat?") + "," + says("gpt", "That."));

QString dialogue(const std::vector<Turn>& turns) {
  QStringList lines;
  for (const Turn& turn : turns)
    lines << QString::fromStdString(turn.question) + " | " + QString::fromStdString(turn.answer);
  return lines.join(" / ");
}

}  // namespace

class TestConversationFiles : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() {
    for (const char* name : {"videos/a.mp4", "videos/sub/b.mkv", "outside.mp4"}) {
      QVERIFY(QFileInfo(folder_.filePath(name)).dir().mkpath("."));
      QFile file(folder_.filePath(name));
      QVERIFY(file.open(QIODevice::WriteOnly));
    }
  }

  void reads_data() {
    QTest::addColumn<QByteArray>("entry");
    QTest::addColumn<QString>("video");
    QTest::addColumn<QString>("turns");
    QTest::newRow("mark before") << kGood << "a.mp4"
                                 << "What? | That.";
    QTest::newRow("mark behind") << about(says("human", "What?\\n<video>") + "," + says("gpt", "That."))
                                 << "a.mp4"
                                 << "What? | That.";
    QTest::newRow("image marks, a mark a frame")
        << about(says("human", "<image><image> <image>\\nWhat?") + "," + says("gpt", " That.\\n")) << "a.mp4"
        << "What? | That.";
    QTest::newRow("no mark, several turns, a folder")
        << about(says("human", "Who?") + "," + says("gpt", "She.") + "," + says("human", "Why?") + "," +
                     says("gpt", "Because."),
                 "sub/b.mkv")
        << "sub/b.mkv"
        << "Who? | She. / Why? | Because.";
    QTest::newRow("question and answer")
        << QByteArray(R"({"q": "What?", "a": "That.", "video_id": "a"})") << "a.mp4"
        << "What? | That.";
    QTest::newRow("question and answer, in a folder")
        << QByteArray(R"({"q": " What? ", "a": "That.", "video_id": "sub/b.mkv", "id": 7})") << "sub/b.mkv"
        << "What? | That.";
  }

  void reads() {
    QFETCH(QByteArray, entry);
    QFETCH(QString, video);
    QFETCH(QString, turns);
    const ConversationFile file = read("[" + entry + "]");
    QCOMPARE(file.skipped_count, 0);
    QCOMPARE(file.entries.size(), std::size_t{1});
    QCOMPARE(QString::fromStdString(file.entries[0].video), folder_.filePath("videos/" + video));
    QCOMPARE(dialogue(file.entries[0].turns), turns);
  }

  void skips_data() {
    QTest::addColumn<QByteArray>("entry");
    QTest::addColumn<QString>("reason");
    const auto talk = [](const QByteArray& question, const QByteArray& answer) {
      return says("human", question) + "," + says("gpt", answer);
    };
    const auto skipped = [](const char* name, const QByteArray& entry, const char* reason) {
      QTest::newRow(name) << entry << QString(reason);
    };
    skipped("a number", "17", "not an object");
    skipped("a list", "[1, 2]", "not an object");
    skipped("text only", R"({"id": "t", "conversations": []})", "no video");
    skipped("an image", R"({"id": "t", "image": "a.png", "conversations": []})", "an image");
    skipped("video a number", R"({"video": 3, "conversations": []})", "\"video\" is not a text");
    skipped("absolute", about(talk("Q", "A"), "/etc/passwd"), "leads out");
    skipped("outside", about(talk("Q", "A"), "../outside.mp4"), "leads out");
    skipped("outside on a detour", about(talk("Q", "A"), "sub/../../outside.mp4"), "leads out");
    skipped("missing", about(talk("Q", "A"), "gone.mp4"), "\"gone.mp4\" is missing");
    skipped("a folder", about(talk("Q", "A"), "sub"), "missing");
    skipped("no conversations", R"({"video": "a.mp4"})", "no \"conversations\"");
    skipped("conversations a text", R"({"video": "a.mp4", "conversations": "Q"})", "not a list");
    skipped("conversations empty", about(""), "not a list");
    skipped("no answer", about(says("human", "Q")), "no answer");
    skipped("an odd number", about(talk("Q", "A") + "," + says("human", "Q")), "no answer");
    skipped("a turn a number", about("1, 2"), "not an object");
    skipped("no from", about(R"({"value": "Q"}, {"value": "A"})"), "no \"from\"");
    skipped("no value", about(R"({"from": "human"}, {"from": "gpt"})"), "no \"value\"");
    skipped("value a list", about(R"({"from": "human", "value": ["Q"]}, {"from": "gpt", "value": "A"})"),
            "\"value\" is not a text");
    skipped("roles exchanged", about(says("gpt", "A") + "," + says("human", "Q")),
            "from \"human\" was expected");
    skipped("a system text", about(says("system", "S") + "," + says("human", "Q")), "from \"system\"");
    skipped("empty answer", about(talk("Q", " \\n ")), "empty answer");
    skipped("only a mark", about(talk("<video>", "A")), "empty question");
    skipped("a mark in the middle", about(talk("First <video> then", "A")), "<video> mark inside");
    skipped("a mark in an answer", about(talk("Q", "<image>")), "<image> mark inside");
    skipped("a book", about(talk("Q", QByteArray(40000, 'x'))), "40000 bytes");
    skipped("too many turns", about(QByteArray((talk("Q", "A") + ",").repeated(2000)).chopped(1)),
            "1024 turns");
    skipped("q without a", R"({"q": "Q", "video_id": "a"})", "no \"a\"");
    skipped("q without a video", R"({"q": "Q", "a": "A"})", "no \"video_id\"");
    skipped("a null", R"({"q": "Q", "a": null, "video_id": "a"})", "\"a\" is not a text");
    skipped("video id missing", R"({"q": "Q", "a": "A", "video_id": "zzz"})", "\"zzz\" is missing");
    skipped("video id outside", R"({"q": "Q", "a": "A", "video_id": "../outside"})", "leads out");
  }

  void skips() {
    QFETCH(QByteArray, entry);
    QFETCH(QString, reason);
    const ConversationFile file = read("[" + kGood + "," + entry + "," + kGood + "]");
    QCOMPARE(file.entries.size(), std::size_t{2});
    QCOMPARE(file.skipped_count, 1);
    QCOMPARE(file.skipped.size(), std::size_t{1});
    QVERIFY2(file.skipped[0].name.starts_with("entry 2"), file.skipped[0].name.c_str());
    QVERIFY2(QString::fromStdString(file.skipped[0].reason).contains(reason), file.skipped[0].reason.c_str());
  }

  void names_entries_by_their_ids() {
    const ConversationFile file =
        read("[" + kGood + ",{\"id\": \"v_\\u001b[31m\"}, {\"id\": 12}, {\"video\": \"x.mp4\"}, {}]");
    QCOMPARE(file.skipped_count, 4);
    QCOMPARE(file.skipped[0].name, std::string("entry 2 (\"v_?[31m\")"));
    QCOMPARE(file.skipped[1].name, std::string("entry 3 (12)"));
    QCOMPARE(file.skipped[2].name, std::string("entry 4 (\"x.mp4\")"));
    QCOMPARE(file.skipped[3].name, std::string("entry 5"));
  }

  void counts_more_than_it_names() {
    const ConversationFile file = read("[" + QByteArray("{},").repeated(250) + kGood + "]");
    QCOMPARE(file.skipped_count, 250);
    QCOMPARE(file.skipped.size(), vp::train::kMostNamedEntries);
    QCOMPARE(file.entries.size(), std::size_t{1});
  }

  void refuses_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("mention");
    QTest::newRow("cut") << QByteArray("[" + kGood + ", {\"id\"") << "not JSON";
    QTest::newRow("an object") << kGood << "not a JSON array";
    QTest::newRow("empty") << QByteArray("[]") << "empty";
    QTest::newRow("nothing usable") << QByteArray("[{}, {}]")
                                    << "of the 2 that it has, entry 1: it has no video";
  }

  void refuses() {
    QFETCH(QByteArray, text);
    QFETCH(QString, mention);
    try {
      read(text);
      QFAIL("accepted");
    } catch (const Error& error) {
      QCOMPARE(error.code(), ErrorCode::Usage);
      QVERIFY2(QString(error.what()).contains(mention), error.what());
    }
  }

  void refuses_a_missing_folder() {
    QVERIFY_THROWS_EXCEPTION(Error, read_conversation_file(file_with("[" + kGood + "]"), "/nowhere"));
  }

 private:
  std::filesystem::path file_with(const QByteArray& text) const {
    QFile file(folder_.filePath("train.json"));
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size()) qFatal("cannot write the file");
    return file.fileName().toStdString();
  }

  ConversationFile read(const QByteArray& text) const {
    return read_conversation_file(file_with(text), folder_.filePath("videos").toStdString());
  }

  QTemporaryDir folder_;
};

QTEST_APPLESS_MAIN(TestConversationFiles)
#include "test_conversation_files.moc"
