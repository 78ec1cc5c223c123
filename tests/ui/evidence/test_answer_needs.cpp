// "What does it need?": measured on the worker, shown as chips, bars under the timeline and a table.
#include <QAction>
#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QToolButton>
#include <QtTest>

#include "evidence/frame_knockout.h"
#include "studio_driver.h"
#include "ui/conversation/evidence.h"
#include "ui/conversation/turn_view.h"
#include "ui/evidence/answer_needs.h"
#include "ui/evidence/needs_dialog.h"
#include "ui/look/format.h"
#include "ui/look/language.h"
#include "ui/player/timeline.h"
#include "ui/session/session.h"

namespace vp::test {
namespace {

constexpr int kWait_ms = 60000;
const QString kData = QStringLiteral(VP_TEST_DATA "/golden/");
const QString kModel = kData + QStringLiteral("checkpoint");
const QString kClip = kData + QStringLiteral("clip_landscape.mkv");
const QString kQuestion = QStringLiteral("What is happening in the video?");

}  // namespace

class TestAnswerNeeds : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void init();
  void is_asked_before_it_is_measured();
  void chips_bars_and_table_are_of_what_was_measured();
  void another_third_of_the_layers();
  void goes_with_the_conversation();
  void is_kept_with_the_session();
  void a_small_loss_is_no_evidence();
  void exports();

 private:
  ui::Session* session() const { return driver_->window->findChild<ui::Session*>(); }
  ui::TurnView* turn(int number) const {
    return driver_->window->findChildren<ui::TurnView*>().value(number);
  }
  ui::Timeline* timeline() const { return driver_->window->findChild<ui::Timeline*>(); }
  const std::shared_ptr<const evidence::FrameKnockout>& knockout(std::size_t number) const {
    return session()->turns().at(number).turn.knockout;
  }
  bool measure(int number) const;
  /// Of the answer, as the button below it does.
  void press_needs(int number) const {
    QTest::mouseClick(turn(number)->findChild<QToolButton*>(QStringLiteral("needs_of_answer")),
                      Qt::LeftButton);
  }

  QTemporaryDir folder_;
  std::unique_ptr<StudioDriver> driver_;
};

void TestAnswerNeeds::initTestCase() {
  QVERIFY(use_own_settings(folder_));
  ui::apply_language(*qApp, QStringLiteral("en"));
}

void TestAnswerNeeds::init() {
  QSettings().clear();
  driver_ = std::make_unique<StudioDriver>(kModel, 12);
  QVERIFY(driver_->show_encoded(kClip));
  QVERIFY(driver_->ask(kQuestion));
}

bool TestAnswerNeeds::measure(int number) const {
  press_needs(number);
  driver_->press("pending_accept");
  return QTest::qWaitFor(
      [&] { return driver_->idle() && knockout(static_cast<std::size_t>(number)) != nullptr; }, kWait_ms);
}

void TestAnswerNeeds::is_asked_before_it_is_measured() {
  auto* button = turn(0)->findChild<QToolButton*>(QStringLiteral("needs_of_answer"));
  QVERIFY(button->isEnabled());
  press_needs(0);
  const auto* accept = driver_->find<QPushButton>("pending_accept");
  QVERIFY(accept->isVisible());
  QCOMPARE(accept->text(), QStringLiteral("Measure"));
  const auto* text = driver_->find<QLabel>("pending_text");
  QVERIFY2(text->text().contains(QStringLiteral("8 times")), qPrintable(text->text()));
  QVERIFY2(text->text().contains(QStringLiteral("about")), qPrintable(text->text()));
  driver_->press("pending_cancel");
  QVERIFY(!knockout(0));
  // By the keyboard too, of the last answer.
  driver_->action("needs_of_last")->trigger();
  QVERIFY(accept->isVisible());
}

void TestAnswerNeeds::chips_bars_and_table_are_of_what_was_measured() {
  QVERIFY(driver_->ask(QStringLiteral("What color is the car?")));
  QVERIFY(measure(0));
  const evidence::FrameKnockout& found = *knockout(0);
  const std::vector<double> changes = evidence::changes(found, found.all());
  QCOMPARE(changes.size(), std::size_t{8});
  const auto needed = evidence::needed_frames(changes, 3);
  const auto chips = turn(0)->findChildren<QToolButton*>(QStringLiteral("evidence_chip"));
  QCOMPARE(static_cast<std::size_t>(chips.size()), needed.size());
  for (std::size_t i = 0; i < needed.size(); ++i)
    QVERIFY(chips[static_cast<qsizetype>(i)]->text().contains(QString::number(changes[needed[i]], 'f', 2)));
  const auto* label = turn(0)->findChild<QLabel*>(QStringLiteral("evidence_label"));
  QVERIFY2(label->text().contains(QStringLiteral("easured by hiding")), qPrintable(label->text()));
  QVERIFY(label->isVisible());
  // The other answer's are its own attention still.
  QVERIFY(turn(1)->findChild<QLabel*>(QStringLiteral("evidence_label"))->text().startsWith("Looked at"));

  const ui::AttentionCurve& curve = timeline()->curve();
  QVERIFY2(curve.title.contains(QStringLiteral("measured by hiding")), qPrintable(curve.title));
  QCOMPARE(curve.points.size(), 8);
  for (qsizetype i = 0; i < 8; ++i)
    QVERIFY(std::abs(curve.points[i].total() - std::max(0.0, -changes[static_cast<std::size_t>(i)])) < 1e-9);
  // Whoever looks at a map sees its curve again.
  driver_->action("map_gstra")->trigger();
  QVERIFY(timeline()->curve().title.contains(QStringLiteral("GSTRA")));

  press_needs(0);
  auto* table = driver_->find<QTableWidget>("needs_table");
  QVERIFY(table != nullptr && table->isVisible());
  QCOMPARE(table->rowCount(), 8);
  QCOMPARE(table->columnCount(), 3 + static_cast<int>(evidence::words(found).size()));
  QVERIFY(timeline()->curve().title.contains(QStringLiteral("measured by hiding")));
  const int frame = static_cast<int>(session()->encoded_video()->frames()[5].index);
  emit table->cellClicked(5, 0);
  QTRY_COMPARE_WITH_TIMEOUT(driver_->shown_frame(), frame, kWait_ms);
  QVERIFY(driver_->find<QLabel>("needs_note")->text().contains(QStringLiteral("may still hold")));
}

