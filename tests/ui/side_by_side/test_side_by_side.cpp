#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QtTest>

#include "studio_driver.h"
#include "support/golden_clips.h"
#include "ui/look/format.h"
#include "ui/look/language.h"
#include "ui/side_by_side/side_by_side_dialog.h"

namespace vp::test {
namespace {

constexpr int kWait_ms = 120000;
const QString kData = QStringLiteral(VP_TEST_DATA "/golden/");
const QString kOther = kData + QStringLiteral("video_llava/original/LanguageBind/Video-LLaVA-7B");
const QString kClip = QStringLiteral("clip_landscape.mkv");
const QString kQuestion = QStringLiteral("What happens?");

}  // namespace

/// Two models' answers beside each other.
class TestSideBySide : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void init();
  void cleanup() { driver_.reset(); }
  void both_answer_as_they_do_alone();
  void the_question_of_the_conversation_is_offered();
  void says_what_is_wrong_with_the_second();
  void a_stop_leaves_both_usable();
  void closing_lets_the_second_go();
  void a_model_that_has_no_room_lets_the_first_go();

 private:
  template <typename T>
  T* find(const char* name) const {
    return driver_->find<T>(name);
  }
  ui::SideBySideDialog* dialog() const { return find<ui::SideBySideDialog>("side_by_side_dialog"); }
  QString answer(const char* side) const { return find<QPlainTextEdit>(side)->toPlainText(); }
  QString text(const char* name) const { return find<QLabel>(name)->text(); }
  void open_dialog(const QString& other) const {
    driver_->action("show_side_by_side")->trigger();
    QTRY_VERIFY(dialog()->isVisible());
    driver_->chooser.answer = other;
    QTest::mouseClick(find<QPushButton>("side_browse"), Qt::LeftButton);
  }
  void ask() const {
    auto* button = find<QPushButton>("side_ask");
    QVERIFY2(button->isEnabled(), qPrintable(text("side_note")));
    QTest::mouseClick(button, Qt::LeftButton);
  }
  void wait() const { QTRY_VERIFY_WITH_TIMEOUT(!dialog()->running(), kWait_ms); }

  QTemporaryDir settings_;
  std::unique_ptr<StudioDriver> driver_;
};

void TestSideBySide::initTestCase() {
  QVERIFY(use_own_settings(settings_));
  ui::apply_language(*qApp, QStringLiteral("en"));  // with its plurals
}

void TestSideBySide::init() {
  QSettings().clear();
  driver_ = std::make_unique<StudioDriver>(kData + "checkpoint", 4);
  QVERIFY(driver_->show_encoded(kData + kClip));
}

void TestSideBySide::both_answer_as_they_do_alone() {
  open_dialog(kOther);
  find<QLineEdit>("side_question")->setText(kQuestion);
  ask();
  wait();
  QVERIFY2(text("side_note").isEmpty(), qPrintable(text("side_note")));
  engine::AskOptions options;
  options.max_new_tokens = 4;
  base::NoProgress progress;
  const char* const sides[] = {"side_own_answer", "side_other_answer"};
  const QString folders[] = {kData + "checkpoint", kOther};
  for (std::size_t side = 0; side < 2; ++side) {
    engine::LoadOptions load = golden_load_options(1);
    load.folder = ui::to_path(folders[side]);
    const auto model = engine::Model::load(load, progress);
    engine::VideoRequest request;
    request.file = ui::to_path(kData + kClip);
    engine::Conversation alone(model, engine::EncodedVideo::encode(model, request, progress));
    QCOMPARE(answer(sides[side]),
             ui::to_qstring(alone.ask(kQuestion.toStdString(), options, {}, progress).answer));
  }
  QVERIFY(answer(sides[0]) != answer(sides[1]));
  const QString own = text("side_own_facts"), other = text("side_other_facts");
  QVERIFY2(own.contains("8 frames") && own.contains("first word after"), qPrintable(own));
  QVERIFY2(other.contains("8 frames") && other.contains("analysed in"), qPrintable(other));

  // The conversation is as it was, and the second model is at hand for the next question.
  QVERIFY(driver_->answers().isEmpty());
  find<QLineEdit>("side_question")->setText(QStringLiteral("Why?"));
  ask();
  wait();
  QVERIFY(!answer(sides[1]).isEmpty());
}

