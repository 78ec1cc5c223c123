#include <QDockWidget>
#include <QScreen>
#include <QScrollArea>
#include <QScrollBar>
#include <QSettings>
#include <QTemporaryDir>
#include <QtTest>
#include <cstdlib>

#include "studio_driver.h"
#include "ui/look/language.h"

namespace vp::test {
namespace {

constexpr int kWait_ms = 60000;
const QString kData = QStringLiteral(VP_TEST_DATA "/golden/");

}  // namespace

class TestWindowSize : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void a_reset_layout_gives_the_docks_their_room();
  void no_control_is_cut_in_a_narrow_window();
  void a_remembered_size_is_bounded_by_the_screen();
  void the_frame_fits_on_the_screen();
  void panels_lie_as_they_were_left();
  void a_floating_panel_comes_back_where_it_was();
  void the_picture_keeps_half_of_the_window_data();
  void the_picture_keeps_half_of_the_window();
  void panels_of_a_film_come_with_it();

 private:
  QTemporaryDir folder_;
};

void TestWindowSize::initTestCase() {
  QVERIFY(use_own_settings(folder_));
}

void TestWindowSize::a_reset_layout_gives_the_docks_their_room() {
  StudioDriver driver{QString()};
  QVERIFY(driver.show());
  driver.window->resize(1280, 800);
  QTRY_COMPARE(driver.window->width(), 1280);
  const auto* conversation = driver.find<QWidget>("conversation_panel_dock");
  // The screen of this test is too small for three columns, so the library is not there at first.
  QVERIFY(!driver.find<QWidget>("library_panel_dock")->isVisible());
  driver.action("show_conversation_panel")->trigger();
  QVERIFY(!conversation->isVisible());
  driver.action("reset_layout")->trigger();
  QVERIFY(conversation->isVisible());
  QTRY_VERIFY2(std::abs(conversation->width() - 380) <= 8,
               qPrintable(QString::number(conversation->width())));
  QVERIFY(!driver.find<QWidget>("library_panel_dock")->isVisible());
  driver.action("show_library_panel")->trigger();
  QVERIFY(driver.find<QWidget>("library_panel_dock")->isVisible());
}

// 800 units are what 1600 pixels have at 200 %.
void TestWindowSize::no_control_is_cut_in_a_narrow_window() {
  StudioDriver driver(kData + QStringLiteral("checkpoint"));
  QVERIFY(driver.show());
  driver.open(kData + QStringLiteral("clip_landscape.mkv"));
  QTRY_COMPARE_WITH_TIMEOUT(driver.thumbnail_count(), 8, kWait_ms);
  driver.window->resize(800, 600);
  QTRY_COMPARE(driver.window->width(), 800);
  const auto* panel = driver.find<QWidget>("attention_panel");
  for (const char* name : {"map_off_button", "map_gstra_button", "heads", "colours", "smooth_button"}) {
    const auto* control = driver.find<QWidget>(name);
    QVERIFY2(control->width() >= control->sizeHint().width(), name);
    const QRect place(control->mapTo(panel, QPoint(0, 0)), control->size());
    QVERIFY2(panel->rect().contains(place), name);
  }
  for (const auto* example : driver.window->findChildren<QWidget*>(QStringLiteral("example_question"))) {
    QVERIFY2(example->width() >= example->sizeHint().width(), qPrintable(example->accessibleName()));
  }
}

void TestWindowSize::a_remembered_size_is_bounded_by_the_screen() {
  const QSize available = QGuiApplication::primaryScreen()->availableSize();
  {
    StudioDriver driver{QString()};
    QVERIFY(driver.show());
    driver.window->resize(available * 2);
    driver.window->close();
  }
  const StudioDriver driver{QString()};
  QCOMPARE(driver.window->size().boundedTo(available), driver.window->size());
}

void TestWindowSize::the_frame_fits_on_the_screen() {
  QSettings().clear();
  const QRect available = QGuiApplication::primaryScreen()->availableGeometry();
  StudioDriver driver{QString()};
  QVERIFY(driver.window->width() < available.width() && driver.window->height() < available.height());
  driver.window->resize(available.size());
  driver.window->move(available.topLeft());
  driver.window->show();
  QVERIFY(QTest::qWaitForWindowActive(driver.window.get()));
  QTRY_VERIFY(available.contains(driver.window->frameGeometry()));
}

// From one start of the program to the next, and to the one after it.
void TestWindowSize::panels_lie_as_they_were_left() {
  QSettings().clear();
  const auto sizes_of = [](const StudioDriver& driver) {
    QList<QSize> sizes;
    for (const char* name :
         {"conversation_panel_dock", "attention_panel_dock", "library_panel_dock", "video_view"})
      sizes << driver.find<QWidget>(name)->size();
    return sizes;
  };
  QList<QSize> left;
  for (int start = 0; start < 3; ++start) {
    StudioDriver driver(kData + QStringLiteral("checkpoint"));
    QVERIFY(driver.show());
    driver.open(kData + QStringLiteral("clip_landscape.mkv"));
    QTRY_VERIFY_WITH_TIMEOUT(driver.thumbnail_count() == 8 && driver.idle(), kWait_ms);
    QTest::qWait(50);
    if (start == 0) {
      driver.action("show_library_panel")->trigger();
      QTest::qWait(50);
      driver.window->resizeDocks({driver.find<QDockWidget>("conversation_panel_dock")}, {300},
                                 Qt::Horizontal);
      QTest::qWait(50);
      left = sizes_of(driver);
    }
    QTRY_COMPARE(sizes_of(driver), left);
    driver.window->close();
  }
}

