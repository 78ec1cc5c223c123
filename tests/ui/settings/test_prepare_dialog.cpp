#include <QAbstractButton>
#include <QAction>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QRadioButton>
#include <QSettings>
#include <QTemporaryDir>
#include <QTreeWidget>
#include <QtTest>

#include "studio_driver.h"
#include "ui/settings/prepare_dialog.h"
#include "ui/settings/studio_settings.h"

namespace vp::test {
namespace {

constexpr int kWait_ms = 60000;
const QString kModel = QStringLiteral(VP_TEST_DATA "/golden/checkpoint");
/// Of a machine for which the tests' checkpoint is large, and 16 bits of it too much.
constexpr std::int64_t kLittleMemory = 2'000'000;

void click(QWidget* button) {
  QTest::mouseClick(button, Qt::LeftButton);
}

}  // namespace

/// A checkpoint that is large for the machine is prepared from the window.
class TestPrepareDialog : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void init();
  void a_large_checkpoint_is_prepared_and_used();
  void a_large_checkpoint_is_used_as_it_is();
  void a_small_checkpoint_needs_no_question();
  void the_settings_list_and_choose_what_was_prepared();
  void what_goes_wrong_is_said_in_place();
  void a_stop_leaves_nothing();
  void closing_the_window_asks_before_it_stops();
  void a_hidden_dialog_takes_nobody_s_conversation();

 private:
  /// A folder of its own with a copy of the tests' checkpoint in it, named Panda.
  QString fresh_checkpoint();
  static void choose(StudioDriver& driver, const QString& folder) {
    driver.chooser.answer = folder;
    driver.action("choose_checkpoint")->trigger();
  }
  static ui::PrepareDialog* dialog(const StudioDriver& driver) {
    return driver.find<ui::PrepareDialog>("prepare_dialog");
  }
  static bool asked(const StudioDriver& driver) {
    return QTest::qWaitFor([&] { return dialog(driver) != nullptr && dialog(driver)->isVisible(); },
                           kWait_ms);
  }
  static QString note(const StudioDriver& driver) { return driver.find<QLabel>("prepare_note")->text(); }
  static QStringList beside(const QString& folder) {
    return QFileInfo(folder).dir().entryList(QDir::AllEntries | QDir::NoDotAndDotDot, QDir::Name);
  }

  QTemporaryDir folder_;
  int copies_ = 0;
};

void TestPrepareDialog::initTestCase() {
  QVERIFY(use_own_settings(folder_));
}

void TestPrepareDialog::init() {
  QSettings().clear();
}

QString TestPrepareDialog::fresh_checkpoint() {
  const QString source = folder_.filePath(QStringLiteral("%1/Panda").arg(++copies_));
  if (!QDir().mkpath(source)) return {};
  for (const QString& file : QDir(kModel).entryList(QDir::Files))
    if (!QFile::copy(kModel + QLatin1Char('/') + file, source + QLatin1Char('/') + file)) return {};
  return source;
}

void TestPrepareDialog::a_large_checkpoint_is_prepared_and_used() {
  const QString source = fresh_checkpoint();
  StudioDriver driver{QString(), 8, kModel, {}, {}, kLittleMemory};
  QVERIFY(driver.show());
  choose(driver, source);
  QVERIFY(asked(driver));
  // What each form takes, and which one suits the machine.
  const QString question = driver.find<QLabel>("prepare_question")->text();
  QVERIFY2(question.contains(QStringLiteral("Panda")) && question.contains(QStringLiteral("2.0 MB")),
           qPrintable(question));
  auto* eight = driver.find<QRadioButton>("prepare_8");
  auto* four = driver.find<QRadioButton>("prepare_4");
  QVERIFY(eight->isChecked() || four->isChecked());
  QRadioButton* recommended = eight->isChecked() ? eight : four;
  QVERIFY(recommended->text().contains(QStringLiteral("recommended")));
  QVERIFY(driver.find<QLabel>("prepare_note_0")->text().startsWith(QStringLiteral("More than")));
  auto* target = driver.find<QLineEdit>("prepare_target");
  const QString name = recommended == eight ? QStringLiteral("Panda-8bit") : QStringLiteral("Panda-4bit");
  QCOMPARE(target->text(), QFileInfo(source).dir().filePath(name));
  // Another form proposes another name.
  four->setChecked(true);
  QVERIFY(target->text().endsWith(QStringLiteral("Panda-4bit")));

  click(driver.find<QWidget>("prepare_accept"));
  QTRY_VERIFY_WITH_TIMEOUT(
      driver.find<QLabel>("status_model")->text().startsWith(QStringLiteral("Panda-4bit")), kWait_ms);
  QVERIFY(!dialog(driver)->isVisible());
  QCOMPARE(beside(source), (QStringList{QStringLiteral("Panda"), QStringLiteral("Panda-4bit")}));
  QVERIFY(QFile::exists(target->text() + QStringLiteral("/prepared.json")));
  QVERIFY(ui::known_checkpoints().contains(target->text()) && ui::known_checkpoints().contains(source));
  QCOMPARE(QSettings().value(QStringLiteral("model_folder")).toString(), target->text());
  // A prepared one is not asked about.
  choose(driver, target->text());
  QTRY_VERIFY_WITH_TIMEOUT(driver.idle(), kWait_ms);
  QVERIFY(!dialog(driver)->isVisible());
}

