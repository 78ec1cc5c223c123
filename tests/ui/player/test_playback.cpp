#include <QAbstractSlider>
#include <QAction>
#include <QLabel>
#include <QMimeData>
#include <QSettings>
#include <QTemporaryDir>
#include <QToolButton>
#include <QtTest>

#include "coded_video.h"
#include "studio_driver.h"
#include "ui/player/timeline.h"
#include "ui/player/video_view.h"

namespace vp::test {
namespace {
constexpr int kFrames = 60;
constexpr int kFps = 20;
constexpr int kWait_ms = 20000;
}  // namespace

/// Playing a video with keys and mouse, without any model.
class TestPlayback : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void init();
  void cleanup();
  void shows_the_first_frame();
  void steps_exactly();
  void steps_stop_at_both_ends();
  void plays_pauses_and_ends();
  void seeks_by_click_exactly_data();
  void seeks_by_click_exactly();
  void drags_along_the_timeline();
  void keys_belong_to_the_focused_control();
  void drops_a_file();
  void chinese_name_is_shown();
  void broken_file_says_why_data();
  void broken_file_says_why();
  void volume_and_mute();
  void says_that_a_model_is_missing();
  void closes_while_opening();

 private:
  int painted() const { return driver_->coded_picture(); }

  QTemporaryDir folder_;
  QString video_;
  std::unique_ptr<StudioDriver> driver_;
};

void TestPlayback::initTestCase() {
  QVERIFY(use_own_settings(folder_));
  video_ = folder_.filePath(QStringLiteral("coded.mp4"));
  QCOMPARE(write_coded_video(video_, kFrames, kFps), QString());
}

void TestPlayback::init() {
  driver_ = std::make_unique<StudioDriver>(QString());
  QVERIFY(driver_->show());
}

void TestPlayback::cleanup() {
  driver_.reset();
}

void TestPlayback::shows_the_first_frame() {
  QVERIFY(!driver_->action("play")->isEnabled());
  QVERIFY(driver_->open_coded(video_));
  QCOMPARE(driver_->shown_frame(), 0);
  QVERIFY(driver_->action("play")->isEnabled());
  QCOMPARE(driver_->find<QLabel>("time_label")->text(), QStringLiteral("0:00.00 / 0:03.00"));
  QVERIFY(driver_->window->windowTitle().startsWith(QStringLiteral("coded.mp4")));
}

void TestPlayback::steps_exactly() {
  QVERIFY(driver_->open_coded(video_));
  int expected = 0;
  const std::initializer_list<std::pair<Qt::Key, int>> keys{{Qt::Key_Period, 1}, {Qt::Key_Right, 1},
                                                            {Qt::Key_Period, 1}, {Qt::Key_Comma, -1},
                                                            {Qt::Key_Left, -1},  {Qt::Key_Right, 1}};
  for (const auto& [key, by] : keys) {
    QTest::keyClick(driver_->window.get(), key);
    expected += by;
    QTRY_COMPARE_WITH_TIMEOUT(painted(), expected, kWait_ms);
    QCOMPARE(driver_->shown_frame(), expected);
  }
  // Keys that come faster than pictures are all counted.
  for (int i = 0; i < 20; ++i) QTest::keyClick(driver_->window.get(), Qt::Key_Period);
  QTRY_COMPARE_WITH_TIMEOUT(painted(), expected + 20, kWait_ms);
  QTest::mouseClick(driver_->find<QToolButton>("step_back_button"), Qt::LeftButton);
  QTRY_COMPARE_WITH_TIMEOUT(painted(), expected + 19, kWait_ms);
}

void TestPlayback::steps_stop_at_both_ends() {
  QVERIFY(driver_->open_coded(video_));
  QTest::keyClick(driver_->window.get(), Qt::Key_End);
  QTRY_COMPARE_WITH_TIMEOUT(painted(), kFrames - 1, kWait_ms);
  QTest::keyClick(driver_->window.get(), Qt::Key_Period);
  QTest::keyClick(driver_->window.get(), Qt::Key_Comma);
  QTRY_COMPARE_WITH_TIMEOUT(painted(), kFrames - 2, kWait_ms);
  QTest::keyClick(driver_->window.get(), Qt::Key_Home);
  QTRY_COMPARE_WITH_TIMEOUT(painted(), 0, kWait_ms);
  QTest::keyClick(driver_->window.get(), Qt::Key_Comma);
  QTest::keyClick(driver_->window.get(), Qt::Key_Period);
  QTRY_COMPARE_WITH_TIMEOUT(painted(), 1, kWait_ms);
}

