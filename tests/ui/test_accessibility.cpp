#include <QAccessible>
#include <QAction>
#include <QDockWidget>
#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QToolButton>
#include <QtTest>

#include "studio_driver.h"
#include "ui/conversation/turn_view.h"
#include "ui/look/language.h"
#include "ui/look/theme.h"
#include "ui/player/frame_thumbnail.h"
#include "ui/settings/settings_dialog.h"

namespace vp::test {
namespace {

constexpr int kWait_ms = 60000;
const QString kData = QStringLiteral(VP_TEST_DATA "/golden/");
const QString kModel = kData + QStringLiteral("checkpoint");
const QString kClip = kData + QStringLiteral("clip_landscape.mkv");

QString name_of(const QWidget* widget) {
  return QStringLiteral("%1(%2)").arg(QLatin1String(widget->metaObject()->className()), widget->objectName());
}

/// What the keyboard is to reach now: visible, enabled, and focusable by Tab.
QList<QWidget*> controls_of(const QWidget& window) {
  QList<QWidget*> controls;
  for (QWidget* widget : window.findChildren<QWidget*>()) {
    const bool part_of_another =
        widget->focusProxy() != nullptr || widget->objectName().startsWith(QLatin1String("qt_"));
    if (widget->window() == &window && widget->isVisible() && widget->isEnabled() && !part_of_another &&
        (widget->focusPolicy() & Qt::TabFocus) == Qt::TabFocus) {
      controls << widget;
    }
  }
  return controls;
}

/// Controls that Tab does not come to, beginning at `first`.
QStringList unreached(QWidget& window, QWidget* first) {
  const QList<QWidget*> controls = controls_of(window);
  QSet<QWidget*> reached;
  window.activateWindow();
  const bool active = QTest::qWaitFor([&] {
    first->setFocus();
    return QApplication::focusWidget() == first;
  });
  if (!active) return {QStringLiteral("the window does not get the keyboard")};
  for (int i = 0; i < 3 * controls.size() + 20; ++i) {
    QWidget* now = QApplication::focusWidget();
    if (now == nullptr) break;
    for (QWidget* widget = now; widget != nullptr; widget = widget->parentWidget()) reached.insert(widget);
    QTest::keyClick(now, Qt::Key_Tab);
  }
  QStringList missed;
  for (const QWidget* control : controls) {
    if (!reached.contains(const_cast<QWidget*>(control))) missed << name_of(control);
  }
  return missed;
}

/// Not clipped away by what it lies in.
bool is_in_sight(const QWidget& widget) {
  QRect rect = widget.rect();
  for (const QWidget* one = &widget; !one->isWindow() && !rect.isEmpty(); one = one->parentWidget())
    rect = rect.translated(one->pos()).intersected(one->parentWidget()->rect());
  return widget.isVisible() && !rect.isEmpty();
}

QStringList nameless(const QWidget& window) {
  QStringList names;
  for (QWidget* control : controls_of(window)) {
    QAccessibleInterface* interface = QAccessible::queryAccessibleInterface(control);
    if (!interface || interface->text(QAccessible::Name).isEmpty()) names << name_of(control);
  }
  return names;
}

}  // namespace

/// The whole journey of a first user, by keyboard and for a screen reader; and how long the window's thread
/// stalls on the way.
class TestAccessibility : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void everything_is_named_and_reached();
  void a_strip_is_one_stop_of_the_tab_key();
  void tab_never_enters_what_is_not_seen();
  void measures_stalls_on_the_whole_journey();

 private:
  QTemporaryDir folder_;
};

void TestAccessibility::initTestCase() {
  QVERIFY(use_own_settings(folder_));
}

