#include <QAction>
#include <QLabel>
#include <QSettings>
#include <QTemporaryDir>
#include <QTextEdit>
#include <QToolButton>
#include <QtTest>

#include "engine/encoded_video.h"
#include "studio_driver.h"
#include "ui/attention/word_chips.h"
#include "ui/conversation/evidence.h"
#include "ui/conversation/picked_words.h"
#include "ui/conversation/turn_view.h"
#include "ui/look/format.h"
#include "ui/look/language.h"
#include "ui/session/session.h"

namespace vp::test {
namespace {

constexpr int kWait_ms = 60000;
const QString kData = QStringLiteral(VP_TEST_DATA "/golden/");
const QString kModel = kData + QStringLiteral("checkpoint");
const QString kClip = kData + QStringLiteral("clip_landscape.mkv");
const QString kQuestion = QStringLiteral("What is happening in the video?");

}  // namespace

/// The answer is the way to what it looked at: its frames as chips, its words as something to choose.
class TestAnswerEvidence : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void init();
  void chips_are_of_the_answer();
  void without_a_record_there_are_no_chips();
  void chips_seek();
  void a_clicked_word_shows_its_map();
  void words_are_stepped_through_with_the_keyboard();
  void a_word_that_is_chosen_below_is_marked_in_the_answer();
  void text_can_still_be_selected();
  void stored_answers_keep_their_chips();
  void frames_shown_twice_are_one_chip();
  void words_are_found_in_what_is_shown();

 private:
  bool open(StudioDriver& driver);
  bool ask(const QString& question);
  ui::TurnView* turn(int number) const {
    return driver_->window->findChildren<ui::TurnView*>().value(number);
  }
  static QStringList chips(const ui::TurnView& turn) {
    QStringList texts;
    for (const auto* chip : turn.findChildren<QToolButton*>(QStringLiteral("evidence_chip")))
      if (chip->isVisibleTo(&turn)) texts << chip->text();
    return texts;
  }
  static ui::PickedWords* words(ui::TurnView& turn) {
    return turn.findChild<QTextEdit*>(QStringLiteral("answer"))->findChild<ui::PickedWords*>();
  }
  const engine::Turn& answered(std::size_t number) const {
    return driver_->window->findChild<ui::Session*>()->turns().at(number).turn;
  }
  /// The frame of the clip that these tokens attended to most.
  qint64 most_attended(const engine::Turn& turn, const attention::TokenRange& tokens) const;

  QTemporaryDir folder_;
  std::unique_ptr<StudioDriver> driver_;
};

void TestAnswerEvidence::initTestCase() {
  QVERIFY(use_own_settings(folder_));
  ui::apply_language(*qApp, QStringLiteral("en"));
}

bool TestAnswerEvidence::open(StudioDriver& driver) {
  if (!driver.show()) return false;
  driver.open(kClip);
  return QTest::qWaitFor([&] { return driver.thumbnail_count() == 8 && driver.idle(); }, kWait_ms);
}

void TestAnswerEvidence::init() {
  QSettings().clear();
  driver_ = std::make_unique<StudioDriver>(kModel, 12);
  QVERIFY(open(*driver_));
}

bool TestAnswerEvidence::ask(const QString& question) {
  const auto before = driver_->answers().size();
  driver_->type_question(question);
  return QTest::qWaitFor(
      [&] {
        const auto turns = driver_->window->findChildren<ui::TurnView*>();
        return driver_->idle() && turns.size() == before + 1 && turns.last()->answered();
      },
      kWait_ms);
}

qint64 TestAnswerEvidence::most_attended(const engine::Turn& turn,
                                         const attention::TokenRange& tokens) const {
  const auto masses = attention::answer_masses(*turn.attention, tokens, attention::kAllRows);
  const auto& frames = driver_->window->findChild<ui::Session*>()->encoded_video()->frames();
  std::size_t most = 0;
  for (std::size_t i = 0; i < frames.size(); ++i)
    if (masses[i].total() > masses[most].total()) most = i;
  return frames[most].index;
}

