#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTreeWidget>
#include <QtTest>

#include "studio_driver.h"
#include "ui/look/language.h"
#include "ui/session/session.h"
#include "ui/settings/settings_dialog.h"

namespace vp::test {
namespace {

constexpr int kWait_ms = 60000;
const QString kData = QStringLiteral(VP_TEST_DATA "/golden/");
const QString kModel = kData + QStringLiteral("checkpoint");
const QString kClip = kData + QStringLiteral("clip_landscape.mkv");

void choose(QComboBox* box, const QVariant& data) {
  const int index = box->findData(data);
  QVERIFY(index >= 0);
  box->setCurrentIndex(index);
}

}  // namespace

/// The settings dialog, the about box and the first start.
class TestSettings : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void cleanup();
  void stores_what_is_applied();
  void bad_stored_settings_are_ignored();
  void says_what_is_wrong_with_a_checkpoint();
  void an_unusable_checkpoint_cannot_be_applied();
  void a_model_that_works_is_kept();
  void closing_asks_what_is_to_become_of_changes();
  void applying_a_precision_loads_again();
  void keys_and_values_are_kept_as_chosen();
  void switches_the_language_at_once();
  void a_smaller_cache_is_applied_at_once();
  void switches_the_theme_at_once();
  void a_live_theme_looks_like_one_from_the_start();
  void about_lists_versions();
  void first_start_offers_the_sample();
  void a_missing_builtin_model_is_not_promised();

 private:
  QTemporaryDir folder_;
};

void TestSettings::initTestCase() {
  QVERIFY(use_own_settings(folder_));
}

void TestSettings::cleanup() {
  QSettings().clear();
  ui::apply_language(*qApp, QStringLiteral("en"));
  ui::apply_theme(*qApp, ui::Theme::System);
}

void TestSettings::stores_what_is_applied() {
  ui::StudioSettings settings;
  settings.language = QStringLiteral("zh_CN");
  settings.theme = ui::Theme::Dark;
  settings.model.device = engine::DeviceChoice::Cuda;
  settings.model.cuda_index = 1;
  settings.model.dtype = engine::DtypeChoice::BFloat16;
  settings.model.kv_cache = engine::KvCacheChoice::Bits8;
  settings.model.threads = 3;
  settings.cache_megabytes = 0;
  ui::store(settings);
  const ui::StudioSettings stored = ui::stored_settings();
  QCOMPARE(stored.language, settings.language);
  QCOMPARE(stored.theme, settings.theme);
  QCOMPARE(stored.cache_megabytes, 0);
  QVERIFY(!ui::needs_reload(stored.model, settings.model));
  ui::remember_checkpoint(QStringLiteral("/a"));
  ui::remember_checkpoint(QStringLiteral("/b"));
  ui::remember_checkpoint(QStringLiteral("/a"));
  QCOMPARE(ui::known_checkpoints(), (QStringList{QStringLiteral("/b"), QStringLiteral("/a")}));
  ui::forget_checkpoint(QStringLiteral("/a"));
  QCOMPARE(ui::known_checkpoints(), QStringList{QStringLiteral("/b")});
}

void TestSettings::bad_stored_settings_are_ignored() {
  QSettings settings;
  settings.setValue(QStringLiteral("theme"), QStringLiteral("purple"));
  settings.setValue(QStringLiteral("device"), 17);
  settings.setValue(QStringLiteral("dtype"), QStringList{QStringLiteral("x")});
  settings.setValue(QStringLiteral("kv_cache"), QStringLiteral("2bit"));
  settings.setValue(QStringLiteral("threads"), -4);
  settings.setValue(QStringLiteral("cache_megabytes"), QStringLiteral("much"));
  const ui::StudioSettings stored = ui::stored_settings();
  QCOMPARE(stored.theme, ui::Theme::System);
  QCOMPARE(stored.cache_megabytes, ui::StudioSettings().cache_megabytes);
  QVERIFY(!ui::needs_reload(stored.model, {}));
}

