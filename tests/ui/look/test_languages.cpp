#include <qcustomplot.h>

#include <QAction>
#include <QDockWidget>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QSettings>
#include <QSpinBox>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QToolButton>
#include <QtTest>

#include "studio_driver.h"
#include "ui/batch/batch_dialog.h"
#include "ui/conversation/turn_view.h"
#include "ui/inference/inference.h"

#include "ui/look/language.h"
#include "ui/settings/about_dialog.h"
#include "ui/settings/settings_dialog.h"
#include "window_texts.h"

namespace vp::test {
namespace {

constexpr int kWait_ms = 60000;
const QString kData = QStringLiteral(VP_TEST_DATA "/golden/");
const QString kModel = kData + QStringLiteral("checkpoint");
const QString kClip = kData + QStringLiteral("clip_landscape.mkv");

}  // namespace

/// The whole window in each of its languages.
class TestLanguages : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void cleanup();
  void chooses_the_best_data();
  void chooses_the_best();
  void qt_speaks_it_too();
  void numbers_follow_the_language();
  void nothing_is_clipped_data() { languages(); }
  void nothing_is_clipped();
  void every_text_follows_the_language_data();
  void every_text_follows_the_language();
  void failures_are_explained();
  void messages_are_said_in_it_data() { languages(); }
  void messages_are_said_in_it();
  void what_the_core_says_follows_the_language();

 private:
  static void languages();
  /// A window with everything open that has texts, one question answered.
  std::unique_ptr<StudioDriver> full_window() const;

  QTemporaryDir folder_;
};

void TestLanguages::initTestCase() {
  QVERIFY(use_own_settings(folder_));
}

void TestLanguages::cleanup() {
  ui::apply_language(*qApp, QStringLiteral("en"));
}

void TestLanguages::languages() {
  QTest::addColumn<QString>("language");
  for (const ui::Language& language : ui::languages())
    QTest::newRow(qPrintable(language.code)) << language.code;
}

void TestLanguages::chooses_the_best_data() {
  QTest::addColumn<QStringList>("wanted");
  QTest::addColumn<QString>("best");
  QTest::newRow("Austria") << QStringList{QStringLiteral("de-AT")} << QStringLiteral("de");
  QTest::newRow("second choice") << QStringList{QStringLiteral("fr-FR"), QStringLiteral("de")}
                                 << QStringLiteral("de");
  QTest::newRow("simplified") << QStringList{QStringLiteral("zh-Hans-SG")} << QStringLiteral("zh_CN");
  QTest::newRow("traditional") << QStringList{QStringLiteral("zh-Hant-TW")} << QStringLiteral("en");
  QTest::newRow("none") << QStringList{QStringLiteral("ja-JP")} << QStringLiteral("en");
  QTest::newRow("C") << QStringList{QStringLiteral("C")} << QStringLiteral("en");
}

void TestLanguages::chooses_the_best() {
  QFETCH(QStringList, wanted);
  QFETCH(QString, best);
  QCOMPARE(ui::best_language(wanted), best);
}

void TestLanguages::qt_speaks_it_too() {
  ui::apply_language(*qApp, QStringLiteral("de"));
  QCOMPARE(QCoreApplication::translate("QPlatformTheme", "Cancel"), QStringLiteral("Abbrechen"));
  QCOMPARE(QLocale().decimalPoint(), QStringLiteral(","));
  ui::apply_language(*qApp, QStringLiteral("en"));
  QCOMPARE(QCoreApplication::translate("QPlatformTheme", "Cancel"), QStringLiteral("Cancel"));
}

void TestLanguages::numbers_follow_the_language() {
  StudioDriver driver{QString()};
  QVERIFY(driver.show());
  driver.action("show_settings")->trigger();
  auto* megabytes = driver.find<QSpinBox>("cache_megabytes");
  QVERIFY(megabytes->text().startsWith(QStringLiteral("2,048")));
  ui::apply_language(*qApp, QStringLiteral("de"));
  QTRY_VERIFY2(megabytes->text().startsWith(QStringLiteral("2.048")), qPrintable(megabytes->text()));
  for (const auto* plot : driver.window->findChildren<QCustomPlot*>())
    QTRY_COMPARE(plot->locale().decimalPoint(), QStringLiteral(","));
  // A desktop whose language the texts do not exist in: no digits of one language between words of another.
  const QByteArray before = qgetenv("LC_ALL");
  qputenv("LC_ALL", "ar_EG.UTF-8");
  ui::apply_language(*qApp, QString());
  QCOMPARE(QLocale().toString(12), QStringLiteral("12"));
  QCOMPARE(QLocale().language(), QLocale::English);
  before.isEmpty() ? qunsetenv("LC_ALL") : qputenv("LC_ALL", before);
}