void TestAnswerNeeds::another_third_of_the_layers() {
  QVERIFY(measure(0));
  const auto all = knockout(0);
  press_needs(0);
  driver_->find<QComboBox>("needs_layers")->setCurrentIndex(3);
  driver_->press("needs_measure");
  QTRY_VERIFY_WITH_TIMEOUT(driver_->idle() && knockout(0) != all, kWait_ms);
  QVERIFY(knockout(0)->layers.first > 0);
  QVERIFY(knockout(0)->without != all->without);
  QCOMPARE(driver_->find<QTableWidget>("needs_table")->rowCount(), 8);
}

void TestAnswerNeeds::goes_with_the_conversation() {
  QVERIFY(measure(0));
  QVERIFY(driver_->ask(QStringLiteral("And then?")));
  QVERIFY(!timeline()->curve().title.contains(QStringLiteral("hiding")));
  QVERIFY(knockout(0));
  driver_->action("restart")->trigger();
  QVERIFY(!driver_->action("needs_of_last")->isEnabled());
}

void TestAnswerNeeds::is_kept_with_the_session() {
  const QString file = folder_.filePath(QStringLiteral("needs.sqlite"));
  driver_ = std::make_unique<StudioDriver>(kModel, 12, QString(), QString(), file);
  QVERIFY(driver_->show_encoded(kClip));
  QVERIFY(driver_->ask(kQuestion));
  QVERIFY(measure(0));
  const evidence::FrameKnockout before = *knockout(0);
  const QString label = turn(0)->findChild<QLabel*>(QStringLiteral("evidence_label"))->text();
  driver_->window->close();
  // Without a model: what is shown can only be what was stored.
  driver_ = std::make_unique<StudioDriver>(QString(), 12, QString(), QString(), file);
  QVERIFY(driver_->show_library());
  QTRY_COMPARE_WITH_TIMEOUT(driver_->sessions().size(), 1, kWait_ms);
  driver_->open_first_session();
  QTRY_VERIFY_WITH_TIMEOUT(turn(0) != nullptr && turn(0)->answered(), kWait_ms);
  QVERIFY(knockout(0) && knockout(0)->without == before.without && knockout(0)->pieces == before.pieces);
  QCOMPARE(turn(0)->findChild<QLabel*>(QStringLiteral("evidence_label"))->text(), label);
}

void TestAnswerNeeds::a_small_loss_is_no_evidence() {
  evidence::FrameKnockout found;
  found.log_probabilities = {-1};
  found.without = {{-1.05F}, {-3}, {-1.5F}};
  const QList<ui::SeenFrame> frames{{5, 0.5}, {15, 1.5}, {25, 2.5}};
  const auto needed = ui::measured_evidence(found, frames, 3);
  QCOMPARE(needed.size(), 2);
  QCOMPARE(needed[0].frame, 15);
  QCOMPARE(needed[0].change, -2.0);
  QCOMPARE(needed[1].frame, 25);
  QVERIFY(ui::measured_evidence(found, frames.mid(1), 3).isEmpty());
  QCOMPARE(ui::needs_curve(found, frames).points[1].total(), 2.0);
  found.without = {{0}, {-1}, {-1}};
  QCOMPARE(ui::needs_curve(found, frames).points[0].total(), 0.0);
  ui::EvidenceRow row;
  row.set_measured({});
  QVERIFY(!row.isHidden());
  QVERIFY(row.findChild<QLabel*>(QStringLiteral("evidence_label"))->text().contains("no frame alone"));
}

void TestAnswerNeeds::exports() {
  QVERIFY(measure(0));
  press_needs(0);
  const QString file = folder_.filePath("needs.csv");
  driver_->chooser.answer = file;
  driver_->press("needs_export");
  QTRY_VERIFY_WITH_TIMEOUT(QFileInfo(file).size() > 0, kWait_ms);
  QVERIFY(driver_->chooser.proposed.endsWith(QStringLiteral("clip_landscape_knockout.html")));
  QFile csv(file);
  QVERIFY(csv.open(QIODevice::ReadOnly));
  QVERIFY(csv.readAll().contains("measured by hiding"));
}

}  // namespace vp::test

QTEST_MAIN(vp::test::TestAnswerNeeds)
#include "test_answer_needs.moc"
