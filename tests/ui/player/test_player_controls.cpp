#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QDockWidget>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QSettings>
#include <QTemporaryDir>
#include <QToolButton>
#include <QtTest>

#include "coded_video.h"
#include "studio_driver.h"
#include "ui/player/frame_thumbnail.h"
#include "ui/player/timeline.h"
#include "ui/player/video_view.h"

namespace vp::test {
namespace {
constexpr int kFrames = 240;
constexpr int kFps = 20;  // 12 s
constexpr int kWait_ms = 20000;
}  // namespace

/// Speed, loop, jumps, full screen, recent files, and which frames the model is to be shown: by key and
/// mouse, without any model.
class TestPlayerControls : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void init();
  void cleanup() { driver_.reset(); }
  void plays_at_every_speed_data();
  void plays_at_every_speed();
  void keys_change_the_speed();
  void loops_from_a_to_b();
  void loops_the_range();
  void jumps();
  void shows_the_frames_before_asking();
  void range_by_keys_and_by_mouse();
  void number_of_frames();
  void drags_a_mark_to_another_time();
  void drags_a_picture_of_the_strip();
  void moves_frames_by_keys();
  void jumps_between_the_frames_for_the_model();
  void film_strip_appears();
  void space_plays_in_a_new_window();
  void full_screen_and_back();
  void recent_files();
  void file_that_vanishes_while_it_plays();

 private:
  int painted() const { return driver_->coded_picture(); }
  QString range_text() const;
  QList<qint64> planned() const;
  void press(int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
    QTest::keyClick(driver_->window.get(), static_cast<Qt::Key>(key), modifiers);
  }

  QTemporaryDir folder_;
  QString video_;
  std::unique_ptr<StudioDriver> driver_;
};

void TestPlayerControls::initTestCase() {
  QVERIFY(use_own_settings(folder_));
  video_ = folder_.filePath(QStringLiteral("coded.mp4"));
  QCOMPARE(write_coded_video(video_, kFrames, kFps), QString());
}

void TestPlayerControls::init() {
  QSettings().clear();
  driver_ = std::make_unique<StudioDriver>(QString());
  QVERIFY(driver_->show());
}

QString TestPlayerControls::range_text() const {
  return driver_->find<QWidget>("plan_range")->accessibleName();
}

QList<qint64> TestPlayerControls::planned() const {
  QList<qint64> frames;
  for (const auto* thumbnail : driver_->window->findChildren<ui::FrameThumbnail*>()) {
    if (thumbnail->isVisibleTo(driver_->window.get())) frames << thumbnail->frame();
  }
  return frames;
}

void TestPlayerControls::plays_at_every_speed_data() {
  QTest::addColumn<QString>("rate");
  for (const char* rate : {"0.25", "0.5", "0.75", "1.25", "1.5", "2", "4"}) QTest::newRow(rate) << rate;
}

void TestPlayerControls::plays_at_every_speed() {
  QFETCH(QString, rate);
  QVERIFY(driver_->open_coded(video_));
  driver_->action(qPrintable(QStringLiteral("rate_") + rate))->trigger();
  QVERIFY(driver_->action(qPrintable(QStringLiteral("rate_") + rate))->isChecked());
  QVERIFY(!driver_->action("rate_1")->isChecked());
  QVERIFY(driver_->find<QToolButton>("rate_button")->text().startsWith(rate.left(3)));
  QElapsedTimer clock;
  press(Qt::Key_Space);
  QTRY_VERIFY_WITH_TIMEOUT(driver_->shown_frame() > 0, kWait_ms);
  const int first = driver_->shown_frame();
  clock.start();
  QTRY_VERIFY_WITH_TIMEOUT(driver_->shown_frame() >= first + 8 * rate.toDouble() + 1, kWait_ms);
  // Never faster than it should be; how much slower depends on the machine.
  const double most = static_cast<double>(clock.elapsed()) / 1000 * kFps * rate.toDouble();
  QVERIFY(driver_->shown_frame() - first <= most + 4 * rate.toDouble() + 2);
  press(Qt::Key_Space);
}

void TestPlayerControls::keys_change_the_speed() {
  QVERIFY(driver_->open_coded(video_));
  auto* button = driver_->find<QToolButton>("rate_button");
  const auto rate = [&] { return button->accessibleName(); };
  press(Qt::Key_BracketRight);
  QVERIFY(driver_->action("rate_1.25")->isChecked());
  press(Qt::Key_BracketRight);
  press(Qt::Key_BracketRight);
  press(Qt::Key_BracketRight);
  press(Qt::Key_BracketRight);
  QVERIFY(driver_->action("rate_4")->isChecked());
  const QString fastest = rate();
  press(Qt::Key_BracketLeft);
  QVERIFY(driver_->action("rate_2")->isChecked());
  QVERIFY(rate() != fastest);
  press(Qt::Key_Equal);
  QVERIFY(driver_->action("rate_1")->isChecked());
}