void TestPlayback::plays_pauses_and_ends() {
  QVERIFY(driver_->open_coded(video_));
  StallMeter stalls;
  QTest::keyClick(driver_->window.get(), Qt::Key_Space);
  QCOMPARE(driver_->action("play")->text(), QStringLiteral("&Pause"));
  QTRY_VERIFY_WITH_TIMEOUT(driver_->shown_frame() >= 10, kWait_ms);
  QTest::keyClick(driver_->window.get(), Qt::Key_Space);
  QCOMPARE(driver_->action("play")->text(), QStringLiteral("&Play"));
  const int paused = driver_->shown_frame();
  QTest::qWait(300);
  QCOMPARE(driver_->shown_frame(), paused);
  QCOMPARE(painted(), paused);
  QVERIFY(paused < kFrames - 1);
  // Stepping while it plays pauses first.
  QTest::keyClick(driver_->window.get(), Qt::Key_Space);
  QTRY_VERIFY_WITH_TIMEOUT(driver_->shown_frame() > paused, kWait_ms);
  QTest::keyClick(driver_->window.get(), Qt::Key_Comma);
  QCOMPARE(driver_->action("play")->text(), QStringLiteral("&Play"));
  // To the end, where it stays; Play starts over.
  QTest::mouseClick(driver_->find<QToolButton>("play_button"), Qt::LeftButton);
  QTRY_COMPARE_WITH_TIMEOUT(driver_->action("play")->text(), QStringLiteral("&Play"), kWait_ms);
  QCOMPARE(painted(), kFrames - 1);
  QTest::keyClick(driver_->window.get(), Qt::Key_Space);
  QTRY_VERIFY_WITH_TIMEOUT(driver_->shown_frame() < kFrames / 2, kWait_ms);
  qInfo("longest stall of the window's thread while playing: %.1f ms, computing %.1f ms",
        stalls.longest_wall_ms(), stalls.longest_cpu_ms());
  QVERIFY(stalls.longest_cpu_ms() < 100);
}

void TestPlayback::seeks_by_click_exactly_data() {
  QTest::addColumn<int>("frame");
  for (const int frame : {0, 1, 11, 12, 13, 37, 58, 59}) QTest::addRow("frame %d", frame) << frame;
}

void TestPlayback::seeks_by_click_exactly() {
  QFETCH(int, frame);
  QVERIFY(driver_->open_coded(video_));
  auto* timeline = driver_->find<ui::Timeline>("timeline");
  // The middle of the time in which the frame is on the screen.
  const int x = qRound(timeline->x_of((frame + 0.5) / kFps));
  QTest::mouseClick(timeline, Qt::LeftButton, {}, QPoint(x, timeline->height() / 2));
  QTRY_COMPARE_WITH_TIMEOUT(painted(), frame, kWait_ms);
  QCOMPARE(driver_->shown_frame(), frame);
  QCOMPARE(timeline->value(), frame);
}

void TestPlayback::drags_along_the_timeline() {
  QVERIFY(driver_->open_coded(video_));
  auto* timeline = driver_->find<ui::Timeline>("timeline");
  const auto at = [&](int frame) { return QPoint(qRound(timeline->x_of((frame + 0.5) / kFps)), 20); };
  QTest::mousePress(timeline, Qt::LeftButton, {}, at(5));
  for (const int frame : {10, 20, 30, 40}) QTest::mouseMove(timeline, at(frame));
  QTest::mouseRelease(timeline, Qt::LeftButton, {}, at(40));
  QTRY_COMPARE_WITH_TIMEOUT(painted(), 40, kWait_ms);
}

void TestPlayback::keys_belong_to_the_focused_control() {
  QVERIFY(driver_->open_coded(video_));
  auto* volume = driver_->find<QAbstractSlider>("volume");
  volume->setFocus();
  const int before = volume->value();
  QTest::keyClick(volume, Qt::Key_Left);
  QVERIFY(volume->value() < before);
  QCOMPARE(driver_->shown_frame(), 0);
  auto* forward = driver_->find<QToolButton>("step_forward_button");
  forward->setFocus();
  QTest::keyClick(forward, Qt::Key_Space);  // presses the button instead of playing
  QTRY_COMPARE_WITH_TIMEOUT(painted(), 1, kWait_ms);
  QCOMPARE(driver_->action("play")->text(), QStringLiteral("&Play"));
  auto* timeline = driver_->find<ui::Timeline>("timeline");
  timeline->setFocus();
  QTest::keyClick(timeline, Qt::Key_Right);
  QTRY_COMPARE_WITH_TIMEOUT(painted(), 2, kWait_ms);
}