void TestPrepareDialog::a_large_checkpoint_is_used_as_it_is() {
  const QString source = fresh_checkpoint();
  StudioDriver driver{QString(), 8, kModel, {}, {}, kLittleMemory};
  QVERIFY(driver.show());
  choose(driver, source);
  QVERIFY(asked(driver));
  driver.find<QRadioButton>("prepare_0")->setChecked(true);
  QVERIFY(!driver.find<QLineEdit>("prepare_target")->isEnabled());
  click(driver.find<QWidget>("prepare_accept"));
  QTRY_VERIFY_WITH_TIMEOUT(driver.find<QLabel>("status_model")->text().startsWith(QStringLiteral("Panda ")),
                           kWait_ms);
  QCOMPARE(beside(source), QStringList{QStringLiteral("Panda")});
}

void TestPrepareDialog::a_small_checkpoint_needs_no_question() {
  StudioDriver driver{QString(), 8, kModel};
  QVERIFY(driver.show());
  choose(driver, fresh_checkpoint());
  QTRY_VERIFY_WITH_TIMEOUT(driver.find<QLabel>("status_model")->text().startsWith(QStringLiteral("Panda ")),
                           kWait_ms);
  QVERIFY(dialog(driver) == nullptr);
}

void TestPrepareDialog::the_settings_list_and_choose_what_was_prepared() {
  const QString source = fresh_checkpoint();
  StudioDriver driver{QString(), 8, kModel, {}, {}, kLittleMemory};
  QVERIFY(driver.show());
  driver.action("show_settings")->trigger();
  auto* list = driver.find<QTreeWidget>("checkpoints");
  driver.chooser.answer = source;
  driver.find<QAbstractButton>("add_checkpoint")->click();
  QVERIFY(asked(driver));
  driver.find<QRadioButton>("prepare_8")->setChecked(true);
  const QString target = QFileInfo(source).dir().filePath(QStringLiteral("small panda"));
  driver.find<QLineEdit>("prepare_target")->setText(target);
  click(driver.find<QWidget>("prepare_accept"));
  QTRY_VERIFY_WITH_TIMEOUT(list->currentItem()->text(0) == QStringLiteral("small panda"), kWait_ms);
  QTRY_COMPARE_WITH_TIMEOUT(list->currentItem()->text(3), QStringLiteral("Complete"), kWait_ms);
  QVERIFY(!dialog(driver)->isVisible());
  QVERIFY(!driver.find<QAbstractButton>("prepare_checkpoint")->isEnabled());
  // It is applied like any other, and only then in use.
  QVERIFY(driver.find<QLabel>("status_model")->text().startsWith(QStringLiteral("Built-in model")));
  QTRY_VERIFY_WITH_TIMEOUT(driver.find<QAbstractButton>("settings_apply")->isEnabled(), kWait_ms);
  driver.find<QAbstractButton>("settings_apply")->click();
  QTRY_VERIFY_WITH_TIMEOUT(
      driver.find<QLabel>("status_model")->text().startsWith(QStringLiteral("small panda")), kWait_ms);
  // Whoever was not asked, or thought otherwise then, finds the button.
  QTreeWidgetItem* original = list->findItems(QStringLiteral("Panda"), Qt::MatchExactly).value(0);
  QVERIFY(original != nullptr);
  list->setCurrentItem(original);
  QTRY_VERIFY_WITH_TIMEOUT(driver.find<QAbstractButton>("prepare_checkpoint")->isEnabled(), kWait_ms);
  driver.find<QAbstractButton>("prepare_checkpoint")->click();
  QVERIFY(asked(driver));
}

