#include <QAbstractButton>
#include <QAction>
#include <QComboBox>
#include <QLabel>
#include <QScrollArea>
#include <QSettings>
#include <QTemporaryDir>
#include <QtTest>

#include "attention/answer_attention.h"
#include "studio_driver.h"
#include "support/golden_clips.h"
#include "ui/attention/answer_picker.h"
#include "ui/attention/small_multiples.h"
#include "ui/attention/word_chips.h"
#include "ui/look/format.h"
#include "ui/player/frame_thumbnail.h"
#include "ui/player/timeline.h"

namespace vp::test {
namespace {

constexpr int kWait_ms = 60000;
const QString kData = QStringLiteral(VP_TEST_DATA "/golden/");
const QString kModel = kData + QStringLiteral("checkpoint");
const QString kClip = kData + QStringLiteral("clip_landscape.mkv");
const QString kQuestion = QStringLiteral("What is happening in the video?");
constexpr int kTokens = 12;

}  // namespace

/// The words of an answer in the attention panel, and their maps.
class TestAnswerWords : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void init();
  void frames_of_an_answer_share_a_scale_at_first();
  void words_of_an_answer();
  void words_take_the_rows_that_they_need();
  void words_by_keyboard();
  void layers_of_an_answer();
  void answers_follow_the_conversation();
  void without_recording();

 private:
  static void ask(StudioDriver& driver, const QString& question, int answer);

  QTemporaryDir folder_;
  std::unique_ptr<StudioDriver> driver_;  ///< one window for all: what is slow is the way to it
};

void TestAnswerWords::initTestCase() {
  QVERIFY(use_own_settings(folder_));
  driver_ = std::make_unique<StudioDriver>(kModel, kTokens);
  QVERIFY(driver_->show_encoded(kClip));
}

/// Every test begins with FSRA at the first frame, and no answer.
void TestAnswerWords::init() {
  if (driver_->action("restart")->isEnabled()) driver_->action("restart")->trigger();
  driver_->action("map_fsra")->trigger();
  driver_->action("view_strip")->trigger();
  driver_->find<QComboBox>("heads")->setCurrentIndex(0);
  driver_->action("same_scale")->setChecked(false);
  driver_->action("record_answers")->setChecked(true);
  driver_->action("first_frame")->trigger();
  QTRY_VERIFY_WITH_TIMEOUT(driver_->idle() && driver_->shown_frame() == 0, kWait_ms);
}

void TestAnswerWords::ask(StudioDriver& driver, const QString& question, int answer) {
  driver.type_question(question);
  QTRY_VERIFY_WITH_TIMEOUT(!driver.footers().value(answer).isEmpty(), kWait_ms);
}

void TestAnswerWords::frames_of_an_answer_share_a_scale_at_first() {
  StudioDriver* const driver = driver_.get();
  const QAction* same = driver->action("same_scale");
  auto* button = driver->find<QAbstractButton>("same_scale_button");
  QVERIFY(!same->isChecked() && !button->isChecked());
  driver->press("map_answer_button");
  QVERIFY(same->isChecked() && button->isChecked());
  // Each has its own choice, and keeps it.
  driver->press("same_scale_button");
  driver->press("map_fsra_button");
  QVERIFY(!same->isChecked());
  driver->press("same_scale_button");
  driver->press("map_answer_button");
  QVERIFY(!same->isChecked() && !button->isChecked());
  driver->press("same_scale_button");
  driver->press("map_fsra_button");
  QVERIFY(same->isChecked() && button->isChecked());
}