void TestAccessibility::everything_is_named_and_reached() {
  StudioDriver driver(kModel, 8, QString(), kClip);
  QVERIFY(driver.show());
  auto* field = driver.find<QWidget>("question_field");
  QCOMPARE(nameless(*driver.window).join(QLatin1Char(' ')), QString());
  QCOMPARE(unreached(*driver.window, field).join(QLatin1Char(' ')), QString());

  driver.open(kClip);
  QTRY_VERIFY_WITH_TIMEOUT(driver.thumbnail_count() == 8 && driver.idle(), kWait_ms);
  QCOMPARE(nameless(*driver.window).join(QLatin1Char(' ')), QString());
  QCOMPARE(unreached(*driver.window, field).join(QLatin1Char(' ')), QString());

  driver.type_question(QStringLiteral("What is happening in the video?"));
  QTRY_VERIFY_WITH_TIMEOUT(driver.idle() && driver.window->findChild<ui::TurnView*>()->answered(), kWait_ms);
  driver.action("show_answer_settings")->setChecked(true);
  driver.action("delete_last_turn")->trigger();
  QVERIFY(controls_of(*driver.window).size() > 25);
  QCOMPARE(nameless(*driver.window).join(QLatin1Char(' ')), QString());
  QCOMPARE(unreached(*driver.window, field).join(QLatin1Char(' ')), QString());

  driver.action("show_settings")->trigger();
  auto* settings = driver.window->findChild<ui::SettingsDialog*>();
  QVERIFY(QTest::qWaitForWindowActive(settings));
  auto* pages = settings->findChild<QTabWidget*>(QStringLiteral("settings_pages"));
  for (int i = 0; i < pages->count(); ++i) {
    pages->setCurrentIndex(i);
    QCOMPARE(nameless(*settings).join(QLatin1Char(' ')), QString());
    QCOMPARE(unreached(*settings, settings->findChild<QWidget*>(QStringLiteral("settings_close")))
                 .join(QLatin1Char(' ')),
             QString());
  }

  driver.action("show_batch")->trigger();
  auto* batch = driver.find<QWidget>("batch_dialog");
  QVERIFY(QTest::qWaitForWindowActive(batch));
  QCOMPARE(nameless(*batch).join(QLatin1Char(' ')), QString());
  QCOMPARE(unreached(*batch, driver.find<QWidget>("batch_close")).join(QLatin1Char(' ')), QString());
}

void TestAccessibility::a_strip_is_one_stop_of_the_tab_key() {
  StudioDriver driver(kModel, 8, QString(), kClip);
  QVERIFY(driver.show());
  driver.open(kClip);
  QTRY_VERIFY_WITH_TIMEOUT(driver.thumbnail_count() == 8 && driver.idle(), kWait_ms);
  {
    QList<QWidget*> row;
    for (auto* thumbnail : driver.window->findChildren<ui::FrameThumbnail*>()) row << thumbnail;
    QCOMPARE(row.size(), 8);
    const auto stops = [&] {
      return std::count_if(row.begin(), row.end(),
                           [](const QWidget* one) { return one->focusPolicy() & Qt::TabFocus; });
    };
    QCOMPARE(stops(), 1);
    row[0]->setFocus(Qt::TabFocusReason);
    QTRY_VERIFY(row[0]->hasFocus());
    QTest::keyClick(row[0], Qt::Key_Right);
    QTest::keyClick(row[1], Qt::Key_Right);
    QVERIFY(row[2]->hasFocus());
    QTest::keyClick(row[2], Qt::Key_Left);
    QVERIFY(row[1]->hasFocus());
    QTest::keyClick(row[1], Qt::Key_End);
    QVERIFY(row[7]->hasFocus());
    QTest::keyClick(row[7], Qt::Key_Right);
    QVERIFY(row[7]->hasFocus());
    QCOMPARE(driver.shown_frame(), 0);  // the keys were not the player's
    QCOMPARE(stops(), 1);
    // Tab leaves the row at once, and comes back to where it was.
    QTest::keyClick(row[7], Qt::Key_Tab);
    QVERIFY(!row.contains(QApplication::focusWidget()));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Backtab);
    QVERIFY(row[7]->hasFocus());
    QTest::keyClick(row[7], Qt::Key_Home);
    QVERIFY(row[0]->hasFocus());
  }
}

