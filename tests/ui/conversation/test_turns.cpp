#include <QAction>
#include <QCheckBox>
#include <QClipboard>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QToolButton>
#include <QtTest>

#include "studio_driver.h"
#include "ui/conversation/question_field.h"
#include "ui/conversation/turn_view.h"
#include "ui/look/language.h"

namespace vp::test {
namespace {

constexpr int kWait_ms = 60000;
const QString kData = QStringLiteral(VP_TEST_DATA "/golden/");
const QString kModel = kData + QStringLiteral("checkpoint");
const QString kClip = kData + QStringLiteral("clip_landscape.mkv");
const QString kQuestion = QStringLiteral("What is happening in the video?");
const QString kSecond = QStringLiteral("What color is the car?");

}  // namespace

/// What can be done with the turns of a conversation, and what is said before one.
class TestTurns : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void init();
  void asks_the_last_question_again();
  void details_are_shown_on_hover_and_focus();
  void copying_gives_a_sign();
  void asking_an_earlier_question_again_says_what_is_lost();
  void edits_an_earlier_question();
  void cancelling_an_edit_changes_nothing();
  void deletes_turns();
  void a_stopped_change_keeps_both_sides_alike();
  void settings_vary_the_answer();
  void forecast_tells_what_a_question_costs();
  void copies_the_answer_as_it_was_written();

 private:
  /// Asks and waits for the answer.
  bool answer(const QString& question);
  QList<ui::TurnView*> turns() const { return driver_->window->findChildren<ui::TurnView*>(); }
  void press(ui::TurnView* turn, const char* name) const {
    QTest::mouseClick(turn->findChild<QToolButton*>(QLatin1String(name)), Qt::LeftButton);
  }
  bool pending() const { return driver_->find<QWidget>("pending_bar")->isVisible(); }
  QString pending_text() const { return driver_->find<QLabel>("pending_text")->text(); }
  bool finished(int count) {
    return QTest::qWaitFor(
        [&] { return driver_->idle() && driver_->answers().size() == count && turns().last()->answered(); },
        kWait_ms);
  }

  QTemporaryDir folder_;
  std::unique_ptr<StudioDriver> driver_;
};

void TestTurns::initTestCase() {
  QVERIFY(use_own_settings(folder_));
  ui::apply_language(*qApp, QStringLiteral("en"));  // with its plurals
}

void TestTurns::init() {
  driver_ = std::make_unique<StudioDriver>(kModel, 16);
  QVERIFY(driver_->show());
  driver_->open(kClip);
  QTRY_VERIFY_WITH_TIMEOUT(driver_->thumbnail_count() == 8 && driver_->idle(), kWait_ms);
}

bool TestTurns::answer(const QString& question) {
  const int before = static_cast<int>(driver_->answers().size());
  driver_->type_question(question);
  return finished(before + 1);
}

void TestTurns::asks_the_last_question_again() {
  QVERIFY(answer(kQuestion));
  const QString first = driver_->answers().value(0);
  QVERIFY(driver_->action("ask_last_again")->isEnabled());
  // Without lots to draw it would be the same once more, which is said.
  QTest::keyClick(driver_->window.get(), Qt::Key_R, Qt::ControlModifier);
  QVERIFY(pending());
  QVERIFY2(pending_text().contains(QStringLiteral("will be the same")), qPrintable(pending_text()));
  QTest::mouseClick(driver_->find<QPushButton>("pending_other"), Qt::LeftButton);
  QVERIFY(!pending());
  QVERIFY(finished(1));
  QCOMPARE(driver_->answers(), QStringList{first});
  QTest::keyClick(driver_->window.get(), Qt::Key_R, Qt::ControlModifier);
  QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
  QVERIFY(finished(1));
  QCOMPARE(driver_->find<QDoubleSpinBox>("temperature")->value(), 0.7);
  QVERIFY(driver_->find<QWidget>("answer_settings")->isVisible());
  QVERIFY(driver_->footers().value(0).contains(QStringLiteral("temperature 0.7")));
  // Nor does the same seed draw other lots.
  QTest::keyClick(driver_->window.get(), Qt::Key_R, Qt::ControlModifier);
  QVERIFY2(pending_text().contains(QStringLiteral("same seed")), qPrintable(pending_text()));
  QTest::mouseClick(driver_->find<QPushButton>("pending_accept"), Qt::LeftButton);
  QVERIFY(finished(1));
  QVERIFY(driver_->footers().value(0).contains(QStringLiteral("seed 1")));
}