void TestPlayerControls::loops_from_a_to_b() {
  QVERIFY(driver_->open_coded(video_));
  for (int i = 0; i < 10; ++i) press(Qt::Key_Period);
  QTRY_COMPARE_WITH_TIMEOUT(painted(), 10, kWait_ms);
  press(Qt::Key_A);
  for (int i = 0; i < 8; ++i) press(Qt::Key_Period);
  QTRY_COMPARE_WITH_TIMEOUT(painted(), 18, kWait_ms);
  press(Qt::Key_B);
  QVERIFY(driver_->action("loop")->isChecked());
  press(Qt::Key_Space);  // from B it goes to A
  int rounds = 0;
  int before = 18;
  const bool looped = QTest::qWaitFor(
      [&] {
        const int now = painted();
        if (now < 10 || now > 18) return true;
        rounds += now < before;
        before = now;
        return rounds >= 3;
      },
      kWait_ms);
  QVERIFY(looped);
  QVERIFY2(rounds >= 3, "played outside of the loop");
  // Without borders the loop is the whole video.
  press(Qt::Key_L, Qt::ShiftModifier);
  QTRY_VERIFY_WITH_TIMEOUT(driver_->shown_frame() > 25, kWait_ms);
  press(Qt::Key_Space);
}

void TestPlayerControls::loops_the_range() {
  QVERIFY(driver_->open_coded(video_));
  press(Qt::Key_Right, Qt::ShiftModifier);  // 5 s
  QTRY_COMPARE_WITH_TIMEOUT(driver_->shown_frame(), 100, kWait_ms);
  press(Qt::Key_I);
  press(Qt::Key_O);
  QCOMPARE(range_text(), QStringLiteral("0:05.00 – 0:06.00"));
  press(Qt::Key_L);
  driver_->action("rate_2")->trigger();
  press(Qt::Key_Space);
  bool inside = true;
  int rounds = 0;
  int before = 100;
  QVERIFY(QTest::qWaitFor(
      [&] {
        const int now = painted();
        inside = inside && now >= 100 && now <= 120;
        rounds += now < before;
        before = now;
        return rounds >= 2 || !inside;
      },
      kWait_ms));
  QVERIFY(inside);
}

void TestPlayerControls::jumps() {
  QVERIFY(driver_->open_coded(video_));
  const auto expect = [&](int frame) { QTRY_COMPARE_WITH_TIMEOUT(painted(), frame, kWait_ms); };
  press(Qt::Key_Right, Qt::ShiftModifier);
  expect(100);
  press(Qt::Key_Right, Qt::ShiftModifier);
  expect(200);
  press(Qt::Key_Left, Qt::ShiftModifier);
  expect(100);
  press(Qt::Key_Right, Qt::ControlModifier);
  expect(kFrames - 1);
  press(Qt::Key_Left, Qt::ControlModifier);
  expect(0);
}

void TestPlayerControls::shows_the_frames_before_asking() {
  QVERIFY(planned().isEmpty());
  QVERIFY(!driver_->find<QComboBox>("plan_frames")->isEnabled());
  QVERIFY(driver_->open_coded(video_));
  const auto rule = media::sample_frame_indices(kFrames, kFps, 8, 4);
  QCOMPARE(planned(), QList<qint64>(rule.begin(), rule.end()));
  const auto thumbnails = driver_->window->findChildren<ui::FrameThumbnail*>();
  QCOMPARE(thumbnails[1]->text(), QStringLiteral("#%1 · 0:0%2.00").arg(rule[1]).arg(rule[1] / kFps));
  for (int i = 0; i < 8; ++i) {
    QTRY_COMPARE_WITH_TIMEOUT(read_coded_picture(thumbnails[i]->picture()),
                              static_cast<int>(rule[static_cast<std::size_t>(i)]), kWait_ms);
  }
  QTest::mouseClick(thumbnails[5], Qt::LeftButton);
  QTRY_COMPARE_WITH_TIMEOUT(painted(), static_cast<int>(rule[5]), kWait_ms);
}

