#include <QAbstractButton>
#include <QAction>
#include <QComboBox>
#include <QDockWidget>
#include <QLabel>
#include <QSettings>
#include <QTemporaryDir>
#include <QtTest>

#include "studio_driver.h"
#include "support/golden_clips.h"
#include "ui/attention/alpha_histogram.h"
#include "ui/attention/colour_bar.h"
#include "ui/attention/large_map.h"
#include "ui/attention/overlay_controls.h"
#include "ui/attention/small_multiples.h"
#include "ui/player/frame_thumbnail.h"
#include "ui/player/video_view.h"

namespace vp::test {
namespace {

constexpr int kWait_ms = 60000;
const QString kData = QStringLiteral(VP_TEST_DATA "/golden/");
const QString kModel = kData + QStringLiteral("checkpoint");
const QString kClip = kData + QStringLiteral("clip_landscape.mkv");
constexpr int kTokens = 12;

}  // namespace

/// The attention panel in the whole window: its maps, layouts and read-outs.
class TestAttention : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void init();
  void lsd_keeps_one_patch_of_each_window();
  void fusion_counts_every_channel();
  void small_multiples_show_every_head();
  void large_map_is_read_cell_by_cell();
  void pointer_on_the_picture_and_the_strip_is_read();
  void one_scale_for_all_frames();
  void the_scale_is_that_of_the_map();
  void the_film_is_seen_first();
  void a_map_says_whose_it_is_and_ends();
  void a_choice_that_only_the_panel_shows_raises_it();
  void the_picture_gets_its_room_back();
  void choices_are_remembered();
  void nothing_is_to_be_chosen_without_maps();

 private:
  /// With the keyboard, in the list of layouts.
  static void choose_large(StudioDriver& driver) {
    auto* views = driver.find<QComboBox>("map_view");
    views->setFocus();
    QTest::keyClick(views, Qt::Key_Down);
    QTest::keyClick(views, Qt::Key_Down);
  }

  QTemporaryDir folder_;
  std::unique_ptr<StudioDriver> driver_;  ///< one window for all: what is slow is the way to it
};

void TestAttention::initTestCase() {
  QVERIFY(use_own_settings(folder_));
  driver_ = std::make_unique<StudioDriver>(kModel, kTokens);
  QVERIFY(driver_->show_encoded(kClip));
}

/// Every test begins with FSRA in the strip at the first frame, and no answer.
void TestAttention::init() {
  if (driver_->action("restart")->isEnabled()) driver_->action("restart")->trigger();
  driver_->action("view_strip")->trigger();
  driver_->action("map_fsra")->trigger();
  driver_->action("view_strip")->trigger();
  driver_->find<QComboBox>("heads")->setCurrentIndex(0);
  driver_->action("same_scale")->setChecked(false);
  driver_->action("kept_only")->setChecked(true);
  driver_->action("record_answers")->setChecked(true);
  driver_->action("first_frame")->trigger();
  QTRY_VERIFY_WITH_TIMEOUT(driver_->idle() && driver_->shown_frame() == 0, kWait_ms);
  QTest::qWait(20);  // the panel gives back the room of the test before
}

void TestAttention::lsd_keeps_one_patch_of_each_window() {
  StudioDriver* const driver = driver_.get();
  driver->press("map_lsd_button");
  QVERIFY2(driver->find<QLabel>("overlay_caption")->text().contains(QStringLiteral("16 × 10 patches")),
           qPrintable(driver->find<QLabel>("overlay_caption")->text()));
  const auto count_of = [&] {
    const QImage map = driver->window->findChildren<ui::FrameThumbnail*>().at(2)->map();
    int kept = 0;
    for (int y = 0; y < map.height(); ++y) {
      for (int x = 0; x < map.width(); ++x) kept += qAlpha(map.pixel(x, y)) > 0 ? 1 : 0;
    }
    return kept;
  };
  QCOMPARE(count_of(), 8 * 5);  // of 16 x 10 patches, one of each 2 x 2
  QVERIFY(driver->find<QWidget>("kept_only_button")->isVisible());
  driver->press("kept_only_button");
  QCOMPARE(count_of(), 16 * 10);
  driver->press("map_fsra_button");
  QVERIFY(!driver->find<QWidget>("kept_only_button")->isVisible());
}