// One line for a turn, which is seen when it is wanted and reached with the keyboard at any time.
void TestTurns::details_are_shown_on_hover_and_focus() {
  QVERIFY(answer(kQuestion));
  ui::TurnView* turn = turns().first();
  auto* copy = turn->findChild<QToolButton*>(QStringLiteral("copy_answer"));
  auto* footer = turn->findChild<QLabel*>(QStringLiteral("turn_footer"));
  QCOMPARE(footer->mapTo(turn, footer->rect().center()).y(), copy->mapTo(turn, copy->rect().center()).y());
  const auto painted = [&] { return turn->grab(QRect(copy->mapTo(turn, QPoint()), copy->size())).toImage(); };
  driver_->find<ui::QuestionField>("question_field")->setFocus();
  QTest::mouseMove(driver_->window.get(), QPoint(1, 1));
  QCoreApplication::sendPostedEvents();
  const QImage without = painted();
  copy->setFocus(Qt::TabFocusReason);
  QVERIFY(copy->hasFocus());
  const QImage focused = painted();
  QVERIFY(focused != without);
  driver_->find<ui::QuestionField>("question_field")->setFocus();
  QCOMPARE(painted(), without);
  QEnterEvent enter(QPointF(2, 2), QPointF(2, 2), turn->mapToGlobal(QPointF(2, 2)));
  turn->setAttribute(Qt::WA_UnderMouse);
  QApplication::sendEvent(turn, &enter);
  QVERIFY(painted() != without);
}

void TestTurns::copying_gives_a_sign() {
  QVERIFY(answer(kQuestion));
  auto* copy = turns().first()->findChild<QToolButton*>(QStringLiteral("copy_answer"));
  QTest::mouseClick(copy, Qt::LeftButton);
  QCOMPARE(copy->accessibleName(), QStringLiteral("Copied"));
  QTRY_COMPARE(copy->accessibleName(), QStringLiteral("Copy answer"));
  driver_->action("copy_conversation")->trigger();
  QVERIFY(driver_->message().contains(QStringLiteral("copied")));
}

void TestTurns::asking_an_earlier_question_again_says_what_is_lost() {
  QVERIFY(answer(kQuestion));
  QVERIFY(answer(kSecond));
  const QStringList before = driver_->answers();
  press(turns().first(), "ask_again");
  QVERIFY(pending());
  QVERIFY2(pending_text().contains(QStringLiteral("1 later answer")), qPrintable(pending_text()));
  QTest::mouseClick(driver_->find<QPushButton>("pending_cancel"), Qt::LeftButton);
  QVERIFY(!pending());
  QCOMPARE(driver_->answers(), before);
  press(turns().first(), "ask_again");
  QTest::keyClick(driver_->find<QPushButton>("pending_other"), Qt::Key_Return);
  QVERIFY(finished(1));
  QCOMPARE(driver_->answers(), QStringList{before.first()});
}

