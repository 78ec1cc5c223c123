// What computes is a library of its own, which the programs open when they need it.
#include <QTemporaryDir>
#include <QtTest>

#include "command_run.h"

using namespace vp::test;

class TestCliEngineLibrary : public QObject {
  Q_OBJECT

 private slots:
  void what_does_not_compute_does_without_it_data() {
    QTest::addColumn<QString>("program");
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("version") << executable() << QStringList{"--version"};
    QTest::newRow("help") << executable() << QStringList{"ask", "--help"};
    QTest::newRow("refused option") << executable()
                                    << QStringList{"ask", "film.mp4", "Why?", "--frames", "x"};
    QTest::newRow("refused film") << executable() << QStringList{"ask", "/nowhere/film.mp4", "Why?"};
    QTest::newRow("sessions") << executable()
                              << QStringList{"sessions", "--library", folder_.filePath("library.db")};
    if (!studio().isEmpty()) QTest::newRow("window's version") << studio() << QStringList{"--version"};
  }
  void what_does_not_compute_does_without_it() {
    QFETCH(QString, program);
    QFETCH(QStringList, arguments);
    const CommandRun run =
        run_program("env", QStringList{"LD_DEBUG=files", "QT_QPA_PLATFORM=offscreen", program} + arguments);
    QVERIFY2(!run.crashed && run.err.contains("libc.so"), qPrintable(run.summary()));
    QVERIFY(!run.err.contains("libtorch"));
  }

  void what_computes_opens_it() {
    const CommandRun run = run_program("env", {"LD_DEBUG=files", executable(), "info"});
    QVERIFY2(run.code == 0 && run.err.contains("libtorch"), qPrintable(run.summary()));
  }

  // The linker has not looked whether the programs and the library have what they call of each other.
  void every_call_has_its_function_data() {
    QTest::addColumn<QString>("program");
    QTest::newRow("command line") << executable();
    if (!studio().isEmpty()) QTest::newRow("window") << studio();
  }
  void every_call_has_its_function() {
    QFETCH(QString, program);
    const CommandRun run = run_program("env", {"LD_BIND_NOW=1", "LD_PRELOAD=" + engine_library(),
                                               "QT_QPA_PLATFORM=offscreen", program, "--version"});
    QVERIFY2(run.code == 0 && !run.out.isEmpty(), qPrintable(run.summary()));
  }

  // Their threads spin for milliseconds unless the environment has said otherwise when the program starts.
  void waiting_threads_sleep_data() {
    QTest::addColumn<QString>("setting");
    QTest::addColumn<int>("starts");
    QTest::newRow("none") << QString("VP_NOTHING=1") << 2;
    QTest::newRow("the user's count") << QString("GOMP_SPINCOUNT=7") << 1;
    QTest::newRow("the user's policy") << QString("OMP_WAIT_POLICY=active") << 1;
  }
  void waiting_threads_sleep() {
    QFETCH(QString, setting);
    QFETCH(int, starts);
    for (const QString& program : {executable(), studio()}) {
      if (program.isEmpty()) continue;
      const CommandRun run =
          run_program("env", {"-u", "OMP_WAIT_POLICY", "-u", "GOMP_SPINCOUNT", setting, "LD_DEBUG=files",
                              "QT_QPA_PLATFORM=offscreen", program, "--version"});
      QCOMPARE(run.code, 0);
      QCOMPARE(static_cast<int>(run.err.count("transferring control: " + program.toUtf8())), starts);
    }
  }

  void a_missing_one_is_said() {
    QVERIFY(QDir(folder_.path()).mkpath("bin"));
    const QString program = folder_.filePath("bin/videopanda");
    QVERIFY(QFile::copy(executable(), program));
    QCOMPARE(refusal_fault(run_program(program, {"info"}), 5, "install the program anew"), QString());
    QVERIFY(link_engine_library(folder_.filePath("bin")));
    QCOMPARE(run_program(program, {"info"}).code, 0);
  }

 private:
  QTemporaryDir folder_;
};

QTEST_GUILESS_MAIN(TestCliEngineLibrary)
#include "test_cli_engine_library.moc"
