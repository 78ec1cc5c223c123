// What writes PDF is a library of its own, so that the command line needs no Qt for anything else.
#include <QTemporaryDir>
#include <QtTest>

#include "command_run.h"

using namespace vp::test;

class TestCliPdfLibrary : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() {
    record_ = folder_.filePath("answers.json");
    const CommandRun run = ask(golden("clip_short.mkv"), {"--transcript", record_, "--max-new-tokens", "2"});
    QVERIFY2(run.code == 0, qPrintable(run.summary()));
  }

  void only_pdf_loads_qt_data() {
    QTest::addColumn<QString>("ending");
    QTest::addColumn<bool>("loads");
    QTest::newRow("HTML") << ".html" << false;
    QTest::newRow("PDF") << ".pdf" << true;
    QTest::newRow("PDF in capitals") << ".PDF" << true;
  }
  void only_pdf_loads_qt() {
    QFETCH(QString, ending);
    QFETCH(bool, loads);
    const QString out = folder_.filePath("form" + ending);
    const CommandRun run =
        run_program("env", {"LD_DEBUG=files", executable(), "export", record_, "--out", out});
    QVERIFY2(run.code == 0 && run.err.contains("libc.so"), qPrintable(run.summary()));
    QCOMPARE(run.err.contains("libQt6Gui"), loads);
    QCOMPARE(read_bytes(out).startsWith("%PDF-"), loads);
  }

  /// As where only the command line's own package is installed.
  void a_missing_one_is_said_before_anything_is_done() {
    QVERIFY(QDir(folder_.path()).mkpath("bin"));
    const QString program = folder_.filePath("bin/videopanda");
    QVERIFY(QFile::copy(executable(), program));
    const QString out = folder_.filePath("other");
    QCOMPARE(refusal_fault(
                 run_program(program, {"export", record_, "--out", out + ".html", "--out", out + ".pdf"}), 2,
                 "install the package videopanda-pdf"),
             QString());
    QVERIFY(!QFile::exists(out + ".html"));
    QCOMPARE(run_program(program, {"export", record_, "--out", out + ".html"}).code, 0);
    QVERIFY(QFile::exists(out + ".html"));
  }

 private:
  QTemporaryDir folder_;
  QString record_;
};

QTEST_GUILESS_MAIN(TestCliPdfLibrary)
#include "test_cli_pdf_library.moc"