void TestAttention::fusion_counts_every_channel() {
  StudioDriver* const driver = driver_.get();
  driver->press("map_fusion_button");
  const auto* histogram = driver->find<ui::AlphaHistogram>("alpha_histogram");
  QVERIFY(histogram->isVisible());
  const std::vector<float> alpha = load_golden_model()->facts()->fusion_alpha;
  std::vector<int> expected(40, 0);
  for (const float value : alpha) ++expected[static_cast<std::size_t>(value * 40)];
  QVERIFY(!alpha.empty());
  QVERIFY(histogram->bins() == expected);
  QVERIFY(driver->find<QLabel>("alpha_summary")->text().contains(QString::number(alpha.size())));
  driver->press("map_off_button");
  QVERIFY(!histogram->isVisible());
}

void TestAttention::small_multiples_show_every_head() {
  StudioDriver* const driver = driver_.get();
  driver->action("view_multiples")->trigger();
  auto* multiples = driver->find<ui::SmallMultiples>("small_multiples");
  QVERIFY(multiples->isVisible());
  QCOMPARE(multiples->columns(), 8);
  QCOMPARE(multiples->rows(), 8);
  auto* readout = driver->find<QLabel>("map_readout");
  QTest::qWait(100);  // the new view's layout
  // The fourth frame (number 15) and head 0, its cell of row 0 and column 7.
  const QRectF cell = multiples->cell_rect(3, 0);
  QTest::mouseMove(multiples, (cell.topLeft() + QPointF(cell.width() * 0.97, cell.height() * 0.1)).toPoint());
  QTRY_VERIFY2(readout->text().startsWith(QStringLiteral("head 0, frame 15, row 0, column 7: ")),
               qPrintable(readout->text()));
  QTest::mouseClick(multiples, Qt::LeftButton, {}, cell.center().toPoint());
  QTRY_COMPARE_WITH_TIMEOUT(driver->shown_frame(), 15, kWait_ms);
  // From there by keyboard: another frame, another head, and to that frame.
  multiples->setFocus();
  QTest::keyClick(multiples, Qt::Key_Right);
  QTest::keyClick(multiples, Qt::Key_Down);
  QVERIFY2(readout->text().startsWith(QStringLiteral("head 1, frame 20, ")), qPrintable(readout->text()));
  QTest::keyClick(multiples, Qt::Key_Return);
  QTRY_COMPARE_WITH_TIMEOUT(driver->shown_frame(), 20, kWait_ms);
}

void TestAttention::large_map_is_read_cell_by_cell() {
  StudioDriver* const driver = driver_.get();
  choose_large(*driver);
  auto* large = driver->find<ui::LargeMap>("large_map");
  QVERIFY(large->isVisible());
  QVERIFY(!large->picture_rect().isEmpty());
  auto* readout = driver->find<QLabel>("map_readout");
  large->setFocus();
  QTest::keyClick(large, Qt::Key_Right);
  QTest::keyClick(large, Qt::Key_Right);
  QTest::keyClick(large, Qt::Key_Down);
  QVERIFY2(readout->text().startsWith(QStringLiteral("frame 0, row 1, column 2: ")),
           qPrintable(readout->text()));
  QCOMPARE(driver->shown_frame(), 0);  // the keys were not the player's
  const QString by_keys = readout->text();
  QTest::mouseMove(large, QPoint(1, 1));
  QTest::qWait(100);
  const QRectF picture = large->picture_rect();
  QTest::mouseMove(
      large, QPointF(picture.left() + picture.width() * 2.5 / 8, picture.top() + picture.height() * 1.5 / 5)
                 .toPoint());
  QTRY_COMPARE(readout->text(), by_keys);
}

void TestAttention::pointer_on_the_picture_and_the_strip_is_read() {
  StudioDriver* const driver = driver_.get();
  auto* view = driver->find<ui::VideoView>("video_view");
  auto* readout = driver->find<QLabel>("map_readout");
  const auto inside = [](const QRectF& picture, double x, double y) {
    return (picture.topLeft() + QPointF(picture.width() * x, picture.height() * y)).toPoint();
  };
  QTest::mouseMove(view, inside(view->picture_rect(), 0.56, 0.5));
  QTRY_VERIFY2(readout->text().startsWith(QStringLiteral("frame 0, row 2, column 4: ")),
               qPrintable(readout->text()));
  const QString on_the_picture = readout->text();
  auto* thumbnail = driver->window->findChildren<ui::FrameThumbnail*>().at(0);
  QTest::mouseMove(thumbnail, inside(thumbnail->picture_rect(), 0.56, 0.5));
  QTRY_COMPARE(readout->text(), on_the_picture);
  QTest::mouseMove(driver->find<QWidget>("question_field"), QPoint(3, 3));
  driver->press("map_off_button");
  QVERIFY(readout->text().isEmpty());
}