void TestSettings::says_what_is_wrong_with_a_checkpoint() {
  const QString broken = folder_.filePath(QStringLiteral("broken"));
  QVERIFY(QDir().mkpath(broken));
  QVERIFY(QFile::copy(kModel + QStringLiteral("/config.json"), broken + QStringLiteral("/config.json")));
  StudioDriver driver{QString()};
  QVERIFY(driver.show());
  driver.action("show_settings")->trigger();
  auto* list = driver.find<QTreeWidget>("checkpoints");
  auto* details = driver.find<QLabel>("checkpoint_details");
  QCOMPARE(list->topLevelItemCount(), 0);
  driver.chooser.answer = broken;
  driver.find<QPushButton>("add_checkpoint")->click();
  QCOMPARE(list->topLevelItemCount(), 1);
  QTRY_VERIFY_WITH_TIMEOUT(details->text().contains(QStringLiteral("tokenizer")), kWait_ms);
  QCOMPARE(list->topLevelItem(0)->text(3), QStringLiteral("Cannot be used"));
  driver.chooser.answer = folder_.filePath(QStringLiteral("nothing"));
  driver.find<QPushButton>("add_checkpoint")->click();
  QTRY_VERIFY_WITH_TIMEOUT(details->text().contains(QStringLiteral("config.json")), kWait_ms);
  driver.chooser.answer = kModel;
  driver.find<QPushButton>("add_checkpoint")->click();
  QTRY_COMPARE_WITH_TIMEOUT(list->topLevelItem(2)->text(3), QStringLiteral("Complete"), kWait_ms);
  QCOMPARE(list->topLevelItem(2)->text(2), QStringLiteral("bfloat16"));
  QVERIFY(!list->topLevelItem(2)->text(1).isEmpty());
  // Removing takes it out of the list, now and later.
  list->setCurrentItem(list->topLevelItem(0));
  driver.find<QPushButton>("remove_checkpoint")->click();
  QCOMPARE(list->topLevelItemCount(), 2);
  QVERIFY(!ui::known_checkpoints().contains(broken));
  QVERIFY(QDir(broken).exists());
  // Applying loads the one that is chosen.
  list->setCurrentItem(list->topLevelItem(1));
  QTest::mouseClick(driver.find<QPushButton>("settings_apply"), Qt::LeftButton);
  QTRY_VERIFY_WITH_TIMEOUT(
      driver.find<QLabel>("status_model")->text().startsWith(QStringLiteral("checkpoint")), kWait_ms);
  QVERIFY(!driver.find<QPushButton>("settings_apply")->isEnabled());
  QTRY_COMPARE_WITH_TIMEOUT(list->currentItem()->text(3), QStringLiteral("In use"), kWait_ms);
  QVERIFY(!driver.find<QPushButton>("remove_checkpoint")->isEnabled());
}

// A model that works is not given up for one that does not.
void TestSettings::an_unusable_checkpoint_cannot_be_applied() {
  const QString empty = folder_.filePath(QStringLiteral("empty"));
  QVERIFY(QDir().mkpath(empty));
  ui::remember_checkpoint(kModel);
  StudioDriver driver(kModel);
  QVERIFY(driver.show());
  driver.action("show_settings")->trigger();
  auto* list = driver.find<QTreeWidget>("checkpoints");
  auto* apply = driver.find<QPushButton>("settings_apply");
  driver.chooser.answer = empty;
  driver.find<QPushButton>("add_checkpoint")->click();
  QVERIFY(!apply->isEnabled());  // while it is looked into
  QTRY_COMPARE_WITH_TIMEOUT(list->currentItem()->text(3), QStringLiteral("Cannot be used"), kWait_ms);
  QVERIFY(!apply->isEnabled());
  QVERIFY(driver.find<QLabel>("settings_consequence")->text().contains(QStringLiteral("cannot be used")));
  // Nor with another precision, and what was only looked at is not kept.
  choose(driver.find<QComboBox>("dtype"), static_cast<int>(engine::DtypeChoice::BFloat16));
  QVERIFY(!apply->isEnabled());
  driver.find<QPushButton>("settings_close")->click();
  QVERIFY(!driver.find<ui::SettingsDialog>("settings_dialog")->isVisible());
  QCOMPARE(ui::known_checkpoints(), QStringList{kModel});
  driver.action("show_settings")->trigger();
  QCOMPARE(list->topLevelItemCount(), 1);
  QTRY_VERIFY_WITH_TIMEOUT(driver.idle(), kWait_ms);
  QVERIFY(driver.find<QLabel>("status_model")->text().startsWith(QStringLiteral("checkpoint")));
}