void TestTurns::edits_an_earlier_question() {
  QVERIFY(answer(kQuestion));
  QVERIFY(answer(kSecond));
  const QString second = driver_->answers().value(1);
  auto* field = driver_->find<ui::QuestionField>("question_field");
  press(turns().first(), "edit_question");
  QCOMPARE(field->toPlainText(), kQuestion);
  QVERIFY2(pending_text().contains(QStringLiteral("deletes the 1 later one")), qPrintable(pending_text()));
  QVERIFY(field->hasFocus());
  QTest::keyClicks(field, kSecond);  // replaces what is selected
  QTest::keyClick(field, Qt::Key_Return);
  QVERIFY(finished(1));
  QVERIFY(!pending());
  QCOMPARE(turns().first()->question(), kSecond);
  QVERIFY(driver_->answers().value(0) != second);  // it is the first question now

  // The model's side holds the same: what is asked and saved next follows only the edited turn.
  driver_->chooser.answer = folder_.filePath(QStringLiteral("edited.md"));
  driver_->action("save_transcript")->trigger();
  QTRY_VERIFY_WITH_TIMEOUT(driver_->message().contains(QStringLiteral("edited.md")), kWait_ms);
  QFile file(driver_->chooser.answer);
  QVERIFY(file.open(QIODevice::ReadOnly));
  const QByteArray transcript = file.readAll();
  QVERIFY(transcript.contains(kSecond.toUtf8()));
  QVERIFY(!transcript.contains(kQuestion.toUtf8()));
}

void TestTurns::cancelling_an_edit_changes_nothing() {
  QVERIFY(answer(kQuestion));
  auto* field = driver_->find<ui::QuestionField>("question_field");
  field->setFocus();
  QTest::keyClicks(field, QStringLiteral("a draft"));
  QTest::keyClick(driver_->window.get(), Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier);
  QCOMPARE(field->toPlainText(), kQuestion);
  QTest::keyClick(field, Qt::Key_Escape);
  QVERIFY(!pending());
  QCOMPARE(field->toPlainText(), QStringLiteral("a draft"));
  QCOMPARE(driver_->answers().size(), 1);
}

void TestTurns::deletes_turns() {
  QVERIFY(answer(kQuestion));
  const QString first = driver_->answers().value(0);
  QVERIFY(answer(kSecond));
  const QString second = driver_->answers().value(1);
  driver_->action("delete_last_turn")->trigger();
  QVERIFY(pending());
  QTest::mouseClick(driver_->find<QPushButton>("pending_accept"), Qt::LeftButton);
  QTRY_COMPARE(driver_->answers(), QStringList{first});
  QVERIFY(answer(kSecond));  // as if it had not been asked before
  QCOMPARE(driver_->answers().value(1), second);
  press(turns().first(), "delete_turn");
  QVERIFY(pending_text().contains(QStringLiteral("1 later one")));
  QTest::mouseClick(driver_->find<QPushButton>("pending_accept"), Qt::LeftButton);
  QTRY_VERIFY(driver_->answers().isEmpty());
  QVERIFY(driver_->find<QLabel>("empty_title")->isVisible());
  QVERIFY(!driver_->action("save_transcript")->isEnabled());
  QVERIFY(!driver_->action("delete_last_turn")->isEnabled());
}

// A truncation that was asked for and stopped before its turn must not leave the model with turns that the
// window no longer shows.
void TestTurns::a_stopped_change_keeps_both_sides_alike() {
  QVERIFY(answer(kQuestion));
  const QString first = driver_->answers().value(0);
  QVERIFY(answer(kSecond));
  press(turns().first(), "ask_again");
  QTest::mouseClick(driver_->find<QPushButton>("pending_other"), Qt::LeftButton);
  driver_->action("stop")->trigger();
  QTRY_VERIFY_WITH_TIMEOUT(driver_->idle(), kWait_ms);
  driver_->find<ui::QuestionField>("question_field")->clear();
  driver_->action("ask_last_again")->trigger();
  QVERIFY(finished(1));
  QCOMPARE(driver_->answers(), QStringList{first});
}