void TestAnswerEvidence::chips_are_of_the_answer() {
  QVERIFY(ask(kQuestion));
  QVERIFY(ask(QStringLiteral("Who is the president of France?")));
  for (int i = 0; i < 2; ++i) {
    const engine::Turn& turn_ = answered(static_cast<std::size_t>(i));
    QVERIFY(turn_.attention);
    const auto masses =
        attention::answer_masses(*turn_.attention, {0, turn_.attention->tokens()}, attention::kAllRows);
    const auto& frames = driver_->window->findChild<ui::Session*>()->encoded_video()->frames();
    std::vector<std::pair<double, std::size_t>> order;
    for (std::size_t frame = 0; frame < frames.size(); ++frame)
      order.emplace_back(-masses[frame].total(), frame);
    std::sort(order.begin(), order.end());
    QStringList expected;
    for (std::size_t place = 0; place < 3; ++place) {
      const double share = -order[place].first;
      expected << QStringLiteral("%1 · %2\u00a0%")
                      .arg(ui::format_time(frames[order[place].second].time_s),
                           QLocale().toString(share * 100, 'f', share < 0.1 ? 1 : 0));
    }
    QCOMPARE(chips(*turn(i)), expected);
  }
  const auto* label = turn(0)->findChild<QLabel*>(QStringLiteral("evidence_label"));
  QVERIFY(label->text().startsWith(QStringLiteral("Looked at for this answer")));
}

void TestAnswerEvidence::without_a_record_there_are_no_chips() {
  driver_->action("record_answers")->setChecked(false);
  QVERIFY(ask(kQuestion));
  QVERIFY(chips(*turn(0)).isEmpty());
  QCOMPARE(words(*turn(0))->count(), 0);
}