void TestSettings::a_model_that_works_is_kept() {
  const QString broken = folder_.filePath(QStringLiteral("broken model"));
  QVERIFY(QDir().mkpath(broken));
  QVERIFY(QFile::copy(kModel + QStringLiteral("/config.json"), broken + QStringLiteral("/config.json")));
  StudioDriver driver(kModel, 4);
  QVERIFY(driver.show());
  driver.open(kClip);
  QTRY_VERIFY_WITH_TIMEOUT(driver.thumbnail_count() == 8 && driver.idle(), kWait_ms);
  driver.type_question(QStringLiteral("What is happening in the video?"));
  QTRY_VERIFY_WITH_TIMEOUT(!driver.footers().value(0).isEmpty() && driver.idle(), kWait_ms);
  driver.chooser.answer = broken;  // which the menu does not look into
  driver.action("choose_checkpoint")->trigger();
  QTRY_VERIFY_WITH_TIMEOUT(!driver.message().isEmpty() && driver.idle(), kWait_ms);
  QVERIFY(driver.find<QLabel>("status_model")->text().startsWith(QStringLiteral("checkpoint")));
  QCOMPARE(driver.answers().size(), 1);
  QVERIFY(
      QSettings().value(QStringLiteral("model_folder")).toString().endsWith(QStringLiteral("/checkpoint")));
  QTRY_VERIFY_WITH_TIMEOUT(driver.thumbnail_count() == 8 && driver.idle(), kWait_ms);
  driver.type_question(QStringLiteral("And then?"));
  QTRY_VERIFY_WITH_TIMEOUT(!driver.footers().value(1).isEmpty(), kWait_ms);
  // Without any, the built-in one is offered.
  StudioDriver without(broken, 4, kModel);
  QVERIFY(without.show());
  auto* builtin = without.find<QPushButton>("empty_builtin");
  QTRY_VERIFY_WITH_TIMEOUT(builtin->isVisible(), kWait_ms);
  QTest::mouseClick(builtin, Qt::LeftButton);
  QTRY_VERIFY_WITH_TIMEOUT(
      without.find<QLabel>("status_model")->text().startsWith(QStringLiteral("Built-in")) && without.idle(),
      kWait_ms);
}

void TestSettings::closing_asks_what_is_to_become_of_changes() {
  StudioDriver driver{QString()};
  QVERIFY(driver.show());
  driver.action("show_settings")->trigger();
  auto* dialog = driver.find<ui::SettingsDialog>("settings_dialog");
  QVERIFY(QTest::qWaitForWindowActive(dialog));
  auto* megabytes = driver.find<QSpinBox>("cache_megabytes");
  const auto close_and = [&](QMessageBox::ButtonRole role) {
    megabytes->setValue(512);
    QTest::keyClick(dialog, Qt::Key_Escape);
    auto* question = driver.find<QMessageBox>("settings_unapplied");
    QVERIFY(question && question->isVisible());
    for (QAbstractButton* button : question->buttons())
      if (question->buttonRole(button) == role) QTest::mouseClick(button, Qt::LeftButton);
    QTRY_VERIFY(driver.find<QMessageBox>("settings_unapplied") == nullptr);
  };
  close_and(QMessageBox::RejectRole);
  QVERIFY(dialog->isVisible());
  close_and(QMessageBox::DestructiveRole);
  QVERIFY(!dialog->isVisible());
  QCOMPARE(ui::stored_settings().cache_megabytes, ui::StudioSettings().cache_megabytes);
  driver.action("show_settings")->trigger();
  close_and(QMessageBox::AcceptRole);
  QVERIFY(!dialog->isVisible());
  QCOMPARE(ui::stored_settings().cache_megabytes, 512);
  driver.action("show_settings")->trigger();
  QTest::keyClick(dialog, Qt::Key_Escape);  // nothing to ask about
  QVERIFY(!dialog->isVisible());
}