void TestTurns::settings_vary_the_answer() {
  QVERIFY(answer(kQuestion));
  const QString greedy = driver_->answers().value(0);
  QVERIFY(!driver_->footers().value(0).contains(QStringLiteral("temperature")));
  auto* drawer = driver_->find<QWidget>("answer_settings");
  QVERIFY(!drawer->isVisible());
  QTest::mouseClick(driver_->find<QToolButton>("answer_settings_button"), Qt::LeftButton);
  QVERIFY(drawer->isVisible());
  auto* seed = driver_->find<QSpinBox>("seed");
  QVERIFY(!seed->isEnabled());  // greedy answers do not need one
  driver_->find<QDoubleSpinBox>("temperature")->setValue(2);
  QVERIFY(seed->isEnabled());
  seed->setValue(7);
  driver_->action("ask_last_again")->trigger();
  QVERIFY(finished(1));
  const QString varied = driver_->answers().value(0);
  QVERIFY(varied != greedy);
  QVERIFY2(driver_->footers().value(0).contains(QStringLiteral("temperature 2 · seed 7")),
           qPrintable(driver_->footers().value(0)));
  driver_->action("ask_last_again")->trigger();
  QTest::mouseClick(driver_->find<QPushButton>("pending_other"), Qt::LeftButton);
  QVERIFY(finished(1));
  QCOMPARE(driver_->answers().value(0), varied);  // the same seed
  driver_->find<QDoubleSpinBox>("repetition_penalty")->setValue(1.5);
  driver_->find<QCheckBox>("repetition_guard")->setChecked(false);
  driver_->action("ask_last_again")->trigger();
  QVERIFY(finished(1));
  QVERIFY2(driver_->footers().value(0).contains(QStringLiteral("repetition penalty 1.5")),
           qPrintable(driver_->footers().value(0)));
  QTest::mouseClick(driver_->find<QPushButton>("reset_settings"), Qt::LeftButton);
  QVERIFY(driver_->find<QCheckBox>("repetition_guard")->isChecked());
  QCOMPARE(driver_->find<QDoubleSpinBox>("temperature")->value(), 0.0);
  QVERIFY(!driver_->find<QPushButton>("reset_settings")->isEnabled());
  driver_->find<QSpinBox>("max_new_tokens")->setValue(3);
  driver_->action("ask_last_again")->trigger();
  QVERIFY(finished(1));
  QVERIFY(driver_->footers().value(0).contains(QStringLiteral("Length limit reached · 3 tokens")));
}

void TestTurns::forecast_tells_what_a_question_costs() {
  auto* forecast = driver_->find<QLabel>("forecast");
  auto* field = driver_->find<ui::QuestionField>("question_field");
  field->setPlainText(kQuestion);
  // The golden prompt of this clip and question has 458 tokens.
  QTRY_VERIFY2(forecast->text().startsWith(QStringLiteral("458 tokens")), qPrintable(forecast->text()));
  field->clear();
  QVERIFY(answer(kQuestion));
  field->setPlainText(kSecond);
  QTRY_VERIFY2(forecast->isVisible() && !forecast->text().startsWith(QStringLiteral("458 ")),
               qPrintable(forecast->text()));
  QVERIFY2(forecast->text().contains(QStringLiteral("first token: about")), qPrintable(forecast->text()));
  // It says beforehand what the model counts afterwards.
  static const QRegularExpression count(QStringLiteral("^(\\d+) tokens"));
  const int expected = count.match(forecast->text()).captured(1).toInt();
  field->clear();
  QVERIFY(answer(kSecond));
  static const QRegularExpression of(QStringLiteral("of (\\d+) prompt tokens"));
  QCOMPARE(of.match(driver_->footers().value(1)).captured(1).toInt(), expected);
}

void TestTurns::copies_the_answer_as_it_was_written() {
  QVERIFY(answer(kQuestion));
  press(turns().first(), "copy_answer");
  QCOMPARE(QApplication::clipboard()->text(), driver_->answers().value(0));
}

}  // namespace vp::test

QTEST_MAIN(vp::test::TestTurns)
#include "test_turns.moc"