void TestPlayerControls::range_by_keys_and_by_mouse() {
  QVERIFY(driver_->open_coded(video_));
  QCOMPARE(range_text(), QStringLiteral("Whole video"));
  auto* timeline = driver_->find<ui::Timeline>("timeline");
  const int bottom = timeline->height() - 4;
  const auto x_of = [&](double time_s) { return qRound(timeline->x_of(time_s)); };
  const auto drag = [&](double from_s, double to_s) {
    QTest::mousePress(timeline, Qt::LeftButton, {}, QPoint(x_of(from_s), bottom));
    for (const double part : {0.3, 0.7, 1.0})
      QTest::mouseMove(timeline, QPoint(x_of(from_s + (to_s - from_s) * part), bottom));
    QTest::mouseRelease(timeline, Qt::LeftButton, {}, QPoint(x_of(to_s), bottom));
  };
  drag(0, 4.1);
  QCOMPARE(range_text(), QStringLiteral("0:04.00 – 0:12.00"));
  drag(12, 9.2);
  QCOMPARE(range_text(), QStringLiteral("0:04.00 – 0:09.00"));
  const auto rule = media::sample_frame_indices(kFrames, kFps, 8, 4, {std::int64_t{4}, std::int64_t{9}});
  QCOMPARE(planned(), QList<qint64>(rule.begin(), rule.end()));
  QCOMPARE(driver_->shown_frame(), 0);  // dragging a border does not seek
  press(Qt::Key_I, Qt::ShiftModifier);
  QCOMPARE(range_text(), QStringLiteral("Whole video"));
  press(Qt::Key_Right, Qt::ShiftModifier);
  QTRY_COMPARE_WITH_TIMEOUT(driver_->shown_frame(), 100, kWait_ms);
  QTest::mouseClick(driver_->find<QToolButton>("range_end_button"), Qt::LeftButton);
  QCOMPARE(range_text(), QStringLiteral("0:00.00 – 0:06.00"));
}

void TestPlayerControls::number_of_frames() {
  QVERIFY(driver_->open_coded(video_));
  auto* number = driver_->find<QComboBox>("plan_frames");
  QCOMPARE(number->currentData().toInt(), 8);
  number->setFocus();
  QTest::keyClick(number, Qt::Key_Down);
  QCOMPARE(number->currentData().toInt(), 16);
  const auto rule = media::sample_frame_indices(kFrames, kFps, 16, 4);
  QTRY_COMPARE(planned(), QList<qint64>(rule.begin(), rule.end()));
}

void TestPlayerControls::drags_a_mark_to_another_time() {
  QVERIFY(driver_->open_coded(video_));
  auto* timeline = driver_->find<ui::Timeline>("timeline");
  const QList<qint64> before = planned();
  QVERIFY(!driver_->action("regular_frames")->isEnabled());
  const auto at = [&](qint64 frame) {
    return QPoint(qRound(timeline->x_of((static_cast<double>(frame) + 0.5) / kFps)), 8);
  };
  const qint64 target = before[3] + 9;
  QTest::mousePress(timeline, Qt::LeftButton, {}, at(before[3]));
  for (const qint64 frame : {before[3] + 3, before[3] + 6, target + 1, target})
    QTest::mouseMove(timeline, at(frame));
  QTest::mouseRelease(timeline, Qt::LeftButton, {}, at(target));
  const qint64 dropped = planned().value(3);
  QVERIFY2(std::abs(dropped - target) <= 1,
           qPrintable(QString::number(dropped)));  // a pixel may be half a frame
  QList<qint64> expected = before;
  expected[3] = dropped;
  QCOMPARE(planned(), expected);
  QCOMPARE(range_text(), QStringLiteral("Chosen by hand"));
  QTRY_COMPARE_WITH_TIMEOUT(painted(), static_cast<int>(dropped), kWait_ms);
  press(Qt::Key_R);
  QCOMPARE(planned(), before);
  QVERIFY(!driver_->action("regular_frames")->isEnabled());
  // A click alone moves nothing.
  QTest::mouseClick(timeline, Qt::LeftButton, {}, at(before[2]));
  QTRY_COMPARE_WITH_TIMEOUT(painted(), static_cast<int>(before[2]), kWait_ms);
  QCOMPARE(planned(), before);
}

void TestPlayerControls::drags_a_picture_of_the_strip() {
  QVERIFY(driver_->open_coded(video_));
  auto* timeline = driver_->find<ui::Timeline>("timeline");
  const QList<qint64> before = planned();
  auto* thumbnail = driver_->window->findChildren<ui::FrameThumbnail*>()[2];
  const QPoint start = thumbnail->rect().center();
  const int pixels = qRound(timeline->x_of(1.0) - timeline->x_of(0));
  QTest::mousePress(thumbnail, Qt::LeftButton, {}, start);
  for (const int part : {4, 2, 1}) QTest::mouseMove(thumbnail, start + QPoint(pixels / part, 0));
  QTest::mouseRelease(thumbnail, Qt::LeftButton, {}, start + QPoint(pixels, 0));
  const qint64 dropped = planned().value(2);
  QVERIFY2(std::abs(dropped - before[2] - kFps) <= 1, qPrintable(QString::number(dropped)));
  QCOMPARE(planned().size(), 8);
}

