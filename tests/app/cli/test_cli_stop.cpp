// Ctrl-C, and a reader that goes away.
#include <signal.h>

#include <QTemporaryDir>
#include <QtTest>

#include "command_run.h"
#include "edited_checkpoint.h"

using namespace vp::test;
using nlohmann::json;

namespace {

// Whether the process catches Ctrl-C; before, the kernel just ends it.
bool catches_interrupts(qint64 pid) {
  QFile status(QString("/proc/%1/status").arg(pid));
  if (!status.open(QIODevice::ReadOnly)) return false;
  for (const QByteArray& line : status.readAll().split('\n'))
    if (line.startsWith("SigCgt:"))
      return (line.mid(7).trimmed().toULongLong(nullptr, 16) >> (SIGINT - 1)) & 1;
  return false;
}

}  // namespace

class TestCliStop : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void keeps_what_was_answered_data();
  void keeps_what_was_answered();
  void stops_at_any_time_data();
  void stops_at_any_time();
  void stops_while_it_looks_at_the_video();
  void ends_with_its_reader();
  void keeps_what_its_reader_did_not_see_data();
  void keeps_what_its_reader_did_not_see();
  void goes_on_under_nohup();

 private:
  QTemporaryDir folder_;
  QString endless_;
  QString film_;
};

void TestCliStop::initTestCase() {
  // A model that never says the end token (its score is 0, below the best of 511), in a long context.
  EditedCheckpoint checkpoint;
  auto& head = checkpoint.tensor("lm_head.weight");
  const std::size_t row = head.bytes.size() / 512;
  std::fill_n(head.bytes.begin() + static_cast<std::ptrdiff_t>(2 * row), row, std::byte{0});
  checkpoint.config["max_position_embeddings"] = 65536;
  endless_ = checkpoint.write(folder_.filePath("endless"));
  film_ = folder_.filePath("film.mkv");
  make_video(film_, {"-f", "lavfi", "-i", "testsrc=size=64x64:rate=25", "-frames:v", "400"});
}

void TestCliStop::keeps_what_was_answered_data() {
  QTest::addColumn<int>("signal");
  QTest::newRow("SIGINT") << SIGINT;
  QTest::newRow("SIGTERM") << SIGTERM;
  QTest::newRow("a closed terminal") << SIGHUP;
}

void TestCliStop::keeps_what_was_answered() {
  QFETCH(int, signal);
  const QTemporaryDir out;
  QProcess process;
  process.start(executable(), {"ask", golden("clip_short.mkv"), "Why?", "And then?", "--model", endless_,
                               "--max-new-tokens", "60000", "--transcript", out.filePath("record.json")});
  QVERIFY(process.waitForReadyRead(60000));
  QElapsedTimer clock;
  clock.start();
  ::kill(static_cast<pid_t>(process.processId()), signal);
  // The shell and the system both tell of a closed terminal.
  if (signal == SIGHUP) {
    QTest::qSleep(80);
    ::kill(static_cast<pid_t>(process.processId()), signal);
  }
  QVERIFY(process.waitForFinished(30000));
  QVERIFY2(clock.elapsed() < 10000, qPrintable(QString::number(clock.elapsed())));
  QCOMPARE(process.exitStatus(), QProcess::NormalExit);
  QCOMPARE(process.exitCode(), 130);
  QCOMPARE(process.readAllStandardError(), QByteArray());
  QCOMPARE(files_below(out.path()), QStringList{"record.json"});
  const json record = read_json(out.filePath("record.json"));
  QCOMPARE(record["turns"].size(), 1u);
  QVERIFY(record["turns"][0]["finish"] == "stopped");
  QVERIFY(!record["turns"][0]["token_ids"].empty());
  QCOMPARE(process.readAllStandardOutput(),
           QByteArray::fromStdString(record["turns"][0]["answer"].get<std::string>()) + "\n");
}

void TestCliStop::stops_at_any_time_data() {
  QTest::addColumn<QString>("command");
  QTest::addColumn<int>("delay_ms");
  for (const char* command : {"ask", "encode"})
    for (const int delay_ms : {0, 20, 50, 100, 200, 400})
      QTest::addRow("%s after %d ms", command, delay_ms) << QString(command) << delay_ms;
}

void TestCliStop::stops_at_any_time() {
  QFETCH(QString, command);
  QFETCH(int, delay_ms);
  const QTemporaryDir out;
  QStringList arguments{command, film_, "--model", endless_};
  if (command == "ask")
    arguments << "Why?"
              << "--max-new-tokens"
              << "60000"
              << "--transcript" << out.filePath("record.json");
  else
    arguments << "--frames"
              << "400"
              << "--out" << out.filePath("maps.safetensors");
  QProcess process;
  process.start(executable(), arguments);
  QVERIFY(process.waitForStarted());
  QTRY_VERIFY_WITH_TIMEOUT(catches_interrupts(process.processId()), 30000);
  QTest::qSleep(delay_ms);
  ::kill(static_cast<pid_t>(process.processId()), SIGINT);
  QVERIFY(process.waitForFinished(30000));
  QCOMPARE(process.exitStatus(), QProcess::NormalExit);
  QCOMPARE(process.exitCode(), 130);
  QByteArray said = process.readAllStandardError();
  if (said.startsWith("videopanda: warning: The model was trained with "))
    said.remove(0, said.indexOf('\n') + 1);
  QCOMPARE(said, QByteArray());
  // Nothing, or the transcript where the answer had begun.
  const QStringList files = files_below(out.path());
  if (command == "ask" && !process.readAllStandardOutput().isEmpty()) {
    QCOMPARE(files, QStringList{"record.json"});
    QVERIFY(read_json(out.filePath("record.json"))["turns"][0]["finish"] == "stopped");
  } else {
    QCOMPARE(files, QStringList{});
  }
}

