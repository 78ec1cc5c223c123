// videopanda serve: what it refuses to begin with, a question to it, and how it ends.
#include <signal.h>

#include <QTcpSocket>
#include <QTemporaryDir>
#include <QtTest>

#include "command_run.h"

using namespace vp::test;
using nlohmann::json;

namespace {

/// What a server on that port says to these bytes.
QByteArray reply_of(int port, const QByteArray& request) {
  QTcpSocket socket;
  socket.connectToHost("127.0.0.1", static_cast<quint16>(port));
  if (!socket.waitForConnected(5000)) return "no connection";
  socket.write(request);
  QByteArray reply;
  while (socket.waitForReadyRead(60000)) reply += socket.readAll();
  return reply;
}

QByteArray question(const QString& film, const QByteArray& header = {}) {
  const json body{
      {"max_tokens", 5},
      {"messages",
       json::array(
           {{{"role", "user"},
             {"content", json::array({{{"type", "text"}, {"text", "What color is the car?"}},
                                      {{"type", "video_url"},
                                       {"video_url", {{"url", "file://" + film.toStdString()}}}}})}}})}};
  const QByteArray text = QByteArray::fromStdString(body.dump());
  return "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + header +
         "Content-Type: application/json\r\nContent-Length: " + QByteArray::number(text.size()) + "\r\n\r\n" +
         text;
}

}  // namespace

class TestCliServe : public QObject {
  Q_OBJECT

 private slots:
  void refuses_to_begin_data();
  void refuses_to_begin();
  void answers_until_it_is_told_to_end_data();
  void answers_until_it_is_told_to_end();
  void takes_its_key_from_a_file();

 private:
  /// Starts it and gives its port, 0 where it does not start.
  static int started(QProcess& process, const QStringList& more) {
    process.start(executable(), QStringList{"serve", "--model", golden_checkpoint(), "--dtype", "float32",
                                            "--port", "0", "--allow-folder", golden("")} +
                                    more);
    if (!process.waitForReadyRead(60000)) return 0;
    const QByteArray line = process.readLine().trimmed();
    return line.startsWith("http://127.0.0.1:") && line.endsWith("/v1")
               ? line.mid(17, line.size() - 20).toInt()
               : 0;
  }
};

void TestCliServe::refuses_to_begin_data() {
  QTest::addColumn<QStringList>("arguments");
  QTest::addColumn<QString>("mention");
  QTest::newRow("others without a key") << QStringList{"--host", "0.0.0.0"} << "VIDEOPANDA_API_KEY";
  QTest::newRow("a folder that is not there")
      << QStringList{"--allow-folder", "/no/such/folder"} << "/no/such/folder";
  QTest::newRow("a key file that is not there")
      << QStringList{"--key-file", "/no/such/key"} << "/no/such/key";
  QTest::newRow("a key file for all") << QStringList{"--key-file", golden("README.md")} << "chmod 600";
  QTest::newRow("a page's name") << QStringList{"--allow-origin", "example.org"} << "https://example.org";
}

void TestCliServe::refuses_to_begin() {
  QFETCH(QStringList, arguments);
  QFETCH(QString, mention);
  const CommandRun run = videopanda(QStringList{"serve", "--model", golden_checkpoint()} + arguments);
  const QString fault = refusal_fault(run, 2, mention);
  QVERIFY2(fault.isEmpty(), qPrintable(fault));
}

void TestCliServe::answers_until_it_is_told_to_end_data() {
  QTest::addColumn<int>("signal");
  QTest::newRow("SIGINT") << SIGINT;
  QTest::newRow("SIGTERM") << SIGTERM;
}

void TestCliServe::answers_until_it_is_told_to_end() {
  QFETCH(int, signal);
  QProcess process;
  const int port = started(process, {});
  QVERIFY(port > 0);
  const QByteArray reply = reply_of(port, question(golden("clip_short.mkv")));
  QVERIFY2(reply.startsWith("HTTP/1.1 200 OK"), reply);
  const json object = json::parse(reply.mid(reply.indexOf("\r\n\r\n") + 4).toStdString());
  const json direct = ask(golden("clip_short.mkv"), {"--dtype", "float32", "--max-new-tokens", "5", "--json"})
                          .objects()
                          .at(0);
  QVERIFY(object["choices"][0]["message"]["content"] == direct["answer"]);
  QVERIFY(object["model"] == "checkpoint");
  // Its port is its own.
  const CommandRun second =
      videopanda({"serve", "--model", golden_checkpoint(), "--port", QString::number(port)});
  const QString fault = refusal_fault(second, 2, "--port");
  QVERIFY2(fault.isEmpty(), qPrintable(fault));

  QElapsedTimer clock;
  clock.start();
  ::kill(static_cast<pid_t>(process.processId()), signal);
  QVERIFY(process.waitForFinished(30000));
  QVERIFY2(clock.elapsed() < 5000, qPrintable(QString::number(clock.elapsed())));
  QCOMPARE(process.exitStatus(), QProcess::NormalExit);
  QCOMPARE(process.exitCode(), 0);
  QCOMPARE(process.readAllStandardError(), QByteArray());
}

void TestCliServe::takes_its_key_from_a_file() {
  const QTemporaryDir folder;
  const QString key = folder.filePath("key");
  write_bytes(key, "a-key-of-no-importance\n");
  QVERIFY(QFile::setPermissions(key, QFile::ReadOwner | QFile::WriteOwner));
  QProcess process;
  const int port = started(process, {"--key-file", key, "--name", "panda"});
  QVERIFY(port > 0);
  const QString film = golden("clip_short.mkv");
  QVERIFY(reply_of(port, question(film)).startsWith("HTTP/1.1 401"));
  const QByteArray reply = reply_of(port, question(film, "Authorization: Bearer a-key-of-no-importance\r\n"));
  QVERIFY2(reply.startsWith("HTTP/1.1 200 OK"), reply);
  QVERIFY(reply.contains("\"model\":\"panda\""));
  ::kill(static_cast<pid_t>(process.processId()), SIGTERM);
  QVERIFY(process.waitForFinished(30000));
}

QTEST_GUILESS_MAIN(TestCliServe)
#include "test_cli_serve.moc"
