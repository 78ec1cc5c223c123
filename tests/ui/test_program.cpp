#include <signal.h>

#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QtTest>

namespace vp::test {
namespace {

/// Whether a running program has a handler of its own for SIGTERM.
bool listens_to_signals(const QProcess& program) {
  QFile status(QStringLiteral("/proc/%1/status").arg(program.processId()));
  if (!status.open(QIODevice::ReadOnly)) return false;
  static const QRegularExpression caught(QStringLiteral("SigCgt:\\s*([0-9a-f]+)"));
  const qulonglong signals_caught =
      caught.match(QString::fromLatin1(status.readAll())).captured(1).toULongLong(nullptr, 16);
  return (signals_caught >> (SIGTERM - 1) & 1) != 0;
}

}  // namespace

/// The executable itself: what its options do, and that it ends in order while it works.
class TestProgram : public QObject {
  Q_OBJECT

 private slots:
  void says_its_version();
  void speaks_without_a_display_data();
  void speaks_without_a_display();
  void refuses_unusable_options_data();
  void refuses_unusable_options();
  void says_that_there_is_no_builtin_model();
  void ends_in_order_on_a_signal();

 private:
  void start(QProcess& program, const QStringList& arguments) const;
  QTemporaryDir home_;
};

void TestProgram::start(QProcess& program, const QStringList& arguments) const {
  QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
  environment.insert(QStringLiteral("HOME"), home_.path());
  for (const char* kind : {"XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"})
    environment.insert(QLatin1String(kind), home_.path());
  program.setProcessEnvironment(environment);
  program.start(QStringLiteral(VP_STUDIO_PROGRAM), arguments);
}

void TestProgram::says_its_version() {
  QProcess program;
  start(program, {QStringLiteral("--version")});
  QVERIFY(program.waitForFinished(60000));
  QCOMPARE(program.exitCode(), 0);
  QVERIFY(program.readAllStandardOutput().contains("videopanda-studio"));
}

void TestProgram::speaks_without_a_display_data() {
  QTest::addColumn<QStringList>("arguments");
  QTest::addColumn<int>("code");
  QTest::addColumn<QByteArray>("said");
  QTest::newRow("version") << QStringList{"--version"} << 0 << QByteArray("videopanda-studio");
  QTest::newRow("help") << QStringList{"--help"} << 0 << QByteArray("--max-new-tokens");
  QTest::newRow("help in German") << QStringList{"--language=de", "-h"} << 0 << QByteArray("Aufruf");
  QTest::newRow("nothing else") << QStringList{} << 2 << QByteArray("There is no display");
  QTest::newRow("bad option") << QStringList{"--theme=pink"} << 2 << QByteArray("pink");
}

void TestProgram::speaks_without_a_display() {
  QFETCH(QStringList, arguments);
  QFETCH(int, code);
  QFETCH(QByteArray, said);
  QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
  environment.insert(QStringLiteral("HOME"), home_.path());
  for (const char* name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"})
    environment.remove(QLatin1String(name));
  QProcess program;
  program.setProcessEnvironment(environment);
  program.setProcessChannelMode(QProcess::MergedChannels);
  program.start(QStringLiteral(VP_STUDIO_PROGRAM), arguments);
  QVERIFY(program.waitForFinished(60000));
  QCOMPARE(program.exitStatus(), QProcess::NormalExit);
  const QByteArray output = program.readAll();
  QVERIFY2(output.contains(said), output.constData());
  QCOMPARE(program.exitCode(), code);
}

void TestProgram::refuses_unusable_options_data() {
  QTest::addColumn<QStringList>("arguments");
  QTest::addColumn<QByteArray>("named");
  QTest::newRow("device") << QStringList{"--device", "tpu"} << QByteArray("tpu");
  QTest::newRow("dtype") << QStringList{"--dtype", "int3"} << QByteArray("int3");
  QTest::newRow("threads") << QStringList{"--threads=-1"} << QByteArray("--threads");
  QTest::newRow("theme") << QStringList{"--theme", "pink"} << QByteArray("pink");
  QTest::newRow("two videos") << QStringList{"a.mp4", "b.mp4"} << QByteArray("One video");
}

void TestProgram::refuses_unusable_options() {
  QFETCH(QStringList, arguments);
  QFETCH(QByteArray, named);
  QProcess program;
  start(program, arguments);
  QVERIFY(program.waitForFinished(60000));
  QCOMPARE(program.exitCode(), 2);
  QVERIFY(program.readAllStandardError().contains(named));
}

void TestProgram::says_that_there_is_no_builtin_model() {
  const QString copy =
      home_.filePath(QStringLiteral("bin/videopanda-studio"));  // nothing is installed beside it
  QVERIFY(QDir(home_.path()).mkpath(QStringLiteral("bin")));
  QVERIFY(QFile::copy(QStringLiteral(VP_STUDIO_PROGRAM), copy));
  QProcess program;
  program.start(copy, {"--model", "builtin"});
  QVERIFY(program.waitForFinished(60000));
  QCOMPARE(program.exitCode(), 4);
  QVERIFY(program.readAllStandardError().contains("There is no built-in model in"));
}

void TestProgram::ends_in_order_on_a_signal() {
  const QString data = QStringLiteral(VP_TEST_DATA "/golden/");
  QProcess program;
  start(program, {"--theme", "dark", "--model", data + "checkpoint", data + "clip_landscape.mkv"});
  QVERIFY(program.waitForStarted());
  // Starting takes long where other programs are busy; before it listens, a signal simply ends it.
  QTRY_VERIFY_WITH_TIMEOUT(listens_to_signals(program), 60000);
  QVERIFY(!program.waitForFinished(2000));  // it is open and works
  ::kill(static_cast<pid_t>(program.processId()), SIGTERM);
  QVERIFY(program.waitForFinished(30000));
  QCOMPARE(program.exitStatus(), QProcess::NormalExit);
  QCOMPARE(program.exitCode(), 0);
  // What an orderly end keeps.
  QVERIFY(QFile::exists(home_.filePath(QStringLiteral("videopanda/videopanda-studio.conf"))));
}

}  // namespace vp::test

QTEST_GUILESS_MAIN(vp::test::TestProgram)
#include "test_program.moc"