void TestSettings::applying_a_precision_loads_again() {
  StudioDriver driver(kModel);
  QVERIFY(driver.show());
  driver.open(kClip);
  auto* device = driver.find<QLabel>("status_device");
  QTRY_VERIFY_WITH_TIMEOUT(driver.thumbnail_count() == 8 && driver.idle(), kWait_ms);
  QCOMPARE(device->text(), QStringLiteral("cpu · float32"));
  driver.action("show_settings")->trigger();
  auto* consequence = driver.find<QLabel>("settings_consequence");
  QVERIFY(consequence->text().isEmpty());
  choose(driver.find<QComboBox>("dtype"), static_cast<int>(engine::DtypeChoice::BFloat16));
  QVERIFY(consequence->text().contains(QStringLiteral("loads the model")));
  QTest::mouseClick(driver.find<QPushButton>("settings_apply"), Qt::LeftButton);
  // Whether this processor computes in it or not, the answer is plain and the window goes on.
  QTRY_VERIFY_WITH_TIMEOUT(
      driver.idle() && (device->text() == QStringLiteral("cpu · bfloat16") || !driver.message().isEmpty()),
      kWait_ms);
  choose(driver.find<QComboBox>("dtype"), static_cast<int>(engine::DtypeChoice::Float32));
  QTest::mouseClick(driver.find<QPushButton>("settings_apply"), Qt::LeftButton);
  QTRY_VERIFY_WITH_TIMEOUT(driver.thumbnail_count() == 8 && driver.idle(), kWait_ms);
  QCOMPARE(device->text(), QStringLiteral("cpu · float32"));
}

void TestSettings::keys_and_values_are_kept_as_chosen() {
  StudioDriver driver(kModel, 4);
  QVERIFY(driver.show());
  driver.open(kClip);
  QTRY_VERIFY_WITH_TIMEOUT(driver.thumbnail_count() == 8 && driver.idle(), kWait_ms);
  driver.action("show_settings")->trigger();
  auto* form = driver.find<QComboBox>("kv_cache");
  auto* cost = driver.find<QLabel>("kv_cache_cost");
  QCOMPARE(form->currentData().toInt(), static_cast<int>(engine::KvCacheChoice::Auto));
  const QString automatic = cost->text();
  choose(form, static_cast<int>(engine::KvCacheChoice::Bits8));
  QVERIFY(cost->text() != automatic && cost->text().contains(QStringLiteral("Half")));
  QVERIFY(driver.find<QLabel>("settings_consequence")->text().contains(QStringLiteral("loads the model")));
  QTest::mouseClick(driver.find<QPushButton>("settings_apply"), Qt::LeftButton);
  QCOMPARE(ui::stored_settings().model.kv_cache, engine::KvCacheChoice::Bits8);
  QTRY_VERIFY_WITH_TIMEOUT(driver.thumbnail_count() == 8 && driver.idle(), kWait_ms);
  QVERIFY(driver.ask(QStringLiteral("What happens?")));
  const engine::AnsweredBy by = driver.window->findChild<ui::Session*>()->turns().back().turn.by;
  QCOMPARE(by.kept(), std::string("8bit"));
  QCOMPARE(by.dtype, std::string("float32"));
}