void TestPrepareDialog::what_goes_wrong_is_said_in_place() {
  const QString source = fresh_checkpoint();
  StudioDriver driver{QString(), 8, kModel, {}, {}, kLittleMemory};
  QVERIFY(driver.show());
  choose(driver, source);
  QVERIFY(asked(driver));
  driver.find<QRadioButton>("prepare_4")->setChecked(true);
  auto* target = driver.find<QLineEdit>("prepare_target");
  auto* accept = driver.find<QAbstractButton>("prepare_accept");
  const QString proposed = target->text();
  target->setText(source);  // is never written over
  QVERIFY(!accept->isEnabled() && note(driver).contains(QStringLiteral("there already")));
  target->clear();
  QVERIFY(!accept->isEnabled() && note(driver).contains(QStringLiteral("name")));
  target->setText(QStringLiteral("/proc/panda"));  // where nobody can write
  accept->click();
  QTRY_VERIFY_WITH_TIMEOUT(note(driver).contains(QStringLiteral("/proc/panda")), kWait_ms);
  QVERIFY(accept->isEnabled());
  // Damaged after it was looked into.
  QFile weights(source + QStringLiteral("/pytorch_model-00001-of-00002.bin"));
  QVERIFY(weights.open(QIODevice::ReadWrite) && weights.resize(weights.size() / 2));
  target->setText(proposed);
  accept->click();
  QTRY_VERIFY2_WITH_TIMEOUT(note(driver).contains(QStringLiteral("pytorch_model-00001")),
                            qPrintable(note(driver)), kWait_ms);
  QCOMPARE(beside(source), QStringList{QStringLiteral("Panda")});
  QVERIFY(driver.find<QLabel>("status_model")->text().startsWith(QStringLiteral("Built-in model")));
}

void TestPrepareDialog::a_stop_leaves_nothing() {
  const QString source = fresh_checkpoint();
  StudioDriver driver{QString(), 8, kModel, {}, {}, kLittleMemory};
  QVERIFY(driver.show());
  choose(driver, source);
  QVERIFY(asked(driver));
  driver.find<QRadioButton>("prepare_4")->setChecked(true);
  driver.find<QAbstractButton>("prepare_accept")->click();
  QVERIFY(driver.find<QWidget>("prepare_stop")->isEnabled() &&
          !driver.find<QWidget>("prepare_8")->isEnabled());
  driver.find<QAbstractButton>("prepare_stop")->click();
  QTRY_VERIFY_WITH_TIMEOUT(note(driver).startsWith(QStringLiteral("Stopped")), kWait_ms);
  QVERIFY(dialog(driver)->isVisible() && driver.find<QWidget>("prepare_accept")->isEnabled());
  QCOMPARE(beside(source), QStringList{QStringLiteral("Panda")});
  QVERIFY(!driver.find<QLabel>("status_background")->isVisible());
}

void TestPrepareDialog::closing_the_window_asks_before_it_stops() {
  const QString source = fresh_checkpoint();
  StudioDriver driver{QString(), 8, kModel, {}, {}, kLittleMemory};
  QVERIFY(driver.show());
  choose(driver, source);
  QVERIFY(asked(driver));
  driver.find<QAbstractButton>("prepare_accept")->click();
  QVERIFY(!driver.window->close());
  auto* box = driver.find<QMessageBox>("preparing_is_lost");
  QVERIFY(box->isVisible());
  click(box->button(QMessageBox::Cancel));
  QVERIFY(driver.window->isVisible() && dialog(driver)->running());
  QVERIFY(!driver.window->close());
  click(driver.find<QAbstractButton>("preparing_is_lost_anyway"));
  QVERIFY(!driver.window->isVisible());
}

void TestPrepareDialog::a_hidden_dialog_takes_nobody_s_conversation() {
  const QString source = fresh_checkpoint();
  StudioDriver driver{QString(), 8, kModel, {}, {}, kLittleMemory};
  QVERIFY(driver.show());
  choose(driver, source);
  QVERIFY(asked(driver));
  driver.find<QAbstractButton>("prepare_accept")->click();
  driver.find<QAbstractButton>("prepare_close")->click();
  QTRY_VERIFY_WITH_TIMEOUT(driver.message().contains(QStringLiteral("was prepared")), kWait_ms);
  QCOMPARE(beside(source).size(), 2);
  QTRY_VERIFY_WITH_TIMEOUT(driver.idle(), kWait_ms);
  QVERIFY2(driver.find<QLabel>("status_model")->text().startsWith(QStringLiteral("Built-in model")),
           qPrintable(driver.find<QLabel>("status_model")->text()));
}

}  // namespace vp::test

QTEST_MAIN(vp::test::TestPrepareDialog)
#include "test_prepare_dialog.moc"