void TestPlayback::drops_a_file() {
  QMimeData data;
  data.setUrls({QUrl::fromLocalFile(video_)});
  QDragEnterEvent enter(QPoint(200, 200), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
  QApplication::sendEvent(driver_->window.get(), &enter);
  QVERIFY(enter.isAccepted());
  QDropEvent drop(QPointF(200, 200), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
  QApplication::sendEvent(driver_->window.get(), &drop);
  QTRY_COMPARE_WITH_TIMEOUT(painted(), 0, kWait_ms);

  QMimeData text;
  text.setText(QStringLiteral("not a file"));
  QDragEnterEvent refused(QPoint(200, 200), Qt::CopyAction, &text, Qt::LeftButton, Qt::NoModifier);
  refused.ignore();
  QApplication::sendEvent(driver_->window.get(), &refused);
  QVERIFY(!refused.isAccepted());
}

void TestPlayback::chinese_name_is_shown() {
  const QString file = folder_.filePath(QStringLiteral("熊猫 吃竹子.mp4"));
  QVERIFY(QFile::exists(file) || QFile::copy(video_, file));
  QVERIFY(driver_->open_coded(file));
  QVERIFY(driver_->window->windowTitle().startsWith(QStringLiteral("熊猫 吃竹子.mp4")));
}

void TestPlayback::broken_file_says_why_data() {
  QTest::addColumn<QByteArray>("content");
  QTest::newRow("empty") << QByteArray();
  QTest::newRow("text") << QByteArray("this is not a video\n").repeated(500);
  QTest::newRow("zeros") << QByteArray(100000, '\0');
}

void TestPlayback::broken_file_says_why() {
  QFETCH(QByteArray, content);
  QVERIFY(driver_->open_coded(video_));
  const QString broken = folder_.filePath(QStringLiteral("broken.mp4"));
  QFile file(broken);
  QVERIFY(file.open(QIODevice::WriteOnly));
  file.write(content);
  file.close();
  driver_->open(broken);
  QTRY_VERIFY_WITH_TIMEOUT(driver_->message().contains(QStringLiteral("broken.mp4")), kWait_ms);
  QVERIFY(driver_->painted_picture().isNull());
  QVERIFY(!driver_->action("play")->isEnabled());
  QVERIFY(QApplication::activeModalWidget() == nullptr);
  QVERIFY(driver_->open_coded(video_));
  QCOMPARE(driver_->message(), QString());
}

void TestPlayback::volume_and_mute() {
  QVERIFY(driver_->open_coded(video_));
  QTest::keyClick(driver_->window.get(), Qt::Key_M, Qt::ControlModifier);
  QVERIFY(driver_->action("mute")->isChecked());
  QTest::keyClick(driver_->window.get(), Qt::Key_M, Qt::ControlModifier);
  QVERIFY(!driver_->action("mute")->isChecked());
}

void TestPlayback::says_that_a_model_is_missing() {
  auto* choose = driver_->find<QAbstractButton>("empty_choose");
  QVERIFY(choose->isVisible());
  QVERIFY(driver_->open_coded(video_));
  QVERIFY(choose->isVisible());
  QCOMPARE(driver_->find<QLabel>("empty_title")->text(), QStringLiteral("No model yet"));
  driver_->type_question(QStringLiteral("What is this?"));
  QVERIFY(driver_->answers().isEmpty());  // nothing to ask: the question stays where it is
}

void TestPlayback::closes_while_opening() {
  for (int i = 0; i < 10; ++i) {
    StudioDriver driver{QString()};
    QVERIFY(driver.show());
    driver.open(video_);
    QTest::qWait(i * 7);
    if (i % 2 == 1) driver.action("play")->trigger();
    driver.window->close();
  }
}

}  // namespace vp::test

QTEST_MAIN(vp::test::TestPlayback)
#include "test_playback.moc"
