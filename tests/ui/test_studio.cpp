#include <QAbstractItemView>
#include <QAbstractSlider>
#include <QAccessible>
#include <QAction>

#include <QClipboard>
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QSettings>
#include <QTemporaryDir>
#include <QToolButton>
#include <QtTest>

#include "engine/conversation.h"
#include "player/coded_video.h"
#include "studio_driver.h"
#include "support/golden_clips.h"
#include "ui/look/format.h"
#include "ui/player/frame_thumbnail.h"
#include "ui/player/timeline.h"
#include "ui/player/video_view.h"

namespace vp::test {
namespace {

constexpr int kWait_ms = 60000;
const QString kData = QStringLiteral(VP_TEST_DATA "/golden/");
const QString kModel = kData + QStringLiteral("checkpoint");
const QString kClip = kData + QStringLiteral("clip_landscape.mkv");
const QString kQuestion = QStringLiteral("What is happening in the video?");

/// What the engine answers without any window.
QString engine_answer(const QString& clip, const QString& question, int max_new_tokens) {
  base::NoProgress progress;
  const auto model = load_golden_model(1);
  engine::VideoRequest request;
  request.file = ui::to_path(clip);
  const auto video = engine::EncodedVideo::encode(model, request, progress);
  engine::Conversation conversation(model, video);
  engine::AskOptions ask;
  ask.max_new_tokens = max_new_tokens;
  const auto& turn = conversation.ask(
      question.toStdString(), ask, [](std::string_view) {}, progress);
  return ui::to_qstring(turn.answer);
}

}  // namespace

/// The whole window with a small real checkpoint: ask, stop, follow up, see the maps, save.
class TestStudio : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void streams_the_engines_answer();
  void follow_up_reuses_tokens();
  void stops_in_the_middle();
  void asks_before_the_model_is_there();
  void opening_another_video_drops_the_answer();
  void restarts_the_conversation();
  void restarts_while_answering();
  void overlay_follows_its_controls();
  void overlay_lies_on_the_picture_only();
  void caption_names_the_nearest_frame();
  void thumbnails_and_marks_seek_exactly();
  void the_curve_lies_on_the_timeline();
  void saves_the_transcript_data();
  void saves_the_transcript();
  void cannot_save_while_answering();
  void closing_waits_for_the_save();
  void everything_has_an_accessible_name();
  void tab_reaches_every_control();
  void closes_while_working();

 private:
  /// A window in which the clip is open and encoded.
  std::unique_ptr<StudioDriver> ready_window(int max_new_tokens = 48) const;

  QTemporaryDir folder_;
};

void TestStudio::initTestCase() {
  QVERIFY(use_own_settings(folder_));
}

std::unique_ptr<StudioDriver> TestStudio::ready_window(int max_new_tokens) const {
  auto driver = std::make_unique<StudioDriver>(kModel, max_new_tokens);
  if (!driver->show()) return nullptr;
  driver->open(kClip);
  if (!QTest::qWaitFor([&] { return driver->thumbnail_count() == 8 && driver->idle(); }, kWait_ms))
    return nullptr;
  driver->action("map_fsra")->trigger();
  return driver;
}

void TestStudio::streams_the_engines_answer() {
  const auto driver = ready_window();
  QVERIFY(driver);
  StallMeter stalls;
  driver->type_question(kQuestion);
  QCOMPARE(driver->answers().size(), 1);
  QTRY_VERIFY_WITH_TIMEOUT(!driver->footers().value(0).isEmpty(), kWait_ms);
  QVERIFY(driver->footers().value(0).contains(QStringLiteral("48 token")));
  qInfo("longest stall of the window's thread while answering: %.1f ms, computing %.1f ms",
        stalls.longest_wall_ms(), stalls.longest_cpu_ms());
  QVERIFY(stalls.longest_cpu_ms() < 100);
  QVERIFY(stalls.longest_wall_ms() < 500);  // generous: other programs may have the processor
  QCOMPARE(driver->answers().value(0), engine_answer(kClip, kQuestion, 48));
  QCOMPARE(driver->message(), QString());
}

void TestStudio::follow_up_reuses_tokens() {
  const auto driver = ready_window();
  QVERIFY(driver);
  driver->type_question(kQuestion);
  QTRY_VERIFY_WITH_TIMEOUT(!driver->footers().value(0).isEmpty(), kWait_ms);
  driver->type_question(QStringLiteral("What color is the car?"));
  QTRY_VERIFY_WITH_TIMEOUT(!driver->footers().value(1).isEmpty(), kWait_ms);
  static const QRegularExpression reused(QStringLiteral("(\\d+) of (\\d+) prompt tokens reused"));
  const auto match = reused.match(driver->footers().value(1));
  QVERIFY2(match.hasMatch(), qPrintable(driver->footers().value(1)));
  // All of the first prompt (458 tokens) and more than none of its answer.
  QVERIFY(match.captured(1).toInt() >= 458);
  QVERIFY(match.captured(2).toInt() > match.captured(1).toInt());
}