void TestAnswerEvidence::chips_seek() {
  QVERIFY(ask(kQuestion));
  static const QRegularExpression frame(QStringLiteral("frame (\\d+) at"));
  for (auto* chip : turn(0)->findChildren<QToolButton*>(QStringLiteral("evidence_chip"))) {
    const int wanted = frame.match(chip->accessibleName()).captured(1).toInt();
    QTest::mouseClick(chip, Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(driver_->shown_frame(), wanted, kWait_ms);
  }
}

void TestAnswerEvidence::a_clicked_word_shows_its_map() {
  QVERIFY(ask(kQuestion));
  QVERIFY(driver_->action("map_off")->isChecked());  // the picture is seen first
  const QImage plain = driver_->painted_picture();
  ui::PickedWords* picked = words(*turn(0));
  const auto expected = attention::answer_words(answered(0).attention->pieces);
  QCOMPARE(picked->count(), static_cast<int>(expected.size()));
  int word = 0;
  while (word < picked->count() && picked->rects(word).isEmpty()) ++word;
  QVERIFY(word < picked->count());
  auto* display = turn(0)->findChild<QTextEdit*>(QStringLiteral("answer"));
  QTest::mouseClick(display->viewport(), Qt::LeftButton, {}, picked->rects(word).first().center().toPoint());
  QCOMPARE(picked->current(), word);
  QVERIFY(driver_->action("map_answer")->isChecked());
  QCOMPARE(driver_->find<ui::WordChips>("word_chips")->current(), word);
  const auto frame = most_attended(answered(0), expected[static_cast<std::size_t>(word)].tokens);
  QTRY_COMPARE_WITH_TIMEOUT(driver_->shown_frame(), static_cast<int>(frame), kWait_ms);
  QTRY_VERIFY(driver_->painted_picture() != plain);
  QVERIFY(driver_->find<QLabel>("overlay_caption")
              ->text()
              .contains(ui::to_qstring(expected[static_cast<std::size_t>(word)].text)));
}

void TestAnswerEvidence::words_are_stepped_through_with_the_keyboard() {
  QVERIFY(ask(kQuestion));
  ui::PickedWords* picked = words(*turn(0));
  const auto expected = attention::answer_words(answered(0).attention->pieces);
  auto* display = turn(0)->findChild<QTextEdit*>(QStringLiteral("answer"));
  display->setFocus();
  QTest::keyClick(display, Qt::Key_Right);
  QCOMPARE(picked->current(), 0);
  QTest::keyClick(display, Qt::Key_Right);
  QCOMPARE(picked->current(), 1);
  QTRY_COMPARE_WITH_TIMEOUT(driver_->shown_frame(),
                            static_cast<int>(most_attended(answered(0), expected[1].tokens)), kWait_ms);
  QVERIFY2(display->accessibleDescription().startsWith(QStringLiteral("Word 2 of ")),
           qPrintable(display->accessibleDescription()));
  QTest::keyClick(display, Qt::Key_End);
  QCOMPARE(picked->current(), picked->count() - 1);
  QTest::keyClick(display, Qt::Key_Home);
  QCOMPARE(picked->current(), 0);
  QTest::keyClick(display, Qt::Key_Left);
  QCOMPARE(picked->current(), 0);
}

void TestAnswerEvidence::a_word_that_is_chosen_below_is_marked_in_the_answer() {
  QVERIFY(ask(kQuestion));
  QVERIFY(ask(QStringLiteral("And then?")));
  driver_->action("map_answer")->trigger();
  auto* chips = driver_->find<ui::WordChips>("word_chips");
  chips->set_current(1);
  QCOMPARE(words(*turn(1))->current(), 1);
  QCOMPARE(words(*turn(0))->current(), -1);
  driver_->action("map_off")->trigger();
  QCOMPARE(words(*turn(1))->current(), -1);
}

void TestAnswerEvidence::text_can_still_be_selected() {
  QVERIFY(ask(kQuestion));
  ui::PickedWords* picked = words(*turn(0));
  auto* display = turn(0)->findChild<QTextEdit*>(QStringLiteral("answer"));
  const QRectF first = picked->rects(0).value(0);
  QTest::mousePress(display->viewport(), Qt::LeftButton, {}, first.topLeft().toPoint() + QPoint(1, 4));
  QTest::mouseMove(display->viewport(), first.bottomRight().toPoint() + QPoint(20, -4));
  QTest::mouseRelease(display->viewport(), Qt::LeftButton, {},
                      first.bottomRight().toPoint() + QPoint(20, -4));
  QCOMPARE(picked->current(), -1);
}

void TestAnswerEvidence::stored_answers_keep_their_chips() {
  const QString file = folder_.filePath(QStringLiteral("stored.sqlite"));
  driver_ = std::make_unique<StudioDriver>(kModel, 12, QString(), QString(), file);
  QVERIFY(open(*driver_));
  QVERIFY(ask(kQuestion));
  const QStringList before = chips(*turn(0));
  QCOMPARE(before.size(), 3);
  driver_->window->close();
  // Without a model: what is shown can only be what was stored.
  driver_ = std::make_unique<StudioDriver>(QString(), 12, QString(), QString(), file);
  QVERIFY(driver_->show());
  QAction* library = driver_->action("show_library_panel");
  if (!library->isChecked()) library->trigger();
  QTRY_COMPARE_WITH_TIMEOUT(driver_->sessions().size(), 1, kWait_ms);
  driver_->open_first_session();
  QTRY_VERIFY_WITH_TIMEOUT(turn(0) != nullptr && turn(0)->answered(), kWait_ms);
  QCOMPARE(chips(*turn(0)), before);
  QVERIFY(words(*turn(0))->count() > 0);
}

void TestAnswerEvidence::frames_shown_twice_are_one_chip() {
  attention::AnswerAttention record;
  record.layers = {0};
  record.heads = {0};
  record.layer_heads = 1;
  record.frames.assign(4, {.height = 1, .width = 1, .context = false, .row_tokens = false});
  record.pieces = {"a", " b"};
  record.values = {0.1F, 0.2F, 0.3F, 0.0F, 0.3F, 0.0F, 0.1F, 0.0F};
  const QList<ui::SeenFrame> frames{{5, 0.5}, {7, 0.7}, {5, 0.5}, {9, 0.9}};
  const auto whole = ui::answer_evidence(record, {0, 2}, frames, 3);
  QCOMPARE(whole.size(), 2);  // nothing fell on the last
  QCOMPARE(whole[0].frame, 5);
  QVERIFY(std::abs(whole[0].share - 0.4) < 1e-6 && std::abs(whole[1].share - 0.1) < 1e-6);
  QCOMPARE(ui::answer_evidence(record, {0, 1}, frames, 1).value(0).frame, 5);
  // A record of fewer frames is of others.
  QVERIFY(ui::answer_evidence(record, {0, 2}, frames + frames, 3).isEmpty());
}

void TestAnswerEvidence::words_are_found_in_what_is_shown() {
  using ui::WordPlace;
  QCOMPARE(ui::place_words(QStringLiteral("a red ball."), {"a", "red", "ball", "."}),
           (QList<WordPlace>{{0, 1}, {2, 5}, {6, 10}, {10, 11}}));
  // Marks of Markdown are not shown.
  QCOMPARE(ui::place_words(QStringLiteral("a red ball"), {"a", "**red**", "ball"}),
           (QList<WordPlace>{{0, 1}, {2, 5}, {6, 10}}));
  QCOMPARE(ui::place_words(QStringLiteral("•\tone\n•\ttwo"), {"-", "one", "-", "two"}),
           (QList<WordPlace>{{0, 0}, {2, 5}, {5, 5}, {8, 11}}));
  // A word that is not there is not looked for at the text's end.
  const QString far = QStringLiteral("x") + QString(100, QLatin1Char(' ')) + QStringLiteral("far");
  QCOMPARE(ui::place_words(far, {"far", "x"}), (QList<WordPlace>{{0, 0}, {0, 1}}));
}

}  // namespace vp::test

QTEST_MAIN(vp::test::TestAnswerEvidence)
#include "test_answer_evidence.moc"
