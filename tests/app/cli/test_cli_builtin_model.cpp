// Which checkpoint is used when none, or "builtin", is named.
#include <QTemporaryDir>
#include <QtTest>

#include "command_run.h"

using namespace vp::test;

namespace {

const QByteArray kNotice =
    "videopanda: The built-in model knows drawn shapes only; for real videos choose a released checkpoint "
    "with "
    "--model.\n";

}  // namespace

class TestCliBuiltinModel : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() {
    // Installed twice: with a model, here the tests' own, and without one.
    for (const char* place : {"with", "without"}) {
      QVERIFY(QDir(folder_.path()).mkpath(QString(place) + "/bin"));
      QVERIFY(QFile::copy(executable(), program(place)));
      QVERIFY(link_engine_library(QFileInfo(program(place)).path()));
    }
    QVERIFY(QDir(folder_.path()).mkpath("with/share/videopanda/models"));
    QVERIFY(QFile::link(golden_checkpoint(), folder_.filePath("with/share/videopanda/models/builtin")));
  }

  void answers_data() {
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QString>("environment");
    QTest::addColumn<QByteArray>("notice");
    QTest::newRow("none named") << QStringList{} << "" << kNotice;
    QTest::newRow("by its name") << QStringList{"--model", "builtin"} << "" << kNotice;
    QTest::newRow("by its name, against the environment")
        << QStringList{"--model", "builtin"} << "/nowhere" << kNotice;
    QTest::newRow("by its name in the environment") << QStringList{} << "builtin" << kNotice;
    QTest::newRow("another in the environment") << QStringList{} << golden_checkpoint() << QByteArray();
    QTest::newRow("another named") << QStringList{"--model", golden_checkpoint()} << "" << QByteArray();
  }

  void answers() {
    QFETCH(QStringList, options);
    QFETCH(QString, environment);
    QFETCH(QByteArray, notice);
    const CommandRun run = ask_with("with", environment, options);
    QVERIFY2(run.code == 0 && !run.out.isEmpty(), qPrintable(run.summary()));
    QCOMPARE(run.err, notice);
  }

  // The one that comes with the program, beside the executable as it was built.
  void the_shipped_one_answers() {
    const QDir share(QFileInfo(executable()).dir().filePath("../share/videopanda"));
    const qint64 bytes = QFileInfo(share.filePath("models/builtin/model.safetensors")).size();
    QVERIFY2(bytes > 0 && bytes <= 32 << 20, qPrintable(QString::number(bytes)));
    // What the studio suggests to ask about the sample clip first, then what else a user may ask.
    const std::pair<const char*, const char*> asked[]{
        {"Is there a blue square?", "yes\n"},
        {"What color is the square?", "blue\n"},
        {"Which way does the circle move?", "right\n"},
        {"What shape is the red object?", "circle\n"},
        {"What happens to the square?", "it appears\n"},
        {"How many objects are there at the end?", "two\n"},
        {"Is there a red square?", "no\n"},
        {"What does the camera do?", "it rests\n"},
        {"Describe the video.", "A large red circle moves right and a small blue square appears.\n"}};
    for (const auto& [question, answer] : asked) {
      const CommandRun run =
          videopanda({"ask", share.filePath("clips/sample.mp4"), question, "--model", "builtin"});
      QVERIFY2(run.code == 0, qPrintable(run.summary()));
      QCOMPARE(run.out, QByteArray(answer));
      QCOMPARE(run.err, kNotice);
    }
  }

  void says_where_it_is_missing() {
    for (const QStringList& options : {QStringList{}, QStringList{"--model", "builtin"}})
      QCOMPARE(refusal_fault(ask_with("without", "", options), 4, "There is no built-in model in"),
               QString());
    QCOMPARE(refusal_fault(ask_with("without", "/nowhere", {}), 4, "/nowhere/config.json"), QString());
  }

  void a_folder_of_this_name_is_meant_by_its_path() {
    QVERIFY(QFile::link(golden_checkpoint(), folder_.filePath("builtin")));
    const CommandRun run = ask_with("without", "", {"--model", folder_.filePath("builtin")});
    QVERIFY2(run.code == 0 && run.err.isEmpty(), qPrintable(run.summary()));
  }

 private:
  QString program(const QString& place) const { return folder_.filePath(place + "/bin/videopanda"); }

  CommandRun ask_with(const QString& place, const QString& environment, const QStringList& options) const {
    return run_program("env", QStringList{"VIDEOPANDA_MODEL=" + environment, program(place), "ask",
                                          golden("clip_short.mkv"), "Why?", "--max-new-tokens", "2"} +
                                  options);
  }

  QTemporaryDir folder_;
};

QTEST_GUILESS_MAIN(TestCliBuiltinModel)
#include "test_cli_builtin_model.moc"