void TestStudio::stops_in_the_middle() {
  const auto driver = ready_window(1000);
  QVERIFY(driver);
  driver->type_question(kQuestion);
  QTRY_VERIFY_WITH_TIMEOUT(driver->answers().value(0).size() > 3, kWait_ms);
  QVERIFY(!driver->idle());
  QElapsedTimer clock;
  clock.start();
  QTest::keyClick(driver->window.get(), Qt::Key_Escape);
  QTRY_VERIFY_WITH_TIMEOUT(driver->idle(), kWait_ms);
  qInfo("stopped after %lld ms", clock.elapsed());
  QVERIFY2(driver->footers().value(0).startsWith(QStringLiteral("Stopped")),
           qPrintable(driver->footers().value(0)));
  // What came so far stays, and the conversation goes on.
  QVERIFY(driver->answers().value(0).size() > 3);
  driver->type_question(QStringLiteral("And then?"));
  QTRY_VERIFY_WITH_TIMEOUT(!driver->answers().value(1).isEmpty(), kWait_ms);
  QTest::mouseClick(driver->find<QAbstractButton>("stop_button"), Qt::LeftButton);
  QTRY_VERIFY_WITH_TIMEOUT(driver->idle(), kWait_ms);
}

void TestStudio::asks_before_the_model_is_there() {
  StudioDriver driver(kModel);
  QVERIFY(driver.show());
  driver.open(kClip);
  QTRY_VERIFY_WITH_TIMEOUT(driver.shown_frame() == 0, kWait_ms);
  driver.type_question(kQuestion);  // loading and encoding may both still be under way
  QTRY_VERIFY_WITH_TIMEOUT(!driver.footers().value(0).isEmpty(), kWait_ms);
  QVERIFY(!driver.answers().value(0).isEmpty());
}

void TestStudio::opening_another_video_drops_the_answer() {
  const auto driver = ready_window(1000);
  QVERIFY(driver);
  driver->type_question(kQuestion);
  QTRY_VERIFY_WITH_TIMEOUT(driver->answers().value(0).size() > 3, kWait_ms);
  driver->open(kData + QStringLiteral("clip_portrait.mkv"));
  QVERIFY(driver->answers().isEmpty());
  QTRY_VERIFY_WITH_TIMEOUT(driver->thumbnail_count() == 8 && driver->idle(), kWait_ms);
  QVERIFY(driver->answers().isEmpty());
  QCOMPARE(driver->message(), QString());
  const auto thumbnails = driver->window->findChildren<ui::FrameThumbnail*>();
  QVERIFY(thumbnails[1]->text().startsWith(QStringLiteral("#14 ")));
}

void TestStudio::restarts_the_conversation() {
  const auto driver = ready_window();
  QVERIFY(driver);
  driver->type_question(kQuestion);
  QTRY_VERIFY_WITH_TIMEOUT(!driver->footers().value(0).isEmpty(), kWait_ms);
  const QString first = driver->answers().value(0);
  driver->action("restart")->trigger();
  QVERIFY(driver->answers().isEmpty());
  QVERIFY(!driver->action("save_transcript")->isEnabled());
  driver->type_question(kQuestion);
  QTRY_VERIFY_WITH_TIMEOUT(!driver->footers().value(0).isEmpty(), kWait_ms);
  QCOMPARE(driver->answers().value(0), first);
}

void TestStudio::restarts_while_answering() {
  const auto driver = ready_window(1000);
  QVERIFY(driver);
  driver->type_question(kQuestion);
  QTRY_VERIFY_WITH_TIMEOUT(driver->answers().value(0).size() > 3, kWait_ms);
  driver->action("stop")->trigger();
  QTRY_VERIFY_WITH_TIMEOUT(driver->idle(), kWait_ms);
  driver->type_question(QStringLiteral("And then?"));
  driver->action("restart")->trigger();
  driver->type_question(kQuestion);  // nothing of the answer before may get into this one
  QTRY_VERIFY_WITH_TIMEOUT(driver->answers().value(0).size() > 100, kWait_ms);
  driver->action("stop")->trigger();
  QTRY_VERIFY_WITH_TIMEOUT(driver->idle(), kWait_ms);
  QCOMPARE(driver->answers().size(), 1);
  const QString begun = driver->answers().value(0);
  QCOMPARE(begun.left(50), engine_answer(kClip, kQuestion, 100).left(50));
}