void TestAccessibility::tab_never_enters_what_is_not_seen() {
  StudioDriver driver(kModel, 8, QString(), kClip);
  QVERIFY(driver.show());
  const auto unseen_stops = [&] {
    QStringList unseen;
    driver.window->activateWindow();
    auto* first = driver.find<QWidget>("question_field");
    if (!QTest::qWaitFor([&] {
          first->setFocus();
          return first->hasFocus();
        }))
      return QStringList{QStringLiteral("no focus")};
    for (int i = 0; i < 120; ++i) {
      QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
      QWidget* now = QApplication::focusWidget();
      if (now == first) break;
      // What is scrolled out of sight comes into it.
      QCoreApplication::processEvents();
      if (!is_in_sight(*now)) unseen << name_of(now);
    }
    return unseen;
  };
  QCOMPARE(unseen_stops().join(QLatin1Char(' ')), QString());  // without a film
  driver.open(kClip);
  QTRY_VERIFY_WITH_TIMEOUT(driver.thumbnail_count() == 8 && driver.idle(), kWait_ms);
  auto* compare = driver.find<QWidget>("compare_panel");
  auto* attention = driver.find<QWidget>("attention_panel");
  const auto raise = [&](const char* dock) {
    driver.find<QDockWidget>(dock)->show();
    driver.find<QDockWidget>(dock)->raise();
  };
  raise("attention_panel_dock");
  QTRY_VERIFY(attention->isVisible() && !compare->isVisible());
  QCOMPARE(unseen_stops().join(QLatin1Char(' ')), QString());
  raise("compare_panel_dock");
  QTRY_VERIFY(!attention->isVisible() && compare->isVisible());
  QCOMPARE(unseen_stops().join(QLatin1Char(' ')), QString());
  driver.action("show_compare_panel")->trigger();
  QTRY_VERIFY(attention->isVisible() && !compare->isVisible());
  QCOMPARE(unseen_stops().join(QLatin1Char(' ')), QString());
}

void TestAccessibility::measures_stalls_on_the_whole_journey() {
  StallMeter stalls;
  const auto report = [&stalls](const char* stage) {
    qInfo("longest stall while %s: %.1f ms, computing %.1f ms", stage, stalls.longest_wall_ms(),
          stalls.longest_cpu_ms());
    stalls.reset();
  };
  StudioDriver driver(kModel, 64, QString(), kClip);
  QVERIFY(driver.show());
  QTest::qWait(50);
  report("starting");
  QTest::mouseClick(driver.find<QPushButton>("empty_sample"), Qt::LeftButton);
  QTRY_VERIFY_WITH_TIMEOUT(driver.thumbnail_count() == 8 && driver.idle(), kWait_ms);
  report("opening and analysing");
  const auto answered = [&](int count) {
    const auto turns = driver.window->findChildren<ui::TurnView*>();
    return driver.idle() && turns.size() == count && turns.last()->answered();
  };
  driver.type_question(QStringLiteral("What is happening in the video?"));
  QTRY_VERIFY_WITH_TIMEOUT(answered(1), kWait_ms);
  driver.type_question(QStringLiteral("And then?"));
  QTRY_VERIFY_WITH_TIMEOUT(answered(2), kWait_ms);
  report("answering");
  for (QToolButton* chip : driver.window->findChildren<QToolButton*>(QStringLiteral("evidence_chip"))) {
    if (chip->isVisible()) QTest::mouseClick(chip, Qt::LeftButton);
  }
  QTest::qWait(100);
  report("seeking by evidence");
  QTest::keyClick(driver.window.get(), Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier);
  QTest::keyClick(driver.find<QWidget>("question_field"), Qt::Key_Return);
  QTRY_VERIFY_WITH_TIMEOUT(answered(2), kWait_ms);
  report("editing and asking again");
  driver.action("show_settings")->trigger();
  QTest::qWait(200);
  report("opening the settings");
  ui::apply_language(*qApp, QStringLiteral("de"));
  QTest::qWait(100);
  report("switching the language");
  ui::apply_theme(*qApp, ui::Theme::Dark);
  QTest::qWait(100);
  report("switching the theme");
  ui::apply_theme(*qApp, ui::Theme::System);
  ui::apply_language(*qApp, QStringLiteral("en"));
  QVERIFY(answered(2));
}

}  // namespace vp::test

QTEST_MAIN(vp::test::TestAccessibility)
#include "test_accessibility.moc"
