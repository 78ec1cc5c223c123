#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QDesktopServices>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QProcess>
#include <QPushButton>
#include <QSettings>
#include <QTemporaryDir>
#include <QtTest>

#include "studio_driver.h"
#include "ui/export/export_dialog.h"
#include "ui/export/verify_dialog.h"
#include "ui/player/frame_thumbnail.h"

namespace vp::test {
namespace {

constexpr int kWait_ms = 60000;
const QString kData = QStringLiteral(VP_TEST_DATA "/golden/");
const QString kModel = kData + QStringLiteral("checkpoint");
const QStringList kEndings{".md", ".html", ".pdf", ".json", ".csv", ".tsv", ".srt", ".vtt", ".eaf"};

}  // namespace

/// The dialogs that take a conversation away and check one that was.
class TestExport : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void init();
  void exports_everything();
  void says_what_is_missing();
  void asks_before_it_replaces();
  void proposes_a_name_of_its_own();
  void shows_the_folder();
  void stops();
  void verifies_what_was_exported();
  void lists_differences();
  void spares_the_film();
  void cleanupTestCase() { driver_.reset(); }

 private:
  template <typename T>
  T* find(const char* name) const {
    return driver_->find<T>(name);
  }
  void set_checked(const QString& name, bool checked) const {
    auto* box = driver_->window->findChild<QCheckBox*>(name);
    QVERIFY2(box, qPrintable(name));
    // By the keyboard, as it can be reached by Tab.
    if (box->isChecked() != checked) {
      box->setFocus();
      QTest::keyClick(box, Qt::Key_Space);
    }
    QCOMPARE(box->isChecked(), checked);
  }
  /// Only these endings and none of the rest.
  void choose(const QStringList& endings) const {
    for (const QString& ending : kEndings) set_checked("export_" + ending.mid(1), endings.contains(ending));
    for (const char* name : {"export_pictures", "export_film", "export_arrays"}) set_checked(name, false);
  }
  void open_dialog() const {
    driver_->action("export")->trigger();
    auto* folder = find<QLineEdit>("export_folder");
    QTRY_VERIFY(folder->isVisible());
    driver_->chooser.answer = folder_.path();
    QTest::mouseClick(find<QPushButton>("export_browse"), Qt::LeftButton);
    QCOMPARE(folder->text(), folder_.path());
    auto* name = find<QLineEdit>("export_name");
    name->clear();
    QTest::keyClicks(name, "answers");
  }
  void press_export() const {
    auto* button = find<QPushButton>("export_button");
    QVERIFY2(button->isEnabled(), qPrintable(find<QLabel>("export_note")->text()));
    auto* field = find<QLineEdit>("export_name");
    field->setFocus();
    QVERIFY(button->isDefault());
    QTest::keyClick(field, Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(!find<ui::ExportDialog>("export_dialog")->running(), kWait_ms);
  }
  /// Whether files are to be replaced.
  static void answer_question(const StudioDriver& driver, QMessageBox::ButtonRole role) {
    auto* question = driver.find<QMessageBox>("export_replace");
    QVERIFY(question != nullptr);
    for (QAbstractButton* button : question->buttons())
      if (question->buttonRole(button) == role) QTest::mouseClick(button, Qt::LeftButton);
  }
  QString note() const { return find<QLabel>("export_note")->text(); }
  QString headline() const { return find<QLabel>("verify_headline")->text(); }

  QTemporaryDir settings_, folder_;
  std::unique_ptr<StudioDriver> driver_;
};

void TestExport::initTestCase() {
  QVERIFY(use_own_settings(settings_));
  driver_ = std::make_unique<StudioDriver>(kModel, 8);
  QVERIFY(driver_->show());
  driver_->open(kData + "clip_short.mkv");
  QTRY_VERIFY_WITH_TIMEOUT(driver_->thumbnail_count() > 0 && driver_->idle(), kWait_ms);
  QVERIFY(!driver_->action("export")->isEnabled());
  driver_->type_question("What color is the car?");
  QTRY_VERIFY_WITH_TIMEOUT(driver_->action("export")->isEnabled() && driver_->idle(), kWait_ms);
}

void TestExport::init() {
  open_dialog();
}

void TestExport::exports_everything() {
  choose(kEndings);
  set_checked("export_pictures", true);
  set_checked("export_arrays", true);
  set_checked("export_film", true);
  find<QComboBox>("export_map")->setCurrentIndex(1);
  StallMeter stalls;
  press_export();
  QVERIFY2(note().startsWith("Written: answers.md, answers.html"), qPrintable(note()));
  QVERIFY(stalls.longest_cpu_ms() < 100);
  QStringList expected{"answers.safetensors", "answers_gstra.mp4", "answers_maps"};
  for (const QString& ending : kEndings) expected << "answers" + ending;
  expected.sort();
  QStringList found = QDir(folder_.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
  found.sort();
  QCOMPARE(found, expected);
  QFile html(folder_.filePath("answers.html"));
  QVERIFY(html.open(QIODevice::ReadOnly));
  const QByteArray page = html.readAll();
  QVERIFY(page.contains("What color is the car?"));
  QCOMPARE(page.count("<figure>"), 2 * driver_->thumbnail_count());
  QCOMPARE(QDir(folder_.filePath("answers_maps")).entryList(QDir::Files).size(),
           2 * driver_->thumbnail_count());
  // Named by the film's own numbers, as everywhere else.
  for (const auto* thumbnail : driver_->window->findChildren<ui::FrameThumbnail*>()) {
    const QString number = thumbnail->text().section(' ', 0, 0).mid(1);
    QVERIFY2(QFile::exists(folder_.filePath("answers_maps/frame" + number + "_fsra.png")),
             qPrintable(number));
  }
  QProcess probe;
  probe.start("ffprobe", {"-v", "error", folder_.filePath("answers_gstra.mp4")});
  QVERIFY(probe.waitForFinished());
  QCOMPARE(probe.exitCode(), 0);
  // Another time they would be replaced, and the dialog says so before.
  choose({".csv"});
  QVERIFY2(note().contains("Will be replaced: answers.csv"), qPrintable(note()));
}

void TestExport::says_what_is_missing() {
  auto* button = find<QPushButton>("export_button");
  choose({});
  QVERIFY(!button->isEnabled());
  QVERIFY2(note().contains("Choose what"), qPrintable(note()));
  choose({".csv"});
  find<QLineEdit>("export_folder")->setText("/nowhere");
  QVERIFY(!button->isEnabled());
  QVERIFY2(note().contains("folder does not exist"), qPrintable(note()));
  find<QLineEdit>("export_folder")->setText(folder_.path());
  find<QLineEdit>("export_name")->setText("a/b");
  QVERIFY(!button->isEnabled());
  find<QLineEdit>("export_name")->setText("x");
  QVERIFY(button->isEnabled());
  // What fails on the way is said, and nothing half-written is left.
  QVERIFY(QDir(folder_.path()).mkdir("x.csv"));
  QTest::mouseClick(button, Qt::LeftButton);
  answer_question(*driver_, QMessageBox::AcceptRole);
  QTRY_VERIFY_WITH_TIMEOUT(!find<ui::ExportDialog>("export_dialog")->running(), kWait_ms);
  QVERIFY2(note().contains("x.csv"), qPrintable(note()));
  QVERIFY(QDir(folder_.path()).rmdir("x.csv"));
}

void TestExport::asks_before_it_replaces() {
  choose({".eaf", ".srt"});
  find<QLineEdit>("export_name")->setText("film");
  const auto content = [this] {
    QFile file(folder_.filePath("film.eaf"));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
  };
  {
    QFile own(folder_.filePath("film.eaf"));
    QVERIFY(own.open(QIODevice::WriteOnly) && own.write("a week's work") > 0);
  }
  const auto answer = [this](QMessageBox::ButtonRole role) {
    QTest::mouseClick(find<QPushButton>("export_button"), Qt::LeftButton);
    auto* question = find<QMessageBox>("export_replace");
    QVERIFY(question && question->isVisible());
    QCOMPARE(question->textFormat(), Qt::PlainText);
    QVERIFY(question->text().contains("film.eaf") && !question->text().contains("film.srt"));
    QVERIFY(question->buttonRole(question->defaultButton()) == QMessageBox::RejectRole);
    answer_question(*driver_, role);
    QTRY_VERIFY_WITH_TIMEOUT(!find<ui::ExportDialog>("export_dialog")->running(), kWait_ms);
    QTRY_VERIFY(find<QMessageBox>("export_replace") == nullptr);
  };
  answer(QMessageBox::RejectRole);
  QCOMPARE(content(), QByteArray("a week's work"));
  QVERIFY(!QFile::exists(folder_.filePath("film.srt")));
  answer(QMessageBox::AcceptRole);
  QVERIFY(content().contains("ANNOTATION_DOCUMENT"));
  // Again: also after an export it is asked.
  QVERIFY(QFile::remove(folder_.filePath("film.srt")));
  answer(QMessageBox::RejectRole);
  QVERIFY(QFile::remove(folder_.filePath("film.eaf")));
}

void TestExport::proposes_a_name_of_its_own() {
  auto* dialog = find<ui::ExportDialog>("export_dialog");
  dialog->set_video(folder_.filePath("my.film.mp4"));
  QCOMPARE(find<QLineEdit>("export_name")->text(), QStringLiteral("my.film_answers"));
  // A folder that is not there is not proposed again.
  find<QLineEdit>("export_folder")->setText(folder_.filePath("nowhere"));
  dialog->hide();
  driver_->action("export")->trigger();
  QCOMPARE(find<QLineEdit>("export_folder")->text(), folder_.path());
}

/// Takes the place of the desktop's file manager.
class FileManager : public QObject {
  Q_OBJECT

 public:
  QList<QUrl> opened;

 public slots:
  void open(const QUrl& url) { opened << url; }
};

void TestExport::shows_the_folder() {
  FileManager manager;
  QDesktopServices::setUrlHandler("file", &manager, "open");
  choose({".csv"});
  find<QLineEdit>("export_name")->setText("shown");
  auto* button = find<QPushButton>("export_show_folder");
  press_export();
  QVERIFY(button->isVisible());
  QTest::mouseClick(button, Qt::LeftButton);
  QDesktopServices::unsetUrlHandler("file");
  QCOMPARE(manager.opened, QList<QUrl>{QUrl::fromLocalFile(folder_.path())});
}

void TestExport::stops() {
  choose({});
  set_checked("export_film", true);
  find<QLineEdit>("export_name")->setText("stopped");
  QTest::mouseClick(find<QPushButton>("export_button"), Qt::LeftButton);
  auto* stop = find<QPushButton>("export_stop");
  QVERIFY(stop->isEnabled());
  QTest::mouseClick(stop, Qt::LeftButton);
  QTRY_VERIFY_WITH_TIMEOUT(!find<ui::ExportDialog>("export_dialog")->running(), kWait_ms);
  QVERIFY2(note().startsWith("Stopped."), qPrintable(note()));
  QVERIFY(QDir(folder_.path()).entryList({"stopped*"}, QDir::Files | QDir::Hidden).isEmpty());
  QVERIFY(find<QPushButton>("export_button")->isEnabled());
}

void TestExport::verifies_what_was_exported() {
  choose({".json"});
  find<QLineEdit>("export_name")->setText("record");
  press_export();
  driver_->chooser.answer = folder_.filePath("record.json");
  driver_->action("verify_transcript")->trigger();
  QTRY_VERIFY2_WITH_TIMEOUT(headline().startsWith("The same: 1 question"), qPrintable(headline()), kWait_ms);
  QCOMPARE(find<QPlainTextEdit>("verify_details")->toPlainText(), QString());
  // The conversation in the window is as it was.
  QCOMPARE(driver_->answers().size(), 1);
}

void TestExport::lists_differences() {
  QFile record(folder_.filePath("record.json"));
  QVERIFY(record.open(QIODevice::ReadOnly));
  QByteArray json = record.readAll();
  json.replace("What color is the car?", "What colour is the boat?");
  QFile changed(folder_.filePath("changed.json"));
  QVERIFY(changed.open(QIODevice::WriteOnly));
  changed.write(json);
  changed.close();
  driver_->chooser.answer = changed.fileName();
  QTest::mouseClick(find<QPushButton>("verify_choose"), Qt::LeftButton);
  QTRY_VERIFY2_WITH_TIMEOUT(headline().startsWith("Different in "), qPrintable(headline()), kWait_ms);
  QVERIFY(find<QPlainTextEdit>("verify_details")->toPlainText().contains("Answer 1"));
  driver_->chooser.answer = kData + "clip_short.mkv";
  QTest::mouseClick(find<QPushButton>("verify_choose"), Qt::LeftButton);
  QTRY_VERIFY2_WITH_TIMEOUT(headline().contains("could not be verified"), qPrintable(headline()), kWait_ms);
  QVERIFY(find<QPlainTextEdit>("verify_details")->toPlainText().contains("not JSON"));
}

// The film of the conversation, under a name that the form asks for.
void TestExport::spares_the_film() {
  const QTemporaryDir films;
  const QString film = films.filePath("film.json"), link = films.filePath("link.md");
  QVERIFY(QFile::copy(kData + "clip_short.mkv", film) && QFile::link(film, link));
  const auto content = [](const QString& name) {
    QFile file(name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
  };
  StudioDriver driver(kModel, 4);
  QVERIFY(driver.show());
  driver.open(film);
  QTRY_VERIFY_WITH_TIMEOUT(driver.thumbnail_count() > 0 && driver.idle(), kWait_ms);
  driver.type_question("What color is the car?");
  QTRY_VERIFY_WITH_TIMEOUT(driver.action("export")->isEnabled() && driver.idle(), kWait_ms);
  driver.chooser.answer = link;
  driver.action("save_transcript")->trigger();
  QTRY_VERIFY2_WITH_TIMEOUT(driver.message().contains("the video itself"), qPrintable(driver.message()),
                            kWait_ms);
  driver.action("export")->trigger();
  QTRY_VERIFY(driver.find<QLineEdit>("export_folder")->isVisible());
  driver.find<QLineEdit>("export_folder")->setText(films.path());
  driver.find<QLineEdit>("export_name")->setText("film");
  for (const QString& ending : kEndings)
    driver.window->findChild<QCheckBox*>("export_" + ending.mid(1))->setChecked(ending == ".json");
  QTest::mouseClick(driver.find<QPushButton>("export_button"), Qt::LeftButton);
  answer_question(driver, QMessageBox::AcceptRole);
  QTRY_VERIFY2_WITH_TIMEOUT(driver.find<QLabel>("export_note")->text().contains("the video itself"),
                            qPrintable(driver.find<QLabel>("export_note")->text()), kWait_ms);
  QVERIFY(content(film) == content(kData + "clip_short.mkv"));
}

}  // namespace vp::test

QTEST_MAIN(vp::test::TestExport)
#include "test_export.moc"