void TestStudio::overlay_follows_its_controls() {
  const auto driver = ready_window();
  QVERIFY(driver);
  auto* window = driver->window.get();
  QTest::keyClick(window, Qt::Key_1, Qt::ControlModifier);
  const QImage plain = driver->painted_picture();
  QList<QImage> seen{plain};
  const auto expect_new_picture = [&](const char* what) {
    const QImage picture = driver->painted_picture();
    QVERIFY2(!seen.contains(picture), what);
    seen.append(picture);
  };
  QTest::mouseClick(driver->find<QToolButton>("map_fsra_button"), Qt::LeftButton);
  expect_new_picture("FSRA");
  auto* heads = driver->find<QComboBox>("heads");
  QCOMPARE(heads->count(), 2 + 8);
  heads->setFocus();
  QTest::keyClick(heads, Qt::Key_Down);
  expect_new_picture("maximum of heads");
  QTest::keyClick(heads, Qt::Key_Down);
  expect_new_picture("head 0");
  auto* colours = driver->find<QComboBox>("colours");
  colours->setFocus();
  QTest::keyClick(colours, Qt::Key_Down);
  expect_new_picture("magma");
  auto* opacity = driver->find<QAbstractSlider>("opacity");
  opacity->setFocus();
  QTest::keyClick(opacity, Qt::Key_Right);
  QTest::keyClick(opacity, Qt::Key_PageUp);
  expect_new_picture("more opaque");
  QTest::keyClick(window, Qt::Key_7, Qt::ControlModifier);
  QVERIFY(driver->action("smooth")->isChecked());
  expect_new_picture("smooth");
  QTest::keyClick(window, Qt::Key_3, Qt::ControlModifier);
  expect_new_picture("GSTRA");
  opacity->setValue(0);
  QCOMPARE(driver->painted_picture(), plain);
  QTest::keyClick(window, Qt::Key_1, Qt::ControlModifier);
  QCOMPARE(driver->painted_picture(), plain);
}

void TestStudio::overlay_lies_on_the_picture_only() {
  const auto driver = ready_window();
  QVERIFY(driver);
  auto* view = driver->find<ui::VideoView>("video_view");
  driver->find<QAbstractSlider>("opacity")->setValue(100);
  QTest::keyClick(driver->window.get(), Qt::Key_2, Qt::ControlModifier);
  const QImage painted = view->grab().toImage();
  const QImage map = driver->window->findChildren<ui::FrameThumbnail*>().at(0)->map();
  const QRectF rect = view->picture_rect();
  QVERIFY(qAbs(rect.width() / rect.height() - 160.0 / 90.0) < 0.02);
  QTest::keyClick(driver->window.get(), Qt::Key_1, Qt::ControlModifier);
  const QImage plain = view->grab().toImage();
  // 8 x 5 cells: the largest is opaque to its borders, and what was hardly looked at stays clear.
  QCOMPARE(map.size(), QSize(8, 5));
  const auto distance = [](QRgb a, QRgb b) {
    return std::abs(qRed(a) - qRed(b)) + std::abs(qGreen(a) - qGreen(b)) + std::abs(qBlue(a) - qBlue(b));
  };
  int opaque = 0;
  for (int row = 0; row < 5; ++row) {
    for (int column = 0; column < 8; ++column) {
      const QRgb cell = map.pixel(column, row);
      for (const double inside : {0.1, 0.5, 0.9}) {
        const QPoint at = (rect.topLeft() +
                           QPointF(rect.width() * (column + inside) / 8, rect.height() * (row + inside) / 5))
                              .toPoint();
        if (QRectF(rect.topLeft(), QSizeF(rect.width(), 40)).contains(at))
          continue;  // what map it is stands there
        const auto mixed = [&](int of_map, int of_film) {
          return (of_map * qAlpha(cell) + of_film * (255 - qAlpha(cell))) / 255;
        };
        const QRgb film = plain.pixel(at);
        const QRgb expected = qRgb(mixed(qRed(cell), qRed(film)), mixed(qGreen(cell), qGreen(film)),
                                   mixed(qBlue(cell), qBlue(film)));
        QVERIFY(distance(painted.pixel(at), expected) <= 9);
      }
      opaque += qAlpha(cell) == 255 ? 1 : 0;
    }
  }
  QVERIFY(opaque >= 1 && opaque < 10);
  const QPoint outside = rect.left() > 2 ? QPoint(0, view->height() / 2) : QPoint(view->width() / 2, 0);
  QVERIFY(!rect.contains(outside));
  QVERIFY(qGray(painted.pixel(outside)) < 20);
}