void TestAnswerWords::words_of_an_answer() {
  StudioDriver* const driver = driver_.get();
  driver->press("map_answer_button");
  auto* chips = driver->find<ui::WordChips>("word_chips");
  auto* message = driver->find<QLabel>("answer_message");
  QVERIFY(message->isVisible());
  QVERIFY(message->text().contains(QStringLiteral("Ask a question")));
  const QImage plain = driver->painted_picture();
  ask(*driver, kQuestion, 0);
  QVERIFY(chips->isVisible());
  QVERIFY(!message->isVisible());
  QVERIFY(chips->count() > 3);

  // The words are the engine's answer, and the bars what the engine recorded of the chosen one.
  base::NoProgress progress;
  const auto model = load_golden_model(1);
  engine::VideoRequest request;
  request.file = ui::to_path(kClip);
  engine::Conversation conversation(model, engine::EncodedVideo::encode(model, request, progress));
  engine::AskOptions options;
  options.max_new_tokens = kTokens;
  options.attention.enabled = true;
  options.attention.per_layer = true;
  const engine::Turn turn = conversation.ask(kQuestion.toStdString(), options, {}, progress);
  const auto words = attention::answer_words(turn.attention->pieces);
  QCOMPARE(chips->count(), static_cast<int>(words.size()) + 1);
  for (std::size_t i = 0; i < words.size(); ++i)
    QCOMPARE(chips->word(static_cast<int>(i)).text, ui::to_qstring(words[i].text));
  const int chosen = 2;
  QTest::mouseClick(chips, Qt::LeftButton, {}, chips->chip_rect(chosen).center());
  QCOMPARE(chips->current(), chosen);
  const auto masses = attention::answer_masses(*turn.attention, words[chosen].tokens, attention::kAllRows);
  auto* timeline = driver->find<ui::Timeline>("timeline");
  QVERIFY(timeline->curve().form == ui::AttentionCurve::Form::Bars);
  QCOMPARE(timeline->curve().points.size(), 8);
  QCOMPARE(timeline->curve().points[5].total(), masses[5].total());
  const QString spoken = timeline->accessibleDescription();
  QVERIFY2(spoken.contains(QStringLiteral("frame 10: ") + QLocale().toString(masses[2].total(), 'g', 3)),
           qPrintable(spoken));

  // The map lies over the picture, and says whose it is.
  const QImage of_the_word = driver->painted_picture();
  QVERIFY(of_the_word != plain);
  QTest::mouseClick(chips, Qt::LeftButton, {}, chips->chip_rect(0).center());
  QVERIFY(driver->painted_picture() != of_the_word);
  const QString caption = driver->find<QLabel>("overlay_caption")->text();
  QVERIFY2(caption.contains(chips->word(0).text) && caption.contains(QStringLiteral("8 × 5 tokens")) &&
               caption.contains(QStringLiteral("decoder layers")),
           qPrintable(caption));
  QTest::mouseClick(timeline, Qt::LeftButton, {}, QPoint(qRound(timeline->x_of(3.0)), 80));
  QTRY_COMPARE_WITH_TIMEOUT(driver->shown_frame(), 30, kWait_ms);
}

void TestAnswerWords::words_take_the_rows_that_they_need() {
  ui::AnswerPicker picker;
  const auto answer = [](std::size_t words) {
    attention::AnswerAttention record;
    record.pieces.assign(words, " word");
    record.shares.assign(words, 0.5F);
    return std::make_shared<const attention::AnswerAttention>(std::move(record));
  };
  picker.add_answer(kQuestion, answer(1));
  picker.resize(900, 200);
  picker.show();
  QVERIFY(QTest::qWaitForWindowExposed(&picker));
  const auto* scroll = picker.findChild<QScrollArea*>(QStringLiteral("word_scroll"));
  const auto* chips = picker.findChild<ui::WordChips*>(QStringLiteral("word_chips"));
  const int row = chips->chip_rect(0).height();
  QCOMPARE(scroll->height(), row);
  picker.add_answer(kQuestion, answer(12));  // two rows at this width
  QCoreApplication::processEvents();
  QVERIFY(scroll->height() > 2 * row);
  QCOMPARE(scroll->height(), chips->chip_rect(chips->count() - 1).bottom() + 1);
  picker.add_answer(kQuestion, answer(100));
  QCoreApplication::processEvents();
  QVERIFY(scroll->height() > 2 * row && scroll->height() < 3 * row);
  QVERIFY(chips->chip_rect(chips->count() - 1).bottom() > scroll->height());  // to be scrolled to
}

