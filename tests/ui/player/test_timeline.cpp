#include <QAction>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSettings>
#include <QTemporaryDir>
#include <QtTest>
#include <algorithm>
#include <cmath>

#include "coded_video.h"
#include "studio_driver.h"
#include "ui/look/format.h"
#include "ui/player/frame_thumbnail.h"
#include "ui/player/go_to_time.h"
#include "ui/player/hover_picture.h"
#include "ui/player/player_panel.h"
#include "ui/player/time_axis.h"
#include "ui/player/timeline.h"

namespace vp::test {
namespace {

constexpr int kWait_ms = 60000;
constexpr int kFrames = 240;
constexpr int kFps = 20;
const QString kModel = QStringLiteral(VP_TEST_DATA "/golden/checkpoint");

}  // namespace

/// Film, frames for the model, curve and range lie on one axis with one zoom.
class TestTimeline : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void init();
  void cleanup() { driver_.reset(); }
  void an_axis_never_leaves_the_film();
  void everything_zooms_together();
  void zooms_to_the_range();
  void what_is_shown_follows_the_position();
  void neighbours_share_the_room();
  void the_pointer_shows_a_frame();
  void says_how_close_the_frames_lie();
  void a_time_is_read_data();
  void a_time_is_read();
  void goes_to_a_time();
  void a_film_can_be_closed();