void TestPlayerControls::moves_frames_by_keys() {
  QVERIFY(driver_->open_coded(video_));
  const QList<qint64> before = planned();
  for (int i = 0; i < 3; ++i) press(Qt::Key_Period);
  QTRY_COMPARE_WITH_TIMEOUT(driver_->shown_frame(), 3, kWait_ms);
  press(Qt::Key_K);
  QList<qint64> expected = before;
  expected[0] = 3;
  QCOMPARE(planned(), expected);
  auto* thumbnail = driver_->window->findChildren<ui::FrameThumbnail*>()[0];
  thumbnail->setFocus();
  QTest::keyClick(thumbnail, Qt::Key_Right, Qt::AltModifier);
  QTest::keyClick(thumbnail, Qt::Key_Right, Qt::AltModifier);
  QTest::keyClick(thumbnail, Qt::Key_Left, Qt::AltModifier);
  expected[0] = 4;
  QCOMPARE(planned(), expected);
  QVERIFY(thumbnail->hasFocus());
}

void TestPlayerControls::jumps_between_the_frames_for_the_model() {
  QVERIFY(driver_->open_coded(video_));
  const QList<qint64> frames = planned();
  press(Qt::Key_N);
  QTRY_COMPARE_WITH_TIMEOUT(painted(), static_cast<int>(frames[1]), kWait_ms);
  press(Qt::Key_N);
  QTRY_COMPARE_WITH_TIMEOUT(painted(), static_cast<int>(frames[2]), kWait_ms);
  press(Qt::Key_P);
  QTRY_COMPARE_WITH_TIMEOUT(painted(), static_cast<int>(frames[1]), kWait_ms);
}

void TestPlayerControls::film_strip_appears() {
  auto* timeline = driver_->find<ui::Timeline>("timeline");
  QVERIFY(driver_->open_coded(video_));
  QVERIFY(driver_->open_coded(video_));  // the second time nothing is resized
  // The bars of the coded pictures are black and white; without pictures the strip is one colour.
  const QRect film(ui::kTimeAxisLeft + 12, 20,
                   timeline->width() - ui::kTimeAxisLeft - ui::kTimeAxisRight - 24, 18);
  QTRY_VERIFY_WITH_TIMEOUT(
      [&] {
        const QImage strip = timeline->grab(film).toImage();
        int bright = 0;
        int dark = 0;
        for (int x = 0; x < strip.width(); ++x) {
          bright += qGray(strip.pixel(x, 10)) > 240;
          dark += qGray(strip.pixel(x, 10)) < 15;
        }
        return bright > strip.width() / 20 && dark > strip.width() / 5;
      }(),
      kWait_ms);
}

void TestPlayerControls::space_plays_in_a_new_window() {
  StudioDriver fresh{QString()};
  QVERIFY(fresh.show());
  fresh.open(video_);
  QTRY_COMPARE_WITH_TIMEOUT(fresh.shown_frame(), 0, kWait_ms);
  QVERIFY(QApplication::focusWidget() != nullptr);
  QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
  QTRY_VERIFY_WITH_TIMEOUT(fresh.shown_frame() > 0, kWait_ms);
}