void TestAnswerWords::words_by_keyboard() {
  StudioDriver* const driver = driver_.get();
  driver->press("map_answer_button");
  ask(*driver, kQuestion, 0);
  auto* chips = driver->find<ui::WordChips>("word_chips");
  chips->setFocus();
  QTest::keyClick(chips, Qt::Key_Right);
  QTest::keyClick(chips, Qt::Key_Right);
  QTest::keyClick(chips, Qt::Key_Left);
  QCOMPARE(chips->current(), 1);
  QVERIFY(chips->accessibleDescription().startsWith(chips->word(1).text));
  QTest::keyClick(chips, Qt::Key_End);
  QCOMPARE(chips->current(), chips->count() - 1);
  QCOMPARE(chips->word(chips->current()).text, QStringLiteral("Whole answer"));
  QTest::keyClick(chips, Qt::Key_Home);
  QCOMPARE(chips->current(), 0);
  QCOMPARE(driver->shown_frame(), 0);  // the keys were not the player's
  const auto* scroll = driver->find<QScrollArea>("word_scroll");
  QVERIFY(scroll->viewport()->rect().contains(
      QRect(chips->mapTo(scroll->viewport(), chips->chip_rect(0).topLeft()), chips->chip_rect(0).size())));
}

void TestAnswerWords::layers_of_an_answer() {
  StudioDriver* const driver = driver_.get();
  driver->press("map_answer_button");
  ask(*driver, kQuestion, 0);
  auto* layers = driver->find<QComboBox>("heads");
  QVERIFY(layers->count() > 2);  // the mean and each layer
  const QImage mean = driver->painted_picture();
  layers->setFocus();
  QTest::keyClick(layers, Qt::Key_Down);
  QVERIFY(driver->find<QLabel>("overlay_caption")->text().contains(QStringLiteral("decoder layer 0")));
  QVERIFY(driver->painted_picture() != mean);
  driver->action("view_multiples")->trigger();
  const auto* multiples = driver->find<ui::SmallMultiples>("small_multiples");
  QCOMPARE(multiples->rows(), layers->count() - 1);
  QCOMPARE(multiples->columns(), 8);
}

void TestAnswerWords::answers_follow_the_conversation() {
  StudioDriver* const driver = driver_.get();
  driver->press("map_answer_button");
  ask(*driver, kQuestion, 0);
  auto* choice = driver->find<QComboBox>("answer_choice");
  auto* chips = driver->find<ui::WordChips>("word_chips");
  QCOMPARE(choice->count(), 1);
  const QString first = chips->word(chips->count() - 2).text + QString::number(chips->count());
  ask(*driver, QStringLiteral("What color is the car?"), 1);
  QVERIFY(choice->count() == 2 && choice->currentIndex() == 1);
  choice->setFocus();
  QTest::keyClick(choice, Qt::Key_Up);
  QCOMPARE(chips->word(chips->count() - 2).text + QString::number(chips->count()), first);
  driver->action("restart")->trigger();
  QCOMPARE(choice->count(), 0);
  QVERIFY(!chips->isVisible());
  QVERIFY(driver->find<ui::Timeline>("timeline")->curve().form == ui::AttentionCurve::Form::Lines);
}

void TestAnswerWords::without_recording() {
  StudioDriver* const driver = driver_.get();
  driver->press("map_answer_button");
  driver->press("record_answers_button");
  QVERIFY(!driver->action("record_answers")->isChecked());
  QVERIFY(!driver->find<QWidget>("record_heads")->isEnabled());
  ask(*driver, kQuestion, 0);
  QVERIFY(driver->find<QLabel>("answer_message")->text().contains(QStringLiteral("not recorded")));
  QVERIFY(!driver->find<QWidget>("word_chips")->isVisible());
  for (const auto* thumbnail : driver->window->findChildren<ui::FrameThumbnail*>())
    QVERIFY(thumbnail->map().isNull());
}

}  // namespace vp::test

QTEST_MAIN(vp::test::TestAnswerWords)
#include "test_answer_words.moc"