void TestStudio::caption_names_the_nearest_frame() {
  const auto driver = ready_window();
  QVERIFY(driver);
  auto* caption = driver->find<QLabel>("overlay_caption");
  QVERIFY2(caption->text().contains(QStringLiteral("FSRA (the film only) · frame 0 at 0:00.00")),
           qPrintable(caption->text()));
  QVERIFY(caption->text().contains(QStringLiteral("8 × 5 tokens")));
  QVERIFY(caption->text().contains(QStringLiteral("mean of 8 heads")));
  const QImage on_the_frame = driver->window->findChildren<ui::FrameThumbnail*>().at(1)->map();
  for (int i = 0; i < 4; ++i) QTest::keyClick(driver->window.get(), Qt::Key_Period);
  QTRY_COMPARE_WITH_TIMEOUT(driver->shown_frame(), 4, kWait_ms);
  QVERIFY2(caption->text().contains(QStringLiteral("nearest sampled frame: 5 at 0:00.50")),
           qPrintable(caption->text()));
  QVERIFY(!on_the_frame.isNull());
}

void TestStudio::thumbnails_and_marks_seek_exactly() {
  const auto driver = ready_window();
  QVERIFY(driver);
  const auto thumbnails = driver->window->findChildren<ui::FrameThumbnail*>();
  QTest::mouseClick(thumbnails[6], Qt::LeftButton);
  QTRY_COMPARE_WITH_TIMEOUT(driver->shown_frame(), 30, kWait_ms);
  thumbnails[2]->setFocus();
  QTest::keyClick(thumbnails[2], Qt::Key_Space);
  QTRY_COMPARE_WITH_TIMEOUT(driver->shown_frame(), 10, kWait_ms);
  auto* timeline = driver->find<ui::Timeline>("timeline");
  // A few pixels off the mark still means the mark.
  const int x = qRound(timeline->x_of(2.5)) - 3;
  QTest::mouseClick(timeline, Qt::LeftButton, {}, QPoint(x, 10));
  QTRY_COMPARE_WITH_TIMEOUT(driver->shown_frame(), 25, kWait_ms);
}

void TestStudio::the_curve_lies_on_the_timeline() {
  const auto driver = ready_window();
  QVERIFY(driver);
  auto* timeline = driver->find<ui::Timeline>("timeline");
  // A value for each frame, in its place.
  const ui::AttentionCurve& curve = timeline->curve();
  QCOMPARE(curve.points.size(), 8);
  QVERIFY(curve.form == ui::AttentionCurve::Form::Lines);
  for (qsizetype i = 0; i < 8; ++i) QCOMPARE(curve.points[i].time_s, timeline->marks()[i].time_s);
  for (const qsizetype chunk : {0, 4}) {
    double sum = 0;
    for (qsizetype i = chunk; i < chunk + 4; ++i) sum += curve.points[i].total();
    QVERIFY(qAbs(sum - 1) < 1e-3);
  }
  QVERIFY(timeline->accessibleDescription().contains(QStringLiteral("0:03.50")));
  QTest::mouseClick(timeline, Qt::LeftButton, {}, QPoint(qRound(timeline->x_of(2.05)), 80));
  QTRY_COMPARE_WITH_TIMEOUT(driver->shown_frame(), 20, kWait_ms);
}

void TestStudio::saves_the_transcript_data() {
  QTest::addColumn<QString>("name");
  QTest::addColumn<QByteArray>("expected");
  QTest::newRow("Markdown") << QStringLiteral("transcript.md")
                            << QByteArray("What is happening in the video?");
  QTest::newRow("JSON") << QStringLiteral("视频.json") << QByteArray("videopanda-transcript");
}

void TestStudio::saves_the_transcript() {
  QFETCH(QString, name);
  QFETCH(QByteArray, expected);
  const auto driver = ready_window(8);
  QVERIFY(driver);
  QVERIFY(!driver->action("save_transcript")->isEnabled());
  driver->type_question(kQuestion);
  QTRY_VERIFY_WITH_TIMEOUT(driver->action("save_transcript")->isEnabled(), kWait_ms);
  driver->chooser.answer = folder_.filePath(name);
  driver->action("save_transcript")->trigger();
  QTRY_VERIFY_WITH_TIMEOUT(driver->message().contains(name), kWait_ms);
  QFile file(folder_.filePath(name));
  QVERIFY(file.open(QIODevice::ReadOnly));
  QVERIFY(file.readAll().contains(expected));

  driver->chooser.answer = folder_.filePath(QStringLiteral("transcript.xyz"));
  driver->action("save_transcript")->trigger();
  QTRY_VERIFY_WITH_TIMEOUT(driver->message().contains(QStringLiteral(".xyz")), kWait_ms);
  QVERIFY(!QFile::exists(driver->chooser.answer));
}