void TestWindowSize::a_floating_panel_comes_back_where_it_was() {
  QSettings().clear();
  QRect left;
  {
    StudioDriver driver{QString()};
    QVERIFY(driver.show());
    driver.open(kData + QStringLiteral("clip_landscape.mkv"));
    QTRY_COMPARE_WITH_TIMEOUT(driver.shown_frame(), 0, kWait_ms);
    auto* dock = driver.find<QDockWidget>("attention_panel_dock");
    dock->show();
    dock->setFloating(true);
    dock->setGeometry(120, 140, 500, 300);
    QTRY_VERIFY(driver.find<QWidget>("attention_panel")->isVisible());
    left = dock->geometry();
    driver.window->close();
  }
  StudioDriver driver{QString()};
  QVERIFY(driver.show());
  const auto* dock = driver.find<QDockWidget>("attention_panel_dock");
  driver.open(kData + QStringLiteral("clip_landscape.mkv"));
  QTRY_COMPARE_WITH_TIMEOUT(driver.shown_frame(), 0, kWait_ms);
  QTRY_COMPARE(dock->geometry(), left);
  QVERIFY(dock->isVisible() && dock->isFloating() && driver.find<QWidget>("attention_panel")->isVisible());
}

void TestWindowSize::the_picture_keeps_half_of_the_window_data() {
  QTest::addColumn<QString>("map");
  QTest::addColumn<QString>("view");
  QTest::addColumn<QString>("language");
  for (const char* language : {"en", "de", "zh_CN"}) {
    for (const char* map : {"map_off", "map_fsra", "map_lsd", "map_answer", "map_fusion"})
      QTest::addRow("%s %s", language, map)
          << QString::fromLatin1(map) << QStringLiteral("view_strip") << QString::fromLatin1(language);
    QTest::addRow("%s large", language)
        << QStringLiteral("map_fsra") << QStringLiteral("view_large") << QString::fromLatin1(language);
  }
}

// On a small laptop's screen, with every panel there; and nothing of the attention panel is cut off.
void TestWindowSize::the_picture_keeps_half_of_the_window() {
  QFETCH(QString, map);
  QFETCH(QString, view);
  QFETCH(QString, language);
  QSettings().clear();
  ui::apply_language(*qApp, language);
  const auto back = qScopeGuard([] { ui::apply_language(*qApp, QStringLiteral("en")); });
  StudioDriver driver(kData + QStringLiteral("checkpoint"), 6);
  QVERIFY(driver.show());
  QTest::qWait(700);  // the window has been fitted on this test's own screen, which is smaller
  driver.window->resize(1366, 768);
  driver.open(kData + QStringLiteral("clip_landscape.mkv"));
  QTRY_VERIFY_WITH_TIMEOUT(driver.thumbnail_count() == 8 && driver.idle(), kWait_ms);
  driver.find<QDockWidget>("library_panel_dock")->show();
  driver.find<QDockWidget>("attention_panel_dock")->raise();
  driver.window->resizeDocks({driver.find<QDockWidget>("attention_panel_dock")}, {1}, Qt::Vertical);
  driver.type_question(QStringLiteral("What is happening in the video?"));
  QTRY_VERIFY_WITH_TIMEOUT(!driver.footers().value(0).isEmpty(), kWait_ms);
  driver.action(qPrintable(view))->trigger();
  driver.action(qPrintable(map))->trigger();
  QTest::qWait(100);  // the panels' layout
  QCOMPARE(driver.window->size(), QSize(1366, 768));
  const auto* panel = driver.find<QWidget>("attention_panel");
  QVERIFY(panel->isVisible());
  QCOMPARE(driver.find<QScrollArea>("attention_scroll")->verticalScrollBar()->maximum(), 0);
  for (const char* name : {"overlay_caption", "map_readout", "map_off_button", "map_answer_button"}) {
    const auto* part = driver.find<QWidget>(name);
    QVERIFY2(panel->rect().contains(QRect(part->mapTo(panel, QPoint(0, 0)), part->size())), name);
  }
  const int height = driver.find<QWidget>("video_view")->height();
  // What is shown large beside the picture takes its room from it.
  const bool large = view != QLatin1String("view_strip") || map == QLatin1String("map_fusion");
  QVERIFY2(height * 2 >= (large ? 2 * 240 : driver.window->height()), qPrintable(QString::number(height)));
}

void TestWindowSize::panels_of_a_film_come_with_it() {
  QSettings().clear();
  int height = 0;
  for (int start = 0; start < 2; ++start) {
    StudioDriver driver(kData + QStringLiteral("checkpoint"));
    QVERIFY(driver.show());
    const auto* panel = driver.find<QWidget>("attention_panel");
    QTRY_VERIFY(!panel->isVisible());
    QVERIFY(!driver.find<QWidget>("timeline")->isVisible());
    QVERIFY(driver.find<QWidget>("empty_open")->isVisible());
    driver.open(kData + QStringLiteral("clip_landscape.mkv"));
    QTRY_VERIFY_WITH_TIMEOUT(driver.thumbnail_count() == 8 && driver.idle(), kWait_ms);
    QVERIFY(panel->isVisible() && driver.find<QWidget>("timeline")->isVisible());
    if (start == 0) {
      driver.window->resizeDocks({driver.find<QDockWidget>("attention_panel_dock")}, {330}, Qt::Vertical);
      QTest::qWait(50);
      height = panel->height();
    }
    QTRY_COMPARE(panel->height(), height);
    // Closed without a film, it lies as it does with one all the same.
    driver.action("close_video")->trigger();
    QVERIFY(!panel->isVisible());
    driver.window->close();
  }
}

}  // namespace vp::test

QTEST_MAIN(vp::test::TestWindowSize)
#include "test_window_size.moc"