void TestSettings::switches_the_language_at_once() {
  StudioDriver driver{QString()};
  QVERIFY(driver.show());
  auto* title = driver.find<QLabel>("empty_title");
  QCOMPARE(title->text(), QStringLiteral("No model yet"));
  driver.action("show_settings")->trigger();
  choose(driver.find<QComboBox>("language"), QStringLiteral("de"));
  QTRY_COMPARE(title->text(), QStringLiteral("Noch kein Modell"));
  QCOMPARE(driver.find<QPushButton>("settings_apply")->text(), QStringLiteral("Über&nehmen"));
  QCOMPARE(ui::stored_settings().language, QStringLiteral("de"));
}

void TestSettings::a_smaller_cache_is_applied_at_once() {
  StudioDriver driver(kModel, 8, QString(), QString(), folder_.filePath(QStringLiteral("library.sqlite")));
  QVERIFY(driver.show());
  driver.open(kClip);
  const QDir folder(folder_.filePath(QStringLiteral("encoded")));
  // The encoded film, and then what the model read of it.
  QTRY_COMPARE_WITH_TIMEOUT(folder.entryList(QDir::Files).size(), 2, kWait_ms);
  driver.action("show_settings")->trigger();
  auto* megabytes = driver.find<QSpinBox>("cache_megabytes");
  auto* apply = driver.find<QPushButton>("settings_apply");
  QCOMPARE(megabytes->value(), 2048);
  QVERIFY(!apply->isEnabled());
  megabytes->setFocus();
  megabytes->selectAll();
  QTest::keyClicks(megabytes, QStringLiteral("0"));
  QTest::mouseClick(apply, Qt::LeftButton);
  QTRY_COMPARE_WITH_TIMEOUT(folder.entryList(QDir::Files).size(), 0, kWait_ms);
  QCOMPARE(ui::stored_settings().cache_megabytes, 0);
  QVERIFY(!apply->isEnabled());
}

void TestSettings::switches_the_theme_at_once() {
  StudioDriver driver{QString()};
  QVERIFY(driver.show());
  const bool dark_before = ui::is_dark(driver.window->palette());
  driver.action("show_settings")->trigger();
  auto* megabytes = driver.find<QSpinBox>("cache_megabytes");
  megabytes->setValue(4096);  // not applied yet, and so it stays
  choose(driver.find<QComboBox>("theme"), static_cast<int>(ui::Theme::Dark));
  QTRY_VERIFY(ui::is_dark(driver.window->palette()));
  QCOMPARE(ui::stored_settings().theme, ui::Theme::Dark);
  QCOMPARE(ui::stored_settings().cache_megabytes, ui::StudioSettings().cache_megabytes);
  choose(driver.find<QComboBox>("theme"), static_cast<int>(ui::Theme::System));
  QTRY_COMPARE(ui::is_dark(driver.window->palette()), dark_before);
  QCOMPARE(megabytes->value(), 4096);
  QVERIFY(driver.find<QPushButton>("settings_apply")->isEnabled());
}