std::unique_ptr<StudioDriver> TestLanguages::full_window() const {
  auto driver = std::make_unique<StudioDriver>(kModel, 8, QString(), kClip);
  if (!driver->show()) return nullptr;
  driver->window->resize(1280, 900);
  // Whether the film was read before the question shows in the answer's line.
  bool encoded = false, read = false;
  QObject watch;
  const auto* inference = driver->window->findChild<ui::Inference*>();
  connect(inference, &ui::Inference::video_encoded, &watch, [&encoded] { encoded = true; });
  connect(inference, &ui::Inference::read_ahead, &watch, [&](double share) { read = encoded && share >= 1; });
  driver->open(kClip);
  const auto ready = [&] { return driver->thumbnail_count() == 8 && driver->idle() && read; };
  if (!QTest::qWaitFor(ready, kWait_ms)) return nullptr;
  driver->type_question(QStringLiteral("What is happening in the video?"));
  const auto answered = [&] {
    const auto* turn = driver->window->findChild<ui::TurnView*>();
    return turn != nullptr && turn->answered() && driver->idle();
  };
  if (!QTest::qWaitFor(answered, kWait_ms)) return nullptr;
  driver->action("copy_conversation")->trigger();  // says so in the message bar
  driver->action("show_answer_settings")->setChecked(true);
  driver->action("edit_last_question")->trigger();
  driver->action("show_settings")->trigger();
  driver->action("about")->trigger();
  driver->action("show_batch")->trigger();
  const auto looked_into = [&] {
    const auto* details = driver->find<QLabel>("checkpoint_details");
    // Below the folder the system and its size.
    return details->text().count(QLatin1Char('\n')) == 2 && !details->text().contains(QStringLiteral("…"));
  };
  if (!QTest::qWaitFor(looked_into, kWait_ms)) return nullptr;
  QTest::qWait(300);  // the forecast waits for the last key
  return driver;
}

void TestLanguages::nothing_is_clipped() {
  QFETCH(QString, language);
  ui::apply_language(*qApp, language);
  // Before anything is open, then with everything open.
  {
    StudioDriver first(QString(), 8, QString(), kClip);
    QVERIFY(first.show());
    first.window->resize(1280, 800);
    QTest::qWait(50);
    QCOMPARE(clipped_texts(*first.window).join(QLatin1Char('\n')), QString());
  }
  {
    // With the built-in model and its clip, on a screen of 1440 x 900 pixels at 200 %.
    StudioDriver small(QString(), 8, kModel, kClip);
    QVERIFY(small.show());
    QTRY_VERIFY_WITH_TIMEOUT(small.idle(), kWait_ms);
    small.action("open_sample")->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(small.thumbnail_count() == 8 && small.idle(), kWait_ms);
    small.window->resize(720, 450);
    QTest::qWait(50);
    QVERIFY(small.find<QLabel>("empty_notice")->isVisible());
    QCOMPARE(clipped_texts(*small.window).join(QLatin1Char('\n')), QString());
    // As the first start leaves it there.
    for (auto* dock : small.window->findChildren<QDockWidget*>())
      if (!dock->objectName().startsWith(QLatin1String("conversation"))) dock->hide();
    QTest::qWait(50);  // until then it is held open for them
    small.window->resize(720, 450);
    QTest::qWait(50);
    QCOMPARE(small.window->size(), QSize(720, 450));
    QCOMPARE(clipped_texts(*small.window).join(QLatin1Char('\n')), QString());
  }
  const auto driver = full_window();
  QVERIFY(driver);
  // A screen of 1440 pixels at 200 %.
  const int narrowest = driver->window->minimumSizeHint().width();
  QVERIFY2(narrowest <= 720, qPrintable(QString::number(narrowest)));
  QCOMPARE(clipped_texts(*driver->window).join(QLatin1Char('\n')), QString());
  QCOMPARE(shared_mnemonics(*driver->window).join(QLatin1Char('\n')), QString());
  QCOMPARE(shared_shortcuts(*driver->window).join(QLatin1Char('\n')), QString());
  auto* settings = driver->window->findChild<ui::SettingsDialog*>();
  auto* pages = settings->findChild<QTabWidget*>(QStringLiteral("settings_pages"));
  for (int i = 0; i < pages->count(); ++i) {
    pages->setCurrentIndex(i);
    QTest::qWait(20);
    QCOMPARE(clipped_texts(*settings).join(QLatin1Char('\n')), QString());
    QCOMPARE(shared_mnemonics(*settings).join(QLatin1Char('\n')), QString());
  }
  auto* about = driver->window->findChild<ui::AboutDialog*>();
  QCOMPARE(clipped_texts(*about).join(QLatin1Char('\n')), QString());
  QCOMPARE(shared_mnemonics(*about).join(QLatin1Char('\n')), QString());
  auto* batch = driver->window->findChild<ui::BatchDialog*>();
  QCOMPARE(clipped_texts(*batch).join(QLatin1Char('\n')), QString());
  QCOMPARE(shared_mnemonics(*batch).join(QLatin1Char('\n')), QString());
}