// The video is looked at before anything is loaded, and that alone can take long: here the reader searches a
// hole of 30 GB for the rest of the film. Without the stop it would refuse the missing checkpoint in the end.
void TestCliStop::stops_while_it_looks_at_the_video() {
  const QString film = folder_.filePath("hole.mkv");
  QVERIFY(QFile::copy(film_, film));
  QVERIFY(QFile::resize(film, qint64{30} << 30));
  QProcess process;
  process.start(executable(), {"ask", film, "Why?", "--model", folder_.filePath("no checkpoint")});
  QVERIFY(process.waitForStarted());
  QTRY_VERIFY_WITH_TIMEOUT(catches_interrupts(process.processId()), 30000);
  QVERIFY2(!process.waitForFinished(500), "this film is looked at too quickly");
  QElapsedTimer clock;
  clock.start();
  ::kill(static_cast<pid_t>(process.processId()), SIGINT);
  QVERIFY(process.waitForFinished(30000));
  QVERIFY2(clock.elapsed() < 3000, qPrintable(QString::number(clock.elapsed())));
  QCOMPARE(process.exitStatus(), QProcess::NormalExit);
  QCOMPARE(process.exitCode(), 130);
  QCOMPARE(process.readAllStandardError(), QByteArray());
}

void TestCliStop::ends_with_its_reader() {
  QElapsedTimer clock;
  clock.start();
  const CommandRun run =
      run_program("sh", {"-c", "\"$0\" \"$@\" | head -c 1", executable(), "ask", golden("clip_short.mkv"),
                         "Why?", "--model", endless_, "--max-new-tokens", "60000"});
  QCOMPARE(run.code, 0);  // of head
  QCOMPARE(run.out.size(), 1);
  QVERIFY2(clock.elapsed() < 60000, qPrintable(QString::number(clock.elapsed())));
}

void TestCliStop::keeps_what_its_reader_did_not_see_data() {
  QTest::addColumn<QStringList>("more");
  QTest::newRow("text") << QStringList{};
  QTest::newRow("objects") << QStringList{"--json", "--max-new-tokens", "3"};
}

// The first question's answer is in the record, whether its reader left in its middle or before it.
void TestCliStop::keeps_what_its_reader_did_not_see() {
  QFETCH(QStringList, more);
  const QTemporaryDir out;
  const QString reader = more.isEmpty() ? "head -c 1" : "true";
  // The shell waits for its last command only: its code comes when the file that it is written to is whole.
  const QString script =
      "{ \"$@\"; echo $? > \"$0\"; } | " + reader + "; while [ ! -s \"$0\" ]; do sleep 0.1; done";
  const CommandRun run =
      run_program("sh", QStringList{"-c", script, out.filePath("code"), executable(), "ask",
                                    golden("clip_short.mkv"), "Why?", "And then?", "--model", endless_,
                                    "--transcript", out.filePath("record.json")} +
                            (more.isEmpty() ? QStringList{"--max-new-tokens", "60000"} : more));
  QVERIFY2(run.code == 0 && run.err.isEmpty(), qPrintable(run.summary()));
  QCOMPARE(read_bytes(out.filePath("code")), QByteArray("130\n"));
  const json record = read_json(out.filePath("record.json"));
  QCOMPARE(record["turns"].size(), 1u);
  QVERIFY(!record["turns"][0]["token_ids"].empty());
  QVERIFY(record["turns"][0]["finish"] == (more.isEmpty() ? "stopped" : "length"));
}

// Whoever wants a command to outlive its terminal has SIGHUP ignored.
void TestCliStop::goes_on_under_nohup() {
  QProcess process;
  process.start("sh", {"-c", "trap '' HUP; exec \"$0\" \"$@\"", executable(), "ask", golden("clip_short.mkv"),
                       "Why?", "--model", endless_, "--max-new-tokens", "60000"});
  QVERIFY(process.waitForReadyRead(60000));
  ::kill(static_cast<pid_t>(process.processId()), SIGHUP);
  QVERIFY2(!process.waitForFinished(1000), "ended by SIGHUP");
  ::kill(static_cast<pid_t>(process.processId()), SIGINT);
  QVERIFY(process.waitForFinished(30000));
  QCOMPARE(process.exitCode(), 130);
}

QTEST_GUILESS_MAIN(TestCliStop)
#include "test_cli_stop.moc"