void TestAttention::one_scale_for_all_frames() {
  StudioDriver* const driver = driver_.get();
  const auto* bar = driver->find<ui::ColourBar>("colour_bar");
  const auto thumbnails = driver->window->findChildren<ui::FrameThumbnail*>();
  QList<double> separate;
  QList<QImage> maps;
  for (const int frame : {0, 1, 2, 3, 4, 5, 6, 7}) {
    QTest::mouseClick(thumbnails[frame], Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(driver->shown_frame(), 5 * frame, kWait_ms);
    separate << bar->largest();
    maps << thumbnails[frame]->map();
  }
  driver->press("same_scale_button");
  QCOMPARE(bar->largest(), *std::max_element(separate.begin(), separate.end()));
  int changed = 0;
  for (int frame = 0; frame < 8; ++frame) changed += thumbnails[frame]->map() != maps[frame] ? 1 : 0;
  QVERIFY(changed > 0 && changed < 8);  // all but the frame that has the largest value
}

void TestAttention::the_scale_is_that_of_the_map() {
  StudioDriver* const driver = driver_.get();
  const auto* bar = driver->find<ui::ColourBar>("colour_bar");
  auto* multiples = driver->find<ui::SmallMultiples>("small_multiples");
  driver->action("view_multiples")->trigger();
  QTest::mouseMove(driver->find<QWidget>("question_field"), QPoint(3, 3));
  QVERIFY(driver->find<QLabel>("overlay_caption")->text().contains(QStringLiteral("each of 8 head")));
  // Each its own: none is said before one is pointed at.
  QCOMPARE(bar->largest(), 0.0);
  const auto value = [&] {
    return driver->find<QLabel>("map_readout")->text().section(QStringLiteral(": "), -1).toDouble();
  };
  multiples->setFocus();
  double largest = 0;
  for (int row = 0; row < multiples->rows(); ++row) {
    QTest::keyClick(multiples, row == 0 ? Qt::Key_Up : Qt::Key_Down);
    for (int column = 0; column < 8; ++column) {
      QTest::keyClick(multiples, column == 0 ? Qt::Key_Left : row % 2 == 0 ? Qt::Key_Right : Qt::Key_Left);
      // The keys go to the largest value of a map.
      QVERIFY(qAbs(bar->largest() - value()) <= 1e-3 * value());
      largest = std::max(largest, bar->largest());
    }
  }
  driver->press("same_scale_button");
  QTest::mouseMove(driver->find<QWidget>("question_field"), QPoint(4, 4));
  QVERIFY(bar->largest() >= largest);
  QCOMPARE(static_cast<float>(bar->largest()), multiples->scale().value());
  // And the strip's is the strip's.
  driver->action("view_strip")->trigger();
  QVERIFY(bar->largest() < static_cast<double>(multiples->scale().value()));
}

void TestAttention::the_film_is_seen_first() {
  QVERIFY(!ui::OverlaySettings().has_maps());
  const QImage map = driver_->window->findChildren<ui::FrameThumbnail*>().at(2)->map();
  QList<int> alphas;
  for (int i = 0; i < map.width() * map.height(); ++i)
    alphas << qAlpha(map.pixel(i % map.width(), i / map.width()));
  QVERIFY(std::count(alphas.begin(), alphas.end(), 255) > 0);
  QVERIFY(*std::min_element(alphas.begin(), alphas.end()) < 200);
}

void TestAttention::a_map_says_whose_it_is_and_ends() {
  StudioDriver* const driver = driver_.get();
  const auto* view = driver->find<ui::VideoView>("video_view");
  QCOMPARE(view->badge(), QStringLiteral("FSRA (the film only) · frame 0 · 0:00.00"));
  for (int i = 0; i < 2; ++i) QTest::keyClick(driver->window.get(), Qt::Key_Period);
  QTRY_COMPARE_WITH_TIMEOUT(
      view->badge(), QStringLiteral("FSRA (the film only) · frame 0 · 0:00.00 · 0.2 s away"), kWait_ms);
  driver->press("map_off_button");
  QCOMPARE(view->badge(), QString());
  const QImage film = driver->painted_picture();
  driver->press("map_fsra_button");
  QVERIFY(driver->painted_picture() != film);
  // In full screen it is said too.
  QTest::keyClick(driver->window.get(), Qt::Key_F11);
  QVERIFY(driver->window->isFullScreen() && view->isVisible() && !view->badge().isEmpty());
  QTest::qWait(50);  // the platform's own news of it
  QTest::keyClick(driver->window.get(), Qt::Key_F11);
  QTRY_VERIFY(!driver->window->isFullScreen());
  // Beyond what is asked about lies nothing.
  for (int i = 0; i < 10; ++i) QTest::keyClick(driver->window.get(), Qt::Key_Period);
  QTRY_COMPARE_WITH_TIMEOUT(driver->shown_frame(), 12, kWait_ms);
  driver->action("range_start")->trigger();  // from 0:01 on
  QTRY_VERIFY_WITH_TIMEOUT(driver->thumbnail_count() > 0 && driver->idle() && !view->badge().isEmpty(),
                           kWait_ms);
  driver->action("first_frame")->trigger();
  QTRY_COMPARE_WITH_TIMEOUT(driver->shown_frame(), 0, kWait_ms);
  QTRY_VERIFY_WITH_TIMEOUT(view->badge().isEmpty() && driver->idle(), kWait_ms);
  driver->action("range_clear")->trigger();
  QTRY_VERIFY_WITH_TIMEOUT(driver->thumbnail_count() == 8 && driver->idle(), kWait_ms);
}

void TestAttention::a_choice_that_only_the_panel_shows_raises_it() {
  StudioDriver* const driver = driver_.get();
  auto* picker = driver->find<QWidget>("answer_picker");
  driver->find<QDockWidget>("compare_panel_dock")->raise();
  QTRY_VERIFY(driver->find<QWidget>("compare_panel")->isVisible());
  QTRY_VERIFY(driver->find<QWidget>("attention_panel")->visibleRegion().isEmpty());
  QTest::keyClick(driver->window.get(), Qt::Key_3, Qt::ControlModifier);  // over the picture: it can be seen
  QVERIFY(driver->find<QWidget>("attention_panel")->visibleRegion().isEmpty());
  QTest::keyClick(driver->window.get(), Qt::Key_6, Qt::ControlModifier);
  QTRY_VERIFY(!picker->visibleRegion().isEmpty());
}

void TestAttention::the_picture_gets_its_room_back() {
  const auto* view = driver_->find<QWidget>("video_view");
  const QSize fitted = driver_->window->size();
  driver_->window->resize(1440, 900);  // there the strip needs less than the most that a panel gets
  driver_->action("view_large")->trigger();
  QTest::qWait(50);
  driver_->action("view_strip")->trigger();
  QTRY_VERIFY(driver_->find<QWidget>("attention_panel")->height() < 140);
  QTest::qWait(50);
  const int height = view->height();
  driver_->action("view_large")->trigger();
  QTRY_VERIFY(view->height() < height);
  driver_->action("view_strip")->trigger();
  QTRY_COMPARE(view->height(), height);
  driver_->window->resize(fitted);
}

void TestAttention::choices_are_remembered() {
  driver_->press("map_lsd_button");
  driver_->find<QComboBox>("heads")->setCurrentIndex(4);  // head 2
  driver_->press("same_scale_button");
  driver_->press("kept_only_button");
  choose_large(*driver_);
  driver_->action("record_answers")->trigger();
  driver_->window->close();
  StudioDriver driver(kModel, kTokens);
  QVERIFY(driver.show());
  driver.open(kClip);
  const auto* large = driver.find<ui::LargeMap>("large_map");
  QTRY_VERIFY_WITH_TIMEOUT(large->isVisible() && !large->picture_rect().isEmpty(), kWait_ms);
  QVERIFY(driver.action("map_lsd")->isChecked());
  QCOMPARE(driver.find<QComboBox>("heads")->currentText(), QStringLiteral("Head 2"));
  QVERIFY(driver.action("same_scale")->isChecked());
  QVERIFY(!driver.action("kept_only")->isChecked());
  QVERIFY(!driver.action("record_answers")->isChecked());
}

// With a model of another system: its frames have no maps of STAB.
void TestAttention::nothing_is_to_be_chosen_without_maps() {
  ui::OverlayControls controls;
  ui::OverlaySettings settings;
  settings.kind = ui::ShownMap::Gstra;
  controls.set_settings(settings);
  controls.set_maps_there(false);
  QVERIFY(controls.isHidden());
  QVERIFY(controls.settings().kind == ui::ShownMap::Off);
  QVERIFY(controls.chosen_settings().kind == ui::ShownMap::Gstra);  // which is what is remembered
  for (const char* name : {"map_fsra", "map_answer", "map_off"})
    QVERIFY(!controls.findChild<QAction*>(QLatin1String(name))->isVisible());
  controls.set_maps_there(true);
  QVERIFY(!controls.isHidden());
  QVERIFY(controls.settings().kind == ui::ShownMap::Gstra);
  QVERIFY(controls.findChild<QAction*>(QStringLiteral("map_fsra"))->isVisible());
}

}  // namespace vp::test

QTEST_MAIN(vp::test::TestAttention)
#include "test_attention.moc"
