#include <QAction>
#include <QComboBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QTemporaryDir>
#include <QTimer>
#include <QtTest>

#include "engine/conversation.h"
#include "studio_driver.h"
#include "support/golden_clips.h"
#include "ui/inference/inference.h"
#include "ui/look/format.h"
#include "ui/player/frame_thumbnail.h"
#include "ui/player/player_panel.h"
#include "ui/player/timeline.h"

namespace vp::test {
namespace {

constexpr int kWait_ms = 60000;
const QString kModel = QStringLiteral(VP_TEST_DATA "/golden/checkpoint");
const QString kClip = QStringLiteral(VP_TEST_DATA "/golden/clip_landscape.mkv");
const QString kQuestion = QStringLiteral("What is happening in the video?");

/// What the engine answers about just these frames.
QString engine_answer(const std::vector<std::int64_t>& frames) {
  base::NoProgress progress;
  const auto model = load_golden_model(1);
  engine::VideoRequest request;
  request.file = ui::to_path(kClip);
  request.frame_indices = frames;
  engine::Conversation conversation(model, engine::EncodedVideo::encode(model, request, progress));
  engine::AskOptions ask;
  ask.max_new_tokens = 24;
  return ui::to_qstring(conversation.ask(kQuestion.toStdString(), ask, {}, progress).answer);
}

}  // namespace

/// The frames that are chosen under the player are those that the model is shown.
class TestFramesAndModel : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void init();
  void cleanup() { driver_.reset(); }
  void another_number_of_frames_is_encoded();
  void a_moved_frame_is_what_the_model_answers_about();
  void a_question_at_once_is_about_the_new_frames();
  void a_conversation_is_not_lost_without_a_word();
  void a_film_is_indexed_once();
  void a_stopped_analysis_leaves_no_wrong_number();

 private:
  QStringList seen() const;
  void move_first_frame() const;
  void ask() const;

  QTemporaryDir folder_;
  std::unique_ptr<StudioDriver> driver_;
};

void TestFramesAndModel::initTestCase() {
  QVERIFY(use_own_settings(folder_));
}

void TestFramesAndModel::init() {
  driver_ = std::make_unique<StudioDriver>(kModel, 24);
  QVERIFY(driver_->show());
  driver_->open(kClip);
  QTRY_VERIFY_WITH_TIMEOUT(seen().size() == 8 && driver_->idle(), kWait_ms);
}

QStringList TestFramesAndModel::seen() const {
  QStringList frames;
  for (const ui::TimelineMark& mark : driver_->find<ui::Timeline>("timeline")->marks())
    frames << QStringLiteral("#%1").arg(mark.frame);
  return frames;
}

void TestFramesAndModel::move_first_frame() const {
  auto* thumbnail = driver_->window->findChildren<ui::FrameThumbnail*>()[0];
  thumbnail->setFocus();
  QTest::keyClick(thumbnail, Qt::Key_Right, Qt::AltModifier);
  QTest::keyClick(thumbnail, Qt::Key_Right, Qt::AltModifier);
}

void TestFramesAndModel::ask() const {
  const qsizetype turns = driver_->answers().size();
  driver_->type_question(kQuestion);
  QTRY_VERIFY_WITH_TIMEOUT(!driver_->footers().value(turns).isEmpty(), kWait_ms);
}

void TestFramesAndModel::another_number_of_frames_is_encoded() {
  auto* number = driver_->find<QComboBox>("plan_frames");
  number->setFocus();
  QTest::keyClick(number, Qt::Key_Down);
  QTRY_VERIFY_WITH_TIMEOUT(seen().size() == 16 && driver_->idle(), kWait_ms);
  QTest::keyClick(number, Qt::Key_Up);
  QTest::keyClick(number, Qt::Key_Up);
  QTRY_VERIFY_WITH_TIMEOUT(seen().size() == 4 && driver_->idle(), kWait_ms);
}

void TestFramesAndModel::a_moved_frame_is_what_the_model_answers_about() {
  std::vector<std::int64_t> frames;
  for (const QString& text : seen()) frames.push_back(text.mid(1).toLongLong());
  QCOMPARE(seen()[0], QStringLiteral("#0"));
  move_first_frame();
  QTRY_VERIFY_WITH_TIMEOUT(seen().value(0) == QStringLiteral("#2") && driver_->idle(), kWait_ms);
  ask();
  frames[0] = 2;
  QCOMPARE(driver_->answers().value(0), engine_answer(frames));
}

void TestFramesAndModel::a_question_at_once_is_about_the_new_frames() {
  move_first_frame();
  ask();
  QCOMPARE(seen().value(0), QStringLiteral("#2"));
  QCOMPARE(driver_->answers().size(), 1);
  QVERIFY(!driver_->answers().value(0).isEmpty());
}