void TestSideBySide::the_question_of_the_conversation_is_offered() {
  QVERIFY(driver_->ask(kQuestion));
  open_dialog(kOther);
  QCOMPARE(find<QLineEdit>("side_question")->text(), kQuestion);
  // One that was written here stays.
  find<QLineEdit>("side_question")->setText(QStringLiteral("Where?"));
  QTest::mouseClick(find<QPushButton>("side_close"), Qt::LeftButton);
  driver_->action("show_side_by_side")->trigger();
  QCOMPARE(find<QLineEdit>("side_question")->text(), QStringLiteral("Where?"));
}

void TestSideBySide::says_what_is_wrong_with_the_second() {
  const QTemporaryDir empty;
  open_dialog(empty.path());
  QVERIFY(!find<QPushButton>("side_ask")->isEnabled());  // there is no question
  find<QLineEdit>("side_question")->setText(kQuestion);
  ask();
  wait();
  QVERIFY(!answer("side_own_answer").isEmpty());
  QVERIFY(answer("side_other_answer").isEmpty());
  QVERIFY2(text("side_note").contains("config.json"), qPrintable(text("side_note")));
}

void TestSideBySide::a_stop_leaves_both_usable() {
  open_dialog(kOther);
  find<QLineEdit>("side_question")->setText(kQuestion);
  ask();
  QTest::mouseClick(find<QPushButton>("side_stop"), Qt::LeftButton);
  wait();
  QVERIFY2(text("side_note") == "Stopped." || text("side_note").isEmpty(), qPrintable(text("side_note")));
  ask();
  wait();
  QVERIFY2(text("side_note").isEmpty(), qPrintable(text("side_note")));
  QVERIFY(!answer("side_own_answer").isEmpty() && !answer("side_other_answer").isEmpty());
}

// Also when it is closed while they answer.
void TestSideBySide::closing_lets_the_second_go() {
  open_dialog(kOther);
  const auto* models = dialog()->findChild<ui::TwoModels*>();
  QVERIFY(models);
  find<QLineEdit>("side_question")->setText(kQuestion);
  ask();
  wait();
  QVERIFY(models->holds_other());
  ask();
  QVERIFY(dialog()->running());
  QTest::mouseClick(find<QPushButton>("side_close"), Qt::LeftButton);
  wait();
  QVERIFY(!answer("side_other_answer").isEmpty());
  QVERIFY(!models->holds_other());
}

// A device that is not there stands for a memory that is full: loading fails in the same way. The window's
// model goes, and comes back with the next question.
void TestSideBySide::a_model_that_has_no_room_lets_the_first_go() {
  ui::Inference inference;
  inference.load_model(golden_load_options(1));
  QSignalSpy encoded(&inference, &ui::Inference::video_encoded);
  QSignalSpy loaded(&inference, &ui::Inference::model_loaded);
  QSignalSpy answered(&inference, &ui::Inference::turn_finished);
  engine::VideoRequest request;
  request.file = kGoldenFolder / "clip_short.mkv";
  inference.open_video(request);
  QVERIFY(encoded.wait(kWait_ms));
  ui::TwoModels models(inference);
  QSignalSpy made_room(&models, &ui::TwoModels::made_room), failed(&models, &ui::TwoModels::failed);
  QSignalSpy said(&models, &ui::TwoModels::answered);
  ui::TwoModels::Request both;
  both.question = kQuestion;
  both.ask.max_new_tokens = 4;
  both.other = golden_load_options(1);
  both.other.device = engine::DeviceChoice::Cuda;
  both.other.cuda_index = 77;
  models.start(both);
  QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, kWait_ms);
  QCOMPARE(made_room.size(), 1);
  QCOMPARE(said.size(), 1);
  QVERIFY(!models.running());
  loaded.clear();
  inference.ask(kQuestion, both.ask, 0);
  QVERIFY(answered.wait(kWait_ms));
  QCOMPARE(loaded.size(), 1);

  // With room for both it is only the other one that is loaded.
  loaded.clear();
  both.other = golden_load_options(1);
  QSignalSpy finished(&models, &ui::TwoModels::finished);
  models.start(both);
  QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, kWait_ms);
  QCOMPARE(made_room.size(), 1);
  QCOMPARE(loaded.size(), 0);
  QCOMPARE(said.size(), 3);
}

}  // namespace vp::test

QTEST_MAIN(vp::test::TestSideBySide)
#include "test_side_by_side.moc"