void TestPlayerControls::full_screen_and_back() {
  QVERIFY(driver_->open_coded(video_));
  auto* window = driver_->window.get();
  const QList<QDockWidget*> docks = window->findChildren<QDockWidget*>();
  QVERIFY(std::any_of(docks.begin(), docks.end(), [](auto* dock) { return dock->isVisible(); }));
  press(Qt::Key_F11);
  QVERIFY(window->isFullScreen());
  for (const auto* dock : docks) QVERIFY(!dock->isVisible());
  QVERIFY(!window->menuBar()->isVisible());
  QVERIFY(driver_->find<QWidget>("video_view")->isVisible());
  // The keys work although the menus are hidden.
  press(Qt::Key_Period);
  QTRY_COMPARE_WITH_TIMEOUT(painted(), 1, kWait_ms);
  press(Qt::Key_Right, Qt::ShiftModifier);
  QTRY_COMPARE_WITH_TIMEOUT(painted(), 101, kWait_ms);
  // Bars go when mouse and keys rest, and come with either.
  auto* bars = driver_->find<QWidget>("timeline");
  auto* view = driver_->find<QWidget>("video_view");
  const auto rest = [&] {
    auto* timer = driver_->find<QTimer>("controls_timer");
    timer->start(0);
    return QTest::qWaitFor([&] { return !bars->isVisible(); }, kWait_ms);
  };
  QVERIFY(bars->isVisible());
  QVERIFY(rest());
  QTRY_COMPARE(view->size(), window->size());
  QCOMPARE(view->cursor().shape(), Qt::BlankCursor);
  QTest::mouseMove(view, QPoint(40, 50));
  QTest::mouseMove(view, QPoint(60, 50));
  QTRY_VERIFY(bars->isVisible());
  QVERIFY(view->cursor().shape() != Qt::BlankCursor);
  QVERIFY(rest());
  QTest::keyClick(view, Qt::Key_Shift);
  QVERIFY(bars->isVisible());
  QVERIFY(rest());
  press(Qt::Key_Escape);
  QVERIFY(!window->isFullScreen());
  QVERIFY(bars->isVisible());
  QVERIFY(window->menuBar()->isVisible());
  QVERIFY(std::any_of(docks.begin(), docks.end(), [](auto* dock) { return dock->isVisible(); }));
  // Closed in full screen, it opens again with its panels.
  press(Qt::Key_F11);
  window->close();
  driver_ = std::make_unique<StudioDriver>(QString());
  QVERIFY(driver_->show());
  const QList<QDockWidget*> again = driver_->window->findChildren<QDockWidget*>();
  QVERIFY(std::any_of(again.begin(), again.end(), [](auto* dock) { return dock->isVisible(); }));
}

void TestPlayerControls::recent_files() {
  auto* menu = driver_->find<QMenu>("recent_files");
  QVERIFY(!menu->menuAction()->isEnabled());
  const QString other = folder_.filePath(QStringLiteral("a&b.mp4"));
  QVERIFY(QFile::exists(other) || QFile::copy(video_, other));
  QVERIFY(driver_->open_coded(video_));
  QVERIFY(driver_->open_coded(other));
  driver_->open(folder_.filePath(QStringLiteral("nothing.mp4")));
  QTRY_VERIFY_WITH_TIMEOUT(!driver_->message().isEmpty(), kWait_ms);
  const auto entries = [&] {
    QStringList files;
    for (const auto* action : menu->actions()) {
      if (action->objectName() == QLatin1String("recent_file")) files << action->toolTip();
    }
    return files;
  };
  QCOMPARE(entries(), QStringList({other, video_}));  // what could not be opened is not there
  QCOMPARE(menu->actions()[0]->text(), QStringLiteral("&1  a&&b.mp4"));
  menu->actions()[1]->trigger();
  QTRY_VERIFY_WITH_TIMEOUT(driver_->window->windowTitle().startsWith(QStringLiteral("coded.mp4")), kWait_ms);
  QTRY_COMPARE_WITH_TIMEOUT(painted(), 0, kWait_ms);
  QCOMPARE(entries(), QStringList({video_, other}));
  // Another window knows them, too, and no more than a few are kept.
  QStringList many;
  for (int i = 0; i < 30; ++i) many << QStringLiteral("/film %1.mp4").arg(i);
  QSettings().setValue(QStringLiteral("recent_videos"), many);
  emit menu->aboutToShow();
  QCOMPARE(entries(), many.mid(0, 10));
  driver_->action("clear_recent_files")->trigger();
  QTRY_VERIFY_WITH_TIMEOUT(entries().isEmpty(), kWait_ms);
  QVERIFY(!menu->menuAction()->isEnabled());
}

void TestPlayerControls::file_that_vanishes_while_it_plays() {
  const QString file = folder_.filePath(QStringLiteral("vanishing.mp4"));
  QVERIFY(QFile::copy(video_, file));
  QVERIFY(driver_->open_coded(file));
  press(Qt::Key_Space);
  QTRY_VERIFY_WITH_TIMEOUT(driver_->shown_frame() > 3, kWait_ms);
  // Cut off in place: what is still to be read is gone.
  QVERIFY(QFile::resize(file, 3000));
  QVERIFY(QFile::remove(file));
  driver_->action("rate_4")->trigger();
  QTRY_COMPARE_WITH_TIMEOUT(driver_->action("play")->text(), QStringLiteral("&Play"), kWait_ms);
  press(Qt::Key_Home);
  press(Qt::Key_End);
  QTest::qWait(200);
  QVERIFY(driver_->open_coded(video_));  // and the window goes on
}

}  // namespace vp::test

QTEST_MAIN(vp::test::TestPlayerControls)
#include "test_player_controls.moc"