void TestStudio::cannot_save_while_answering() {
  const auto driver = ready_window(300);
  QVERIFY(driver);
  QAction* save = driver->action("save_transcript");
  driver->type_question(kQuestion);
  QTRY_VERIFY_WITH_TIMEOUT(save->isEnabled(), kWait_ms);
  const QString tip = save->toolTip();
  driver->type_question(QStringLiteral("And then?"));
  QVERIFY(!save->isEnabled());
  QVERIFY2(save->toolTip().contains(QStringLiteral("Esc")), qPrintable(save->toolTip()));
  QTRY_VERIFY_WITH_TIMEOUT(driver->idle(), kWait_ms);
  QVERIFY(save->isEnabled());
  QCOMPARE(save->toolTip(), tip);
}

void TestStudio::closing_waits_for_the_save() {
  const auto driver = ready_window(8);
  QVERIFY(driver);
  driver->type_question(kQuestion);
  QTRY_VERIFY_WITH_TIMEOUT(driver->action("save_transcript")->isEnabled(), kWait_ms);
  driver->chooser.answer = folder_.filePath(QStringLiteral("last.md"));
  driver->action("save_transcript")->trigger();
  driver->window->close();
  QVERIFY(driver->window->isVisible());
  QTRY_VERIFY_WITH_TIMEOUT(!driver->window->isVisible(), kWait_ms);
  QVERIFY(QFile::exists(driver->chooser.answer));
}

void TestStudio::everything_has_an_accessible_name() {
  const auto driver = ready_window(8);
  QVERIFY(driver);
  driver->type_question(kQuestion);
  QTRY_VERIFY_WITH_TIMEOUT(!driver->footers().value(0).isEmpty(), kWait_ms);
  QStringList nameless;
  const auto parts = driver->window->findChildren<QWidget*>();
  int checked = 0;
  for (QWidget* widget : parts) {
    const bool control = qobject_cast<QAbstractButton*>(widget) || qobject_cast<QComboBox*>(widget) ||
                         qobject_cast<QTextEdit*>(widget) || qobject_cast<QPlainTextEdit*>(widget) ||
                         (qobject_cast<QAbstractSlider*>(widget) && !qobject_cast<QScrollBar*>(widget));
    const QString name = widget->objectName();
    if (!control || name.startsWith(QLatin1String("qt_"))) continue;
    ++checked;
    QAccessibleInterface* interface = QAccessible::queryAccessibleInterface(widget);
    if (!interface || interface->text(QAccessible::Name).isEmpty()) {
      nameless << QStringLiteral("%1 (%2)").arg(QLatin1String(widget->metaObject()->className()), name);
    }
  }
  QVERIFY(checked > 25);
  QCOMPARE(nameless, QStringList());

  for (QAction* top : driver->window->menuBar()->actions()) {
    for (QAction* action : top->menu()->actions()) {
      if (action->isSeparator()) continue;
      QVERIFY(!action->text().isEmpty());
      QVERIFY(!action->toolTip().isEmpty());
    }
  }
}

void TestStudio::tab_reaches_every_control() {
  const auto driver = ready_window(8);
  QVERIFY(driver);
  driver->find<QWidget>("question_field")->setFocus();
  QSet<QString> reached;
  for (int i = 0; i < 90; ++i) {
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    if (QApplication::focusWidget()) reached.insert(QApplication::focusWidget()->objectName());
  }
  for (const char* name :
       {"question_field", "timeline", "play_button", "last_frame_button", "map_gstra_button", "heads",
        "colours", "opacity", "smooth_button", "frame_thumbnail"}) {
    QVERIFY2(reached.contains(QLatin1String(name)), name);
  }
}

void TestStudio::closes_while_working() {
  for (int i = 0; i < 8; ++i) {
    StudioDriver driver(kModel, 1000);
    QVERIFY(driver.show());
    driver.open(kClip);
    if (i % 2 == 1) {
      QTRY_VERIFY_WITH_TIMEOUT(driver.shown_frame() == 0, kWait_ms);
      driver.type_question(kQuestion);
    }
    QTest::qWait(i * 40);
    driver.window->close();
  }
}

}  // namespace vp::test

QTEST_MAIN(vp::test::TestStudio)
#include "test_studio.moc"
