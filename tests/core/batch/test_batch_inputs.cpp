#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "base/error.h"
#include "batch/batch_inputs.h"

namespace {

using vp::base::Error;

QString joined(const std::vector<std::string>& texts) {
  QStringList list;
  for (const std::string& text : texts) list << QString::fromStdString(text);
  return list.join('|');
}

template <typename Call>
QString refusal(const Call& call) {
  try {
    call();
  } catch (const Error& error) {
    return QString::fromUtf8(error.what());
  }
  return "no error";
}

}  // namespace

class TestBatchInputs : public QObject {
  Q_OBJECT

 private slots:
  void reads_questions_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("expected");
    QTest::newRow("lines") << "q.txt" << QByteArray("Who?\n\n  What, \"now\"?\t\nWhy?")
                           << "Who?|What, \"now\"?|Why?";
    QTest::newRow("from Windows") << "q.txt" << QByteArray("\xEF\xBB\xBFWho?\r\nWhy?\r\n") << "Who?|Why?";
    QTest::newRow("a column of CSV") << "q.csv"
                                     << QByteArray(
                                            "id,Question,x\r\n1,\"Who, \"\"she\"\"?\",a\r\n2,Why?,b\r\n3\r\n")
                                     << "Who, \"she\"?|Why?";
    QTest::newRow("CSV without a header") << "q.CSV" << QByteArray("Who?,1\nWhy?,2\n") << "Who?|Why?";
    QTest::newRow("no question") << "q.txt" << QByteArray(" \n\n") << "! holds no question";
    QTest::newRow("CSV with a header alone") << "q.csv" << QByteArray("question\n") << "! holds no question";
    QTest::newRow("open quotation marks")
        << "q.csv" << QByteArray("\"Who?\nWhy?\n") << "! ends inside quotation marks";
    QTest::newRow("not UTF-8") << "q.txt" << QByteArray("Wer f\xFCr?\n") << "! is not text in UTF-8";
    QTest::newRow("a NUL") << "q.txt" << QByteArray("Who\0?\n", 6) << "! is not text in UTF-8";
    QTest::newRow("too large") << "q.txt" << QByteArray((16 << 20) + 1, 'a') << "! is larger than 16 MiB";
  }

  void reads_questions() {
    QFETCH(QString, name);
    QFETCH(QByteArray, content);
    QFETCH(QString, expected);
    const std::filesystem::path file = write(name, content);
    if (expected.startsWith("! "))
      QVERIFY2(refusal([&] { vp::batch::read_question_list(file); }).contains(expected.mid(2)),
               qPrintable(expected));
    else
      QCOMPARE(joined(vp::batch::read_question_list(file)), expected);
  }

  void distinct_questions_keep_their_order() {
    QCOMPARE(joined(vp::batch::distinct_questions({"b", " a ", "", "b", "a"})), QString("b|a"));
  }

  void finds_videos() {
    for (const char* name : {"films/b.MP4", "films/a.mkv", "films/deep/c.webm", "films/notes.txt"})
      write(name, "x");
    QVERIFY(QFile::link(path("films/a.mkv"), path("films/link.mkv")));
    const std::filesystem::path list =
        write("list.txt", "films\nfilms/a.mkv\n" + path("elsewhere.bin").toUtf8() + "\n");
    QStringList found;
    for (const auto& video : vp::batch::gather_videos(vp::batch::read_video_list(list)))
      found << QDir(folder_.path()).relativeFilePath(QString::fromStdString(video.string()));
    // In a folder only what looks like a video; a file that is named is taken as it is.
    QCOMPARE(found.join('|'), QString("films/a.mkv|films/b.MP4|films/deep/c.webm|elsewhere.bin"));
  }

  void refuses_folders_and_lists() {
    QVERIFY(QDir(folder_.path()).mkpath("empty"));
    const std::filesystem::path empty = path("empty").toStdString();
    QVERIFY(refusal([&] { vp::batch::gather_videos({empty}); }).contains("without a video file"));
    QVERIFY(refusal([&] { vp::batch::read_video_list(empty); }).contains("is not a file"));
    QVERIFY(refusal([&] { vp::batch::read_video_list(empty / "gone"); }).contains("is not a file"));
    std::stop_source stop;
    stop.request_stop();
    write("some/a.mp4", "x");
    QVERIFY(refusal([&] {
              vp::batch::gather_videos({path("some").toStdString()}, stop.get_token());
            }).contains("Stopped"));
  }

  // What macOS leaves beside a film has its name and its ending.
  void leaves_hidden_files_out() {
    for (const char* name : {"day/a.mp4", "day/._a.mp4", "day/.b.mkv", "day/.trash/c.mp4", "ghosts/._d.mp4",
                             "ghosts/.e/f.mp4", ".mine/g.mp4"})
      write(name, "x");
    const auto found = vp::batch::gather_videos({path("day").toStdString()});
    QCOMPARE(found.size(), std::size_t{1});
    QCOMPARE(found[0].filename().string(), std::string("a.mp4"));
    // Who names one means it.
    QCOMPARE(vp::batch::gather_videos({path("day/.b.mkv").toStdString()}).size(), std::size_t{1});
    QCOMPARE(vp::batch::gather_videos({path(".mine").toStdString()}).size(), std::size_t{1});
    QVERIFY(refusal([&] { vp::batch::gather_videos({path("ghosts").toStdString()}); }).contains("hidden"));
  }

 private:
  QString path(const QString& name) const { return folder_.filePath(name); }
  std::filesystem::path write(const QString& name, const QByteArray& content) const {
    QDir().mkpath(QFileInfo(path(name)).path());
    QFile file(path(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size()) qFatal("cannot write");
    return path(name).toStdString();
  }

  QTemporaryDir folder_;
};

QTEST_GUILESS_MAIN(TestBatchInputs)
#include "test_batch_inputs.moc"