void TestFramesAndModel::a_conversation_is_not_lost_without_a_word() {
  auto* question = driver_->find<QWidget>("plan_question");
  ask();
  QVERIFY(!question->isVisible());
  move_first_frame();
  QVERIFY(question->isVisible());
  QTest::qWait(700);
  QCOMPARE(driver_->answers().size(), 1);
  QCOMPARE(seen().value(0), QStringLiteral("#0"));
  // Asking goes on about the frames before.
  ask();
  QCOMPARE(driver_->answers().size(), 2);
  QCOMPARE(seen().value(0), QStringLiteral("#0"));
  QTest::mouseClick(driver_->find<QPushButton>("plan_discard"), Qt::LeftButton);
  QVERIFY(!question->isVisible());
  QCOMPARE(driver_->window->findChildren<ui::FrameThumbnail*>()[0]->frame(), qint64{0});
  QCOMPARE(driver_->answers().size(), 2);

  move_first_frame();
  QTest::mouseClick(driver_->find<QPushButton>("plan_confirm"), Qt::LeftButton);
  QVERIFY(driver_->answers().isEmpty());
  QVERIFY(!question->isVisible());
  QTRY_VERIFY_WITH_TIMEOUT(seen().value(0) == QStringLiteral("#2") && driver_->idle(), kWait_ms);
  ask();
  QCOMPARE(driver_->answers().size(), 1);
}

void TestFramesAndModel::a_film_is_indexed_once() {
  ui::VideoDetailsPtr opened;
  QList<ui::EncodedVideoPtr> encoded;
  QObject::connect(driver_->window->findChild<ui::PlayerPanel*>(), &ui::PlayerPanel::opened,
                   driver_->window.get(), [&](const ui::VideoDetailsPtr& video) { opened = video; });
  QObject::connect(driver_->window->findChild<ui::Inference*>(), &ui::Inference::video_encoded,
                   driver_->window.get(), [&](const ui::EncodedVideoPtr& video) { encoded << video; });
  driver_->open(QStringLiteral(VP_TEST_DATA "/golden/clip_portrait.mkv"));
  QTRY_VERIFY_WITH_TIMEOUT(encoded.size() == 1 && driver_->idle(), kWait_ms);
  auto* number = driver_->find<QComboBox>("plan_frames");
  number->setFocus();
  QTest::keyClick(number, Qt::Key_Down);
  QTRY_VERIFY_WITH_TIMEOUT(encoded.size() == 2 && driver_->idle(), kWait_ms);
  QVERIFY(opened);
  for (const ui::EncodedVideoPtr& video : encoded) {
    QCOMPARE(video->scan(), opened->scan);
    // So that it can be kept for the next time.
    QVERIFY(video->file_facts().known());
  }
  const media::DecodeStats stats = opened->scan->stats();
  QCOMPARE(stats.scans, 1);
  QVERIFY2(stats.readers >= 2, qPrintable(QString::number(stats.readers)));
  QVERIFY(stats.pictures >= 24);
}

void TestFramesAndModel::a_stopped_analysis_leaves_no_wrong_number() {
  auto* inference = driver_->window->findChild<ui::Inference*>();
  auto* number = driver_->find<QComboBox>("plan_frames");
  bool stopped = false;
  const auto stop_at_once =
      QObject::connect(inference, &ui::Inference::encoding_started, driver_->window.get(),
                       [this] { QTimer::singleShot(0, driver_->action("stop"), &QAction::trigger); });
  QObject::connect(inference, &ui::Inference::failed, driver_->window.get(),
                   [&](ui::Inference::Task, const ui::Failure& failure) { stopped = failure.stopped(); });
  number->setFocus();
  QTest::keyClick(number, Qt::Key_Down);
  QCOMPARE(number->currentData().toInt(), 16);
  QTRY_VERIFY_WITH_TIMEOUT(stopped && driver_->idle(), kWait_ms);
  QObject::disconnect(stop_at_once);
  QVERIFY(seen().isEmpty());
  QVERIFY(driver_->find<ui::Timeline>("timeline")->curve().points.isEmpty());
  // What is said while the question is written is what it then takes.
  auto* field = driver_->find<QWidget>("question_field");
  auto* forecast = driver_->find<QLabel>("forecast");
  QTest::mouseClick(driver_->find<QPlainTextEdit>("question_field")->viewport(), Qt::LeftButton);
  QTest::keyClicks(field, kQuestion);
  qint64 used = 0;
  QObject::connect(inference, &ui::Inference::turn_finished, driver_->window.get(),
                   [&](const engine::Turn& turn) { used = turn.prompt_tokens; });
  const auto said = [&] {
    return forecast->toolTip() + forecast->text().remove(QLatin1Char(',')).remove(QLatin1Char('.'));
  };
  QTRY_VERIFY2_WITH_TIMEOUT(!forecast->text().isEmpty(), "no forecast", kWait_ms);
  QTest::qWait(400);  // written out
  const QString text = said();
  QTest::keyClick(field, Qt::Key_Return);
  QTRY_VERIFY_WITH_TIMEOUT(used > 0 && driver_->idle(), kWait_ms);
  QVERIFY2(text.contains(QStringLiteral("%1 tokens").arg(used)),
           qPrintable(QStringLiteral("%1 of: %2").arg(used).arg(text)));
  QCOMPARE(seen().size(), 16);
}

}  // namespace vp::test

QTEST_MAIN(vp::test::TestFramesAndModel)
#include "test_frames_and_model.moc"