void TestSettings::a_live_theme_looks_like_one_from_the_start() {
  const auto open = [](StudioDriver& driver) {
    if (!driver.show()) return false;
    driver.open(kClip);
    return QTest::qWaitFor([&] { return driver.thumbnail_count() == 8 && driver.idle(); }, kWait_ms);
  };
  const auto ask = [](StudioDriver& driver) {
    driver.type_question(QStringLiteral("What is happening in the video?"));
    driver.find<QWidget>("video_view")->setFocus();
    return QTest::qWaitFor([&] { return !driver.footers().value(0).isEmpty() && driver.idle(); }, kWait_ms);
  };
  StudioDriver live(kModel, 4);
  QVERIFY(open(live) && ask(live));
  ui::apply_theme(*qApp, ui::Theme::Light);
  QTest::qWait(50);
  ui::apply_theme(*qApp, ui::Theme::Dark);
  QTest::qWait(200);
  StudioDriver fresh(kModel, 4);
  QVERIFY(open(fresh) && ask(fresh));
  QTest::qWait(200);
  // Widget by widget, without what measures and blinks.
  QStringList different;
  const QList<QWidget*> here = live.window->findChildren<QWidget*>(),
                        there = fresh.window->findChildren<QWidget*>();
  for (const char* name :
       {"heads", "map_off_button", "map_fsra_button", "record_answers_button", "evidence_chip",
        "library_tree", "library_empty", "question_box", "timeline", "answer_picker", "colours", "opacity",
        "compare_tabs", "menu_bar", "show_settings", "transport_bar"}) {
    auto* one = live.find<QWidget>(name);
    auto* other = fresh.find<QWidget>(name);
    if (one == nullptr || other == nullptr) continue;
    // The film's small pictures on the timeline come when they are decoded.
    const auto alike = [&] { return one->grab().toImage() == other->grab().toImage(); };
    if (!QTest::qWaitFor(alike, 10000)) different << QLatin1String(name);
  }
  for (qsizetype i = 0; i < std::min(here.size(), there.size()); ++i) {
    if (here[i]->metaObject() != there[i]->metaObject() || here[i]->objectName() != there[i]->objectName())
      break;
    const QPalette a = here[i]->palette(), b = there[i]->palette();
    for (const auto role : {QPalette::Window, QPalette::Base, QPalette::Text, QPalette::WindowText,
                            QPalette::Button, QPalette::ButtonText})
      if (a.color(role) != b.color(role)) different << here[i]->objectName() + QStringLiteral(" palette");
  }
  different.removeDuplicates();
  QCOMPARE(different.join(QLatin1Char(' ')), QString());
}

void TestSettings::about_lists_versions() {
  StudioDriver driver{QString()};
  QVERIFY(driver.show());
  driver.action("about")->trigger();
  auto* versions = driver.find<QPlainTextEdit>("versions");
  QTRY_VERIFY_WITH_TIMEOUT(versions->toPlainText().contains(QStringLiteral("LibTorch: ")), kWait_ms);
  QVERIFY(versions->toPlainText().contains(QLatin1String(qVersion())));
  QVERIFY(driver.find<QLabel>("about_text")->text().contains(QStringLiteral("General Public License")));
  driver.find<QPushButton>("copy_versions")->click();
  QCOMPARE(QApplication::clipboard()->text(), versions->toPlainText());
}

void TestSettings::first_start_offers_the_sample() {
  // The tests' own model in the place of the built-in one, which knows drawn clips alone.
  StudioDriver driver(QString(), 8, kModel, QStringLiteral(VP_SOURCE_DIR "/resources/clips/sample.mp4"));
  QVERIFY(driver.show());
  QTRY_VERIFY_WITH_TIMEOUT(driver.idle(), kWait_ms);
  auto* sample = driver.find<QPushButton>("empty_sample");
  QTRY_VERIFY(sample->isVisible());
  QTest::mouseClick(sample, Qt::LeftButton);
  QTRY_VERIFY_WITH_TIMEOUT(driver.thumbnail_count() == 8 && driver.idle(), kWait_ms);
  const auto examples = driver.window->findChildren<QPushButton*>(QStringLiteral("example_question"));
  QCOMPARE(examples.size(), 3);
  for (const QPushButton* example : examples) QVERIFY(example->isVisible());
  QTest::mouseClick(examples[1], Qt::LeftButton);
  QCOMPARE(driver.find<QPlainTextEdit>("question_field")->toPlainText(), examples[1]->text());
  QVERIFY(driver.find<QLabel>("empty_notice")->text().contains(QStringLiteral("drawn shapes only")));
}

void TestSettings::a_missing_builtin_model_is_not_promised() {
  StudioDriver driver{QString()};
  QVERIFY(driver.show());
  QVERIFY(driver.find<QLabel>("empty_notice")->text().contains(QStringLiteral("without a model of its own")));
  QVERIFY(!driver.find<QPushButton>("empty_sample")->isVisible());
  QVERIFY(!driver.action("use_builtin_model")->isVisible());
  QVERIFY(!driver.action("open_sample")->isVisible());
}

}  // namespace vp::test

QTEST_MAIN(vp::test::TestSettings)
#include "test_settings.moc"
