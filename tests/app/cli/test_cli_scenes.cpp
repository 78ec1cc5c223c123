// videopanda scenes: a set of drawn clips with questions.
#include <signal.h>

#include <QDir>
#include <QElapsedTimer>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>
#include <set>

#include "command_run.h"

using namespace vp::test;
using nlohmann::json;

class TestCliScenes : public QObject {
  Q_OBJECT

 private slots:
  void writes_a_set_data();
  void writes_a_set();
  void default_is_reproducible();
  void refuses_data();
  void refuses();
  void refuses_a_folder_in_use();
  void stop_keeps_whole_clips();

 private:
  QTemporaryDir folder_;
};

void TestCliScenes::writes_a_set_data() {
  QTest::addColumn<QStringList>("more");
  QTest::addColumn<QString>("ending");
  QTest::newRow("h264") << QStringList{} << ".mp4";
  QTest::newRow("ffv1") << QStringList{"--codec", "ffv1"} << ".mkv";
}

void TestCliScenes::writes_a_set() {
  QFETCH(QStringList, more);
  QFETCH(QString, ending);
  const QString out = folder_.filePath(QStringLiteral("set") + ending);
  const CommandRun run = videopanda(QStringList{"scenes", "--out", out, "--count", "2", "--seed", "3",
                                                "--size", "160x96", "--questions-per-clip", "5"} +
                                    more);
  QVERIFY2(run.code == 0 && run.out.isEmpty() && run.err.isEmpty(), qPrintable(run.summary()));
  QCOMPARE(QDir(out + "/videos").entryList(QDir::Files),
           (QStringList{"scene_00000" + ending, "scene_00001" + ending}));
  const json questions = read_json(out + "/test_q.json"), answers = read_json(out + "/test_a.json");
  QCOMPARE(questions.size(), 10u);
  QCOMPARE(answers.size(), 10u);
  for (std::size_t i = 0; i < 10; ++i) {
    const std::string clip = i < 5 ? "scene_00000" : "scene_00001";
    QVERIFY(questions[i]["video_name"] == clip);
    QVERIFY(questions[i]["question_id"] == clip + "_" + std::to_string(i % 5));
    QVERIFY(answers[i]["question_id"] == questions[i]["question_id"]);
    QVERIFY(questions[i]["question"].is_string() && answers[i]["answer"].is_string());
    QVERIFY(answers[i]["type"].is_string());
  }
  const CommandRun probe = run_program("ffprobe", {"-v", "error", "-show_entries", "stream=width,height",
                                                   "-of", "csv=p=0", out + "/videos/scene_00001" + ending});
  QCOMPARE(probe.out.trimmed(), QByteArray("160,96"));
}

void TestCliScenes::default_is_reproducible() {
  for (const char* name : {"one", "two"})
    QCOMPARE(videopanda({"scenes", "--out", folder_.filePath(name), "--count", "2"}).code, 0);
  for (const char* file :
       {"/test_q.json", "/test_a.json", "/videos/scene_00000.mp4", "/videos/scene_00001.mp4"})
    QVERIFY2(read_bytes(folder_.filePath("one") + file) == read_bytes(folder_.filePath("two") + file), file);
}

void TestCliScenes::refuses_data() {
  QTest::addColumn<QStringList>("arguments");
  QTest::addColumn<QString>("mention");
  const auto row = [](const char* title, const QStringList& arguments, const char* mention) {
    QTest::newRow(title) << arguments << QString(mention);
  };
  row("no folder", {"--count", "2"}, "--out");
  row("no clips", {"--out", "x", "--count", "0"}, "0 clips");
  row("too many clips", {"--out", "x", "--count", "100001"}, "100001");
  row("negative", {"--out", "x", "--count", "-1"}, "-1");
  row("negative seed", {"--out", "x", "--seed", "-1"}, "-1");
  row("too long a number", {"--out", "x", "--questions-per-clip", "99999999999"}, "99999999999");
  row("no size", {"--out", "x", "--size", "big"}, "\"big\"");
  row("half a size", {"--out", "x", "--size", "320x"}, "\"320x\"");
  row("too much of a size", {"--out", "x", "--size", "320x180x3"}, "\"320x180x3\"");
  row("negative size", {"--out", "x", "--size", "-320x180"}, "\"-320x180\"");
  row("huge number in size", {"--out", "x", "--size", "99999999999x180"}, "99999999999x180");
  row("odd size", {"--out", "x", "--size", "321x180"}, "321 x 180");
  row("codec", {"--out", "x", "--codec", "vp9"}, "vp9");
}

void TestCliScenes::refuses() {
  QFETCH(QStringList, arguments);
  QFETCH(QString, mention);
  for (QString& argument : arguments)
    if (argument == QLatin1String("x")) argument = folder_.filePath("never");
  const QString fault = refusal_fault(videopanda(QStringList{"scenes"} + arguments), 2, mention);
  QVERIFY2(fault.isEmpty(), qPrintable(fault));
  QVERIFY(!QDir(folder_.filePath("never")).exists());
}

void TestCliScenes::refuses_a_folder_in_use() {
  const QString used = folder_.filePath("used");
  QVERIFY(QDir().mkpath(used + "/other"));
  const QString fault = refusal_fault(videopanda({"scenes", "--out", used}), 2, used);
  QVERIFY2(fault.isEmpty(), qPrintable(fault));
  QCOMPARE(QDir(used).entryList(QDir::AllEntries | QDir::NoDotAndDotDot), QStringList{"other"});
}

void TestCliScenes::stop_keeps_whole_clips() {
  const QString out = folder_.filePath("stopped");
  QProcess process;
  process.start(executable(), {"scenes", "--out", out, "--count", "100000", "--size", "64x64"});
  QElapsedTimer timer;
  timer.start();
  const QDir videos(out + "/videos");
  while (videos.entryList({"*.mp4"}, QDir::Files).size() < 3 && timer.elapsed() < 60000) QTest::qWait(20);
  ::kill(static_cast<pid_t>(process.processId()), SIGINT);
  QVERIFY(process.waitForFinished(20000));
  QCOMPARE(process.exitCode(), 130);
  QVERIFY(process.readAllStandardError().isEmpty());
  const QStringList clips = QDir(out + "/videos").entryList(QDir::Files);
  QVERIFY(clips.size() >= 3);
  std::set<std::string> listed;
  for (const json& entry : read_json(out + "/test_q.json"))
    listed.insert(entry["video_name"].get<std::string>() + ".mp4");
  QCOMPARE(listed.size(), static_cast<std::size_t>(clips.size()));
  for (const QString& clip : clips) QVERIFY2(listed.count(clip.toStdString()) == 1, qPrintable(clip));
}

QTEST_GUILESS_MAIN(TestCliScenes)
#include "test_cli_scenes.moc"