 private:
  void press(int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const {
    QTest::keyClick(driver_->window.get(), static_cast<Qt::Key>(key), modifiers);
  }
  QList<ui::FrameThumbnail*> thumbnails() const {
    return driver_->window->findChildren<ui::FrameThumbnail*>();
  }

  QTemporaryDir folder_;
  QString video_;
  ui::VideoDetailsPtr opened_;
  std::unique_ptr<StudioDriver> driver_;
  ui::Timeline* timeline_ = nullptr;
};

void TestTimeline::initTestCase() {
  QVERIFY(use_own_settings(folder_));
  video_ = folder_.filePath(QStringLiteral("coded.mp4"));
  QCOMPARE(write_coded_video(video_, kFrames, kFps), QString());
}

void TestTimeline::init() {
  QSettings().clear();
  driver_ = std::make_unique<StudioDriver>(QString());
  QVERIFY(driver_->show());
  QObject::connect(driver_->window->findChild<ui::PlayerPanel*>(), &ui::PlayerPanel::opened, this,
                   [this](const ui::VideoDetailsPtr& video) { opened_ = video; });
  driver_->open(video_);
  QTRY_COMPARE_WITH_TIMEOUT(read_coded_picture(driver_->painted_picture()), 0, kWait_ms);
  timeline_ = driver_->find<ui::Timeline>("timeline");
}

void TestTimeline::an_axis_never_leaves_the_film() {
  ui::TimeAxis axis;
  axis.set_film(100);
  axis.set_room(10, 200);
  QCOMPARE(axis.x_of(50), 110.0);
  QVERIFY(!axis.zoom(0.5, 50));  // there is no more of it
  QVERIFY(axis.zoom(4, 80));
  QCOMPARE(axis.shown_s(), 25.0);
  QVERIFY(std::abs(axis.x_of(80) - 170) < 1e-9);  // where it was
  QVERIFY(axis.move_to(90));
  QCOMPARE(axis.first_s(), 75.0);
  QVERIFY(!axis.move_to(300));
  QVERIFY(axis.bring_into_sight(10));
  QCOMPARE(axis.first_s(), 10.0);
  QVERIFY(axis.zoom(1e12, 20) && axis.shown_s() >= 0.5);
  QVERIFY(axis.zoom(1e-12, 20) && axis.whole());
  QVERIFY(axis.show(40, 60));
  QCOMPARE(axis.first_s(), 40.0);
  QCOMPARE(axis.last_s(), 60.0);
  QVERIFY(!axis.show(40, 60));
  QVERIFY(axis.show(-5, 20) && axis.first_s() == 0 && axis.last_s() == 20);
  QVERIFY(axis.show(99.9, 200) && axis.last_s() == 100 && axis.shown_s() == 0.5);
  QVERIFY(axis.show(-10, 1000) && axis.whole());
  axis.set_film(0.2);  // shorter than what else is the least
  QVERIFY(!axis.zoom(2, 0));
}

void TestTimeline::everything_zooms_together() {
  const auto second = [this] { return timeline_->x_of(1) - timeline_->x_of(0); };
  const double whole = second();
  auto* scroll = driver_->find<QScrollBar>("timeline_scroll");
  QVERIFY(!scroll->isVisible());
  const auto expect_aligned = [this] {
    int shown = 0;
    for (const ui::FrameThumbnail* thumbnail : thumbnails()) {
      QCOMPARE(thumbnail->isVisible(), timeline_->axis().shows(thumbnail->time_s()));
      if (!thumbnail->isVisible()) continue;
      ++shown;
      QVERIFY(std::abs(thumbnail->geometry().center().x() - timeline_->x_of(thumbnail->time_s())) <= 1.5);
    }
    QVERIFY(shown > 0);
  };
  expect_aligned();
  press(Qt::Key_Plus, Qt::ControlModifier);
  press(Qt::Key_Plus, Qt::ControlModifier);
  QVERIFY(std::abs(second() - 4 * whole) < 0.01);
  QTRY_VERIFY(scroll->isVisible());
  expect_aligned();
  QVERIFY(!thumbnails().last()->isVisible());
  scroll->setValue(scroll->maximum());
  QVERIFY(std::abs(timeline_->axis().last_s() - 12) < 0.05);
  QVERIFY(thumbnails().last()->isVisible() && !thumbnails().first()->isVisible());
  expect_aligned();
  press(Qt::Key_0, Qt::ControlModifier);
  QCOMPARE(second(), whole);
  QTRY_VERIFY(!scroll->isVisible());
  // And with the wheel, around the pointer.
  const QPointF place(timeline_->x_of(6), 30);
  QWheelEvent wheel(place, timeline_->mapToGlobal(place), {}, QPoint(0, 120), Qt::NoButton,
                    Qt::ControlModifier, Qt::NoScrollPhase, false);
  QApplication::sendEvent(timeline_, &wheel);
  QVERIFY(second() > 1.3 * whole);
  QVERIFY(std::abs(timeline_->x_of(6) - place.x()) < 1);
  QCOMPARE(driver_->shown_frame(), 0);
}

void TestTimeline::zooms_to_the_range() {
  // From 7 to 8 s of twelve: the eight frames of it are slivers.
  press(Qt::Key_Right, Qt::ShiftModifier);
  QTRY_COMPARE_WITH_TIMEOUT(driver_->shown_frame(), 100, kWait_ms);
  for (int i = 1; i <= 40; ++i) {
    press(Qt::Key_Period);
    QTRY_COMPARE_WITH_TIMEOUT(driver_->shown_frame(), 100 + i, kWait_ms);
  }
  press(Qt::Key_I);
  press(Qt::Key_O);  // a second at least
  QCOMPARE(driver_->find<QWidget>("plan_range")->accessibleName(), QStringLiteral("0:07.00 – 0:08.00"));
  QTRY_COMPARE(thumbnails().size(), 8);
  const int narrow = thumbnails().first()->width();
  press(Qt::Key_Z);
  QVERIFY2(std::abs(timeline_->axis().first_s() - 6.95) < 0.01,
           qPrintable(QString::number(timeline_->axis().first_s())));
  QVERIFY(std::abs(timeline_->axis().last_s() - 8.05) < 0.01);
  QVERIFY(thumbnails().first()->width() > narrow);
  press(Qt::Key_0, Qt::ControlModifier);
  QVERIFY(timeline_->axis().whole());
  // And with the mouse, below the range, which seeks as any click does.
  const QPoint below(qRound((timeline_->x_of(7) + timeline_->x_of(8)) / 2), timeline_->height() - 5);
  const auto double_click = [this](QPoint at) {
    QTest::mouseDClick(timeline_, Qt::LeftButton, {}, at);
    QTest::mouseRelease(timeline_, Qt::LeftButton, {}, at);
  };
  double_click(below);
  QVERIFY(std::abs(timeline_->axis().shown_s() - 1.1) < 0.01);
  press(Qt::Key_0, Qt::ControlModifier);
  double_click(QPoint(qRound(timeline_->x_of(2)), below.y()));
  QVERIFY(timeline_->axis().whole());
  QVERIFY(driver_->action("zoom_range")->isEnabled());
}

void TestTimeline::what_is_shown_follows_the_position() {
  for (int i = 0; i < 3; ++i) press(Qt::Key_Plus, Qt::ControlModifier);
  press(Qt::Key_End);
  QTRY_COMPARE_WITH_TIMEOUT(driver_->shown_frame(), kFrames - 1, kWait_ms);
  QVERIFY(timeline_->axis().shows((kFrames - 1.0) / kFps));
  press(Qt::Key_Home);
  QTRY_COMPARE_WITH_TIMEOUT(driver_->shown_frame(), 0, kWait_ms);
  QVERIFY(timeline_->axis().shows(0));
  // Playing goes on page by page.
  QList<double> parts;
  press(Qt::Key_Space);
  QTRY_VERIFY_WITH_TIMEOUT(
      [&] {
        const double first = timeline_->axis().first_s();
        if (parts.isEmpty() || parts.last() != first) parts << first;
        return driver_->shown_frame() > kFrames / 3;
      }(),
      kWait_ms);
  press(Qt::Key_Space);
  QVERIFY2(parts.size() >= 3 && parts.size() <= 5, qPrintable(QString::number(parts.size())));
  press(Qt::Key_Home);
  QTRY_COMPARE_WITH_TIMEOUT(driver_->shown_frame(), 0, kWait_ms);
  // The keyboard's way along the frames takes it along, too.
  const auto all = thumbnails();
  QVERIFY(std::any_of(all.begin(), all.end(), [](const auto* one) { return !one->isVisible(); }));
  all.first()->setFocus();
  for (int i = 0; i < 8; ++i) QTest::keyClick(QApplication::focusWidget(), Qt::Key_Right);
  QVERIFY(QApplication::focusWidget()->isVisible());
}

void TestTimeline::neighbours_share_the_room() {
  auto* number = driver_->find<QComboBox>("plan_frames");
  number->setFocus();
  while (number->currentIndex() + 1 < number->count()) QTest::keyClick(number, Qt::Key_Down);
  QTRY_COMPARE(thumbnails().size(), 64);
  int right = 0;
  for (const ui::FrameThumbnail* thumbnail : thumbnails()) {
    QVERIFY(thumbnail->isVisible() && thumbnail->width() >= 6);
    QVERIFY(thumbnail->x() >= right - 1);
    right = thumbnail->geometry().right();
  }
}

void TestTimeline::the_pointer_shows_a_frame() {
  auto* hover = driver_->window->findChild<ui::HoverPicture*>();
  QVERIFY(!hover->isVisible());
  const double time_s = 5.3;
  const auto over = [&](double seconds) {
    QTest::mouseMove(timeline_, QPoint(qRound(timeline_->x_of(seconds)), 90));
  };
  over(time_s - 1);
  over(time_s);
  QTRY_VERIFY(hover->isVisible());
  const int frame =
      static_cast<int>(opened_->index.index_at(timeline_->axis().time_at(qRound(timeline_->x_of(time_s)))));
  QVERIFY2(hover->text().contains(QStringLiteral("frame %1").arg(frame)), qPrintable(hover->text()));
  QTRY_COMPARE_WITH_TIMEOUT(read_coded_picture(hover->picture()), frame, kWait_ms);
  QCOMPARE(driver_->shown_frame(), 0);
  QTest::mouseMove(driver_->find<QWidget>("video_view"), QPoint(20, 20));
  QTRY_VERIFY(!hover->isVisible());
}

void TestTimeline::says_how_close_the_frames_lie() {
  const auto said = [this] { return driver_->find<QWidget>("plan_density")->accessibleDescription(); };
  // By the rule one a second, thinned to eight.
  const double every = (thumbnails().last()->time_s() - thumbnails().first()->time_s()) / 7;
  QCOMPARE(said(), QStringLiteral("8 of 240 frames, one every %1; the last at %2 of 0:12.00")
                       .arg(ui::format_span(every), ui::format_time(thumbnails().last()->time_s())));
  QCOMPARE(driver_->find<QWidget>("plan_density")->accessibleName(),
           QStringLiteral("of 240, every %1").arg(ui::format_span(every)));
  press(Qt::Key_O);
  QVERIFY2(said().startsWith(QStringLiteral("8 of 240 frames, one every 0.")), qPrintable(said()));
  QCOMPARE(ui::format_span(171), QStringLiteral("2 min 51 s"));
  QCOMPARE(ui::format_span(3720), QStringLiteral("1 h 2 min"));
}

void TestTimeline::a_time_is_read_data() {
  QTest::addColumn<QString>("text");
  QTest::addColumn<int>("frame");  // -1: none
  QTest::newRow("seconds") << QStringLiteral("3") << 60;
  QTest::newRow("with a comma") << QStringLiteral(" 3,5 ") << 70;
  QTest::newRow("minutes") << QStringLiteral("0:02.55") << 51;
  QTest::newRow("hours") << QStringLiteral("0:00:11") << 220;
  QTest::newRow("the end") << QStringLiteral("0:12.00") << 239;
  QTest::newRow("a frame") << QStringLiteral("#125") << 125;
  QTest::newRow("beyond the end") << QStringLiteral("12.5") << -1;
  QTest::newRow("a frame beyond it") << QStringLiteral("#240") << -1;
  QTest::newRow("negative") << QStringLiteral("-1") << -1;
  QTest::newRow("words") << QStringLiteral("soon") << -1;
  QTest::newRow("nothing") << QString() << -1;
  QTest::newRow("huge") << QString(400, QLatin1Char('9')) << -1;
}

void TestTimeline::a_time_is_read() {
  QFETCH(QString, text);
  QFETCH(int, frame);
  QCOMPARE(static_cast<int>(ui::frame_of(text, *opened_).value_or(-1)), frame);
}

void TestTimeline::goes_to_a_time() {
  press(Qt::Key_G, Qt::ControlModifier);
  auto* dialog = driver_->window->findChild<ui::GoToTime*>();
  QVERIFY(QTest::qWaitForWindowActive(dialog));
  auto* field = dialog->findChild<QLineEdit*>();
  QCOMPARE(field->selectedText(), QStringLiteral("0:00.00"));
  QTest::keyClicks(field, QStringLiteral("1:00"));
  QTest::keyClick(field, Qt::Key_Return);
  QVERIFY(dialog->isVisible());
  const auto* complaint = dialog->findChild<QLabel*>(QStringLiteral("go_to_time_complaint"));
  QVERIFY2(complaint->text().contains(QStringLiteral("0:12.00")), qPrintable(complaint->text()));
  field->selectAll();
  QTest::keyClicks(field, QStringLiteral("7.05"));
  QVERIFY(complaint->text().isEmpty());
  QTest::keyClick(field, Qt::Key_Return);
  QVERIFY(!dialog->isVisible());
  QTRY_COMPARE_WITH_TIMEOUT(driver_->shown_frame(), 141, kWait_ms);
}

void TestTimeline::a_film_can_be_closed() {
  auto* view = driver_->find<QWidget>("video_view");
  QVERIFY(timeline_->isVisible() && !driver_->find<QWidget>("empty_open")->isVisible());
  QTest::keyClick(driver_->window.get(), Qt::Key_W, Qt::ControlModifier);
  QVERIFY(!timeline_->isVisible() && !driver_->find<QWidget>("transport_bar")->isVisible());
  QVERIFY(driver_->find<QWidget>("empty_open")->isVisible());
  QVERIFY(!driver_->action("close_video")->isEnabled());
  QVERIFY(!driver_->window->windowTitle().contains(QStringLiteral("coded")));
  QVERIFY(!driver_->find<QWidget>("attention_panel")->isVisible());
  QCOMPARE(read_coded_picture(view->grab().toImage()), -1);
  driver_->chooser.answer = video_;
  QTest::mouseClick(driver_->find<QPushButton>("empty_open"), Qt::LeftButton);
  QTRY_COMPARE_WITH_TIMEOUT(read_coded_picture(driver_->painted_picture()), 0, kWait_ms);
  QVERIFY(timeline_->isVisible());
}

}  // namespace vp::test

QTEST_MAIN(vp::test::TestTimeline)
#include "test_timeline.moc"
