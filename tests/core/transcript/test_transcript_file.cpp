#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "base/error.h"
#include "sample_transcript.h"

using namespace vp::transcript;
using vp::base::Error;
using vp::base::ErrorCode;

class TestTranscriptFile : public QObject {
  Q_OBJECT

 private slots:
  void the_ending_chooses_the_form_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("json");
    QTest::newRow("Markdown") << "answers.md" << false;
    QTest::newRow("JSON") << "answers.json" << true;
    QTest::newRow("capitals") << "ANSWERS.JSON" << true;
    QTest::newRow("two endings") << "answers.json.md" << false;
    QTest::newRow("a new folder") << "a/b/answers.md" << false;
  }
  void the_ending_chooses_the_form() {
    QFETCH(QString, name);
    QFETCH(bool, json);
    QTemporaryDir folder;
    const Transcript transcript = vp::test::sample_transcript();
    write_transcript(folder.filePath(name).toStdString(), transcript);
    QFile file(folder.filePath(name));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll().toStdString(), json ? to_json(transcript) : to_markdown(transcript));
    // Nothing else is left beside it.
    QCOMPARE(QFileInfo(file).dir().entryList(QDir::Files | QDir::Hidden).size(), 1);
  }

  void refuses_other_endings_data() {
    QTest::addColumn<QString>("name");
    for (const char* name : {"answers", "answers.txt", "answers.md.bak", ".md", "answers.mdx", "answers."})
      QTest::newRow(name) << name;
  }
  void refuses_other_endings() {
    QFETCH(QString, name);
    QTemporaryDir folder;
    try {
      write_transcript(folder.filePath(name).toStdString(), vp::test::sample_transcript());
      QFAIL("written");
    } catch (const Error& error) {
      QCOMPARE(error.code(), ErrorCode::Usage);
      QVERIFY(QString(error.what()).contains(name));
    }
    QVERIFY(QDir(folder.path()).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot));
  }

  void replaces_an_older_transcript() {
    QTemporaryDir folder;
    const std::string name = folder.filePath("t.md").toStdString();
    Transcript transcript = vp::test::sample_transcript();
    write_transcript(name, transcript);
    transcript.turns.clear();
    write_transcript(name, transcript);
    QFile file(QString::fromStdString(name));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll().toStdString(), to_markdown(transcript));
  }

  void a_folder_in_the_way_is_an_output_error() {
    QTemporaryDir folder;
    QVERIFY(QDir(folder.path()).mkdir("t.json"));
    try {
      write_transcript(folder.filePath("t.json").toStdString(), vp::test::sample_transcript());
      QFAIL("written");
    } catch (const Error& error) {
      QCOMPARE(error.code(), ErrorCode::Output);
    }
  }
};

QTEST_APPLESS_MAIN(TestTranscriptFile)
#include "test_transcript_file.moc"