void TestLanguages::every_text_follows_the_language_data() {
  QTest::addColumn<QString>("from");
  QTest::addColumn<QString>("to");
  QTest::newRow("English to German") << QStringLiteral("en") << QStringLiteral("de");
  QTest::newRow("German to Chinese") << QStringLiteral("de") << QStringLiteral("zh_CN");
}

// A window that was switched shows what a window shows that began in the language.
void TestLanguages::every_text_follows_the_language() {
  QFETCH(QString, from);
  QFETCH(QString, to);
  QMap<QString, QString> switched;
  QMap<QString, QString> before;
  {
    ui::apply_language(*qApp, from);
    const auto driver = full_window();
    QVERIFY(driver);
    before = texts_of(*driver->window);
    ui::apply_language(*qApp, to);
    QTest::qWait(50);
    switched = texts_of(*driver->window);
  }
  const auto driver = full_window();
  QVERIFY(driver);
  const QMap<QString, QString> fresh = texts_of(*driver->window);
  QVERIFY(fresh.size() > 200);
  QStringList stale;
  for (auto text = fresh.begin(); text != fresh.end(); ++text) {
    const QString found = switched.value(text.key());
    if (found != text.value())
      stale << QStringLiteral("%1: \"%2\" instead of \"%3\"").arg(text.key(), found, text.value());
  }
  QVERIFY2(stale.isEmpty(), qPrintable(stale.join(QLatin1Char('\n'))));
  QVERIFY(before != switched);
}

void TestLanguages::failures_are_explained() {
  const base::Message detail = base::Message::verbatim("config.json is missing.");
  QCOMPARE(ui::explained(base::ErrorCode::Checkpoint, detail), QStringLiteral("config.json is missing."));
  ui::apply_language(*qApp, QStringLiteral("de"));
  const QString german = ui::explained(base::ErrorCode::Checkpoint, detail);
  QVERIFY(german.startsWith(QStringLiteral("Der Checkpoint")) &&
          german.endsWith(QStringLiteral("config.json is missing.")));
}

// With what a file's name and an argument's own places make of it.
void TestLanguages::messages_are_said_in_it() {
  QFETCH(QString, language);
  ui::apply_language(*qApp, language);
  const base::Message sound = base::message("\"%1\" holds only sound; give a file with moving pictures.",
                                            std::string("/a/%2 %1 <b>.mp3"));
  const QString said = ui::explained(base::ErrorCode::Video, sound);
  QCOMPARE(said.count(QStringLiteral("/a/%2 %1 <b>.mp3")), 1);
  QCOMPARE(said == QString::fromStdString(sound.text()), language == QLatin1String("en"));
  // An argument that is a message is said in it, too.
  const base::Message nested =
      base::message("Cannot write %1: %2 (%3).", "%2", base::message("its folder cannot be made"), "%1");
  const QString whole = ui::said(nested);
  QVERIFY2(whole.contains(QStringLiteral("%2")) && whole.contains(QStringLiteral("%1")), qPrintable(whole));
  QCOMPARE(whole.contains(QStringLiteral("its folder")), language == QLatin1String("en"));
}

// As a file that is not there, or is no film, and a warning reach the window; what stands follows a switch.
void TestLanguages::what_the_core_says_follows_the_language() {
  ui::apply_language(*qApp, QStringLiteral("de"));
  StudioDriver driver(kModel, 8, QString(), kClip);
  QVERIFY(driver.show());
  driver.open(QStringLiteral("/no such folder/%1.mp4"));
  QTRY_VERIFY_WITH_TIMEOUT(driver.message().contains(QStringLiteral("/no such folder/%1.mp4")), kWait_ms);
  const QString german = driver.message();
  QVERIFY2(german.contains(QStringLiteral("gibt es nicht")), qPrintable(german));
  ui::apply_language(*qApp, QStringLiteral("zh_CN"));
  QTRY_VERIFY(driver.message() != german);
  QVERIFY2(driver.message().contains(QStringLiteral("/no such folder/%1.mp4")), qPrintable(driver.message()));
  ui::apply_language(*qApp, QStringLiteral("en"));
  QTRY_VERIFY2(driver.message().contains(QStringLiteral("does not exist")), qPrintable(driver.message()));
}

}  // namespace vp::test

QTEST_MAIN(vp::test::TestLanguages)
#include "test_languages.moc"
