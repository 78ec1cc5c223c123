// The panel that looks behind an answer: interventions and the occlusion check, in the whole window.
#include <qcustomplot.h>

#include <QCheckBox>
#include <QComboBox>
#include <QHelpEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QTabBar>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QTextEdit>
#include <QToolTip>
#include <QtTest>

#include "compared_engine.h"
#include "studio_driver.h"
#include "ui/compare/token_colours.h"
#include "ui/compare/verdict.h"
#include "ui/look/format.h"

namespace vp::test {
namespace {

constexpr int kWait_ms = 60000;
const QString kData = QStringLiteral(VP_TEST_DATA "/golden/");
const QString kModel = kData + QStringLiteral("checkpoint");
const QString kClip = kData + QStringLiteral("clip_landscape.mkv");
const QString kQuestion = QStringLiteral("What is happening in the video?");

}  // namespace

class TestCompare : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void needs_a_question_a_video_and_a_model();
  void compares_what_is_checked();
  void offers_what_the_model_has();
  void a_model_without_maps_has_none_to_check();
  void an_answered_question_is_taken_over();
  void tokens_say_their_numbers();
  void checks_a_map();
  void a_verdict_is_what_the_numbers_say();
  void stops_and_starts_again();
  void what_takes_long_is_not_begun_unseen();
  void another_video_takes_the_results_away();
  void other_frames_take_the_results_away();
  void says_what_cannot_be_done();

 private:
  /// A window in which the clip is open and encoded, with the panel in front.
  std::unique_ptr<StudioDriver> ready_window(int max_new_tokens) const;
  static void write_question(const StudioDriver& driver, const QString& question);
  static QStringList texts(const StudioDriver& driver, const char* name);

  QTemporaryDir folder_;
};

void TestCompare::initTestCase() {
  QVERIFY(use_own_settings(folder_));
}

std::unique_ptr<StudioDriver> TestCompare::ready_window(int max_new_tokens) const {
  auto driver = std::make_unique<StudioDriver>(kModel, max_new_tokens);
  return driver->show_encoded(kClip) && driver->raise_panel("compare_panel") ? std::move(driver) : nullptr;
}

void TestCompare::write_question(const StudioDriver& driver, const QString& question) {
  auto* field = driver.find<QLineEdit>("compare_question");
  QTest::mouseClick(field, Qt::LeftButton);
  field->selectAll();
  QTest::keyClicks(field, question);
}

QStringList TestCompare::texts(const StudioDriver& driver, const char* name) {
  QStringList found;
  for (const auto* label : driver.window->findChildren<QLabel*>(QLatin1String(name))) found << label->text();
  for (const auto* text : driver.window->findChildren<QTextEdit*>(QLatin1String(name)))
    found << text->toPlainText();
  return found;
}

void TestCompare::needs_a_question_a_video_and_a_model() {
  StudioDriver without_model{QString()};
  QVERIFY(without_model.show());
  without_model.find<QWidget>("compare_panel_dock")->raise();
  write_question(without_model, kQuestion);
  QVERIFY(!without_model.find<QPushButton>("run_compare")->isEnabled());
  const auto driver = ready_window(4);
  QVERIFY(driver);
  for (const char* name : {"run_compare", "run_check"})
    QVERIFY(!driver->find<QPushButton>(name)->isEnabled());
  QVERIFY(!driver->action("compare_interventions")->isEnabled());
  write_question(*driver, kQuestion);
  for (const char* name : {"run_compare", "run_check"}) QVERIFY(driver->find<QPushButton>(name)->isEnabled());
  for (const char* name : {"without_fsra", "without_gstra", "without_lste", "without_row"}) {
    auto* box = driver->find<QCheckBox>(name);
    QVERIFY(box->isChecked());
    QTest::keyClick(box, Qt::Key_Space);
  }
  QVERIFY(!driver->find<QPushButton>("run_compare")->isEnabled());  // nothing to compare with
  QVERIFY(driver->find<QPushButton>("run_check")->isEnabled());
}

void TestCompare::compares_what_is_checked() {
  const auto driver = ready_window(6);
  QVERIFY(driver);
  write_question(*driver, kQuestion);
  QTest::keyClick(driver->find<QCheckBox>("without_row"), Qt::Key_Space);       // off
  QTest::keyClick(driver->find<QCheckBox>("without_reversed"), Qt::Key_Space);  // on
  StallMeter stalls;
  QTest::mouseClick(driver->find<QPushButton>("run_compare"), Qt::LeftButton);
  QVERIFY(driver->find<QPushButton>("compare_stop")->isVisible());
  QTRY_COMPARE_WITH_TIMEOUT(texts(*driver, "comparison_title").size(), 5, kWait_ms);
  QTRY_VERIFY_WITH_TIMEOUT(!driver->find<QPushButton>("compare_stop")->isVisible(), kWait_ms);
  QVERIFY(stalls.longest_cpu_ms() < 100);
  QCOMPARE(texts(*driver, "comparison_title"),
           (QStringList{"unchanged", "without FSRA", "without GSTRA", "without LSTE", "frames reversed"}));

  const ComparedEngine side = compared_engine(kQuestion.toStdString(), 6);
  base::NoProgress progress;
  std::vector<engine::Intervention> interventions;
  for (const char* name : {"fsra", "gstra", "lste", "reversed"})
    interventions.push_back(engine::intervention_of(name).value());
  const engine::Comparison expected =
      engine::compare_interventions(side.model, *side.video, side.question, interventions, {}, {}, progress);
  QStringList changes{ui::signed_number(expected.unchanged.log_probability()) +
                      QStringLiteral(" (baseline)")};
  QStringList answers{ui::to_qstring(expected.unchanged.text)};
  for (const engine::InterventionResult& result : expected.results) {
    changes << ui::signed_number(result.change);
    answers << ui::to_qstring(result.answer.text);
  }
  QCOMPARE(texts(*driver, "comparison_change"), changes);
  QCOMPARE(texts(*driver, "comparison_answer"), answers);
  QVERIFY(texts(*driver, "intervention_notice").value(0).contains("not the paper's ablation"));
}

// A twin that was trained without two parts: what is ticked at first can be compared.
void TestCompare::offers_what_the_model_has() {
  const QTemporaryDir folder;
  for (const QString& name : QDir(kModel).entryList(QDir::Files))
    QVERIFY(QFile::copy(kModel + QLatin1Char('/') + name, folder.filePath(name)));
  QFile config(folder.filePath("config.json"));
  QVERIFY(config.open(QIODevice::ReadWrite));
  auto parsed = nlohmann::json::parse(config.readAll().toStdString());
  parsed["ablation"] = {"gstra", "row"};
  config.resize(0);
  config.seek(0);
  config.write(QByteArray::fromStdString(parsed.dump()));
  config.close();

  StudioDriver driver(folder.path(), 4);
  QVERIFY(driver.show());
  driver.open(kClip);
  QTRY_VERIFY_WITH_TIMEOUT(driver.thumbnail_count() == 8 && driver.idle(), kWait_ms);
  driver.find<QWidget>("compare_panel_dock")->raise();
  QTRY_VERIFY_WITH_TIMEOUT(driver.find<QLineEdit>("compare_question")->isVisible(), kWait_ms);
  for (const char* name : {"without_gstra", "without_row"})
    QVERIFY2(!driver.find<QCheckBox>(name)->isVisible(), name);
  for (const char* name : {"without_fsra", "without_lste", "without_lsd", "without_shuffled"})
    QVERIFY2(driver.find<QCheckBox>(name)->isVisible(), name);
  write_question(driver, kQuestion);
  QTest::mouseClick(driver.find<QPushButton>("run_compare"), Qt::LeftButton);
  QTRY_COMPARE_WITH_TIMEOUT(texts(driver, "comparison_title"),
                            (QStringList{"unchanged", "without FSRA", "without LSTE"}), kWait_ms);
}

// Video-LLaVA's maps are of another kind; the page to check STAB's is not there, until STAB is back.
void TestCompare::a_model_without_maps_has_none_to_check() {
  const auto driver = ready_window(4);
  QVERIFY(driver);
  const auto* tabs = driver->find<QTabBar>("compare_tabs");
  QVERIFY(tabs->isTabVisible(1));
  driver->window->load_model(kData + QStringLiteral("video_llava/original/LanguageBind/Video-LLaVA-7B"));
  QTRY_VERIFY_WITH_TIMEOUT(!tabs->isTabVisible(1), kWait_ms);
  QVERIFY(!driver->action("check_map_action")->isVisible());
  driver->window->load_model(kModel);
  QTRY_VERIFY_WITH_TIMEOUT(tabs->isTabVisible(1), kWait_ms);
  QVERIFY(driver->action("check_map_action")->isVisible());
}

void TestCompare::an_answered_question_is_taken_over() {
  const auto driver = ready_window(6);
  QVERIFY(driver);
  driver->type_question(QStringLiteral("Is it day?"));
  QTRY_VERIFY_WITH_TIMEOUT(!driver->footers().value(0).isEmpty(), kWait_ms);
  driver->type_question(kQuestion);
  QTRY_VERIFY_WITH_TIMEOUT(!driver->footers().value(1).isEmpty(), kWait_ms);
  QCOMPARE(driver->find<QLineEdit>("compare_question")->text(), kQuestion);
  driver->action("compare_interventions")->trigger();
  QTRY_COMPARE_WITH_TIMEOUT(texts(*driver, "comparison_title").size(), 5, kWait_ms);
  // The answer that was given behind the first turn, not the one to the question alone.
  QCOMPARE(texts(*driver, "comparison_answer").value(0), driver->answers().value(1));
  QTRY_VERIFY_WITH_TIMEOUT(driver->idle(), kWait_ms);
  // What the user writes is not overwritten by the next turn.
  write_question(*driver, QStringLiteral("Mine"));
  driver->type_question(QStringLiteral("And then?"));
  QTRY_VERIFY_WITH_TIMEOUT(!driver->footers().value(2).isEmpty(), kWait_ms);
  QCOMPARE(driver->find<QLineEdit>("compare_question")->text(), QStringLiteral("Mine"));
}

void TestCompare::tokens_say_their_numbers() {
  const std::vector<engine::AnswerToken> tokens{
      {5, "<b>", false, -0.5f}, {6, " red", false, -1.0f}, {7, "", false, -0.25f}, {2, "", true, -0.125f}};
  QTextEdit display;
  ui::show_tokens(display, tokens, {-3.5f, -0.5f, -0.25f, -0.25f});
  QCOMPARE(display.toPlainText(), QStringLiteral("<b> red\u00b7 (end)"));
  QVERIFY(display.accessibleDescription().contains(
      QStringLiteral("change \u2212%1").arg(QLocale().toString(3.0, 'f', 3))));
  QVERIFY(display.accessibleDescription().contains(
      QStringLiteral("change +%1").arg(QLocale().toString(0.5, 'f', 3))));
  const auto ground = [&](int position) {
    QTextCursor cursor(display.document());
    cursor.setPosition(position);
    return cursor.charFormat();
  };
  QVERIFY(ground(1).background().color().red() > ground(1).background().color().blue());  // less probable
  QVERIFY(ground(5).background().color().blue() > ground(5).background().color().red());  // more
  QVERIFY(ground(1).background().color().alphaF() > ground(5).background().color().alphaF());
  QCOMPARE(ground(8).background().color().alpha(), 0);
  QVERIFY(ground(2).toolTip().contains(QStringLiteral("&lt;b&gt;")));

  // And they do when the mouse rests on them.
  display.resize(300, 80);
  display.show();
  QVERIFY(QTest::qWaitForWindowExposed(&display));
  QTextCursor cursor(display.document());
  cursor.setPosition(5);
  const QPoint place = display.cursorRect(cursor).center();
  QHelpEvent help(QEvent::ToolTip, place, display.viewport()->mapToGlobal(place));
  QCoreApplication::sendEvent(display.viewport(), &help);
  QTRY_VERIFY(QToolTip::text().contains(QStringLiteral("red")));
  QToolTip::hideText();
}

void TestCompare::checks_a_map() {
  const auto driver = ready_window(4);
  QVERIFY(driver);
  write_question(*driver, kQuestion);
  auto* map = driver->find<QComboBox>("check_map");
  QTest::keyClick(map, Qt::Key_Down);
  QCOMPARE(map->currentText(), QStringLiteral("GSTRA"));
  driver->action("check_map_action")->trigger();
  auto* table = driver->find<QTableWidget>("check_table");
  QTRY_COMPARE_WITH_TIMEOUT(table->rowCount(), 4, kWait_ms);
  QVERIFY(table->isVisible());

  const ComparedEngine side = compared_engine(kQuestion.toStdString(), 4);
  base::NoProgress progress;
  engine::OcclusionOptions options;
  options.map = attention::FrameMap::Gstra;
  const engine::OcclusionCheck expected =
      engine::check_by_occlusion(side.model, *side.video, side.question, options, progress);
  const auto* verdict = driver->find<QLabel>("check_verdict");
  QVERIFY(verdict->isVisible());
  QCOMPARE(verdict->text(), ui::describe_verdict(expected));
  auto* plot = driver->find<QCustomPlot>("occlusion_curves");
  QCOMPARE(plot->graphCount(), 4);
  for (int row = 0; row < 4; ++row) {
    const engine::OcclusionPoint& point = expected.points[static_cast<std::size_t>(row)];
    QCOMPARE(table->item(row, 2)->text(), ui::signed_number(point.attended));
    QVERIFY(table->item(row, 3)->text().startsWith(ui::signed_number(point.random_mean())));
    // The curves begin with nothing hidden.
    QCOMPARE(plot->graph(3)->dataMainKey(row + 1), static_cast<double>(point.share_percent));
    QCOMPARE(plot->graph(3)->dataMainValue(row + 1), point.attended);
    QCOMPARE(plot->graph(2)->dataMainValue(row + 1), point.random_mean());
    QVERIFY(plot->yAxis->range().contains(point.attended));
  }
}

void TestCompare::a_verdict_is_what_the_numbers_say() {
  const auto point = [](double attended, std::vector<double> random) {
    return engine::OcclusionPoint{10, 20, attended, std::move(random)};
  };
  const engine::OcclusionPoint loses = point(-5, {-0.1, 0.1, 0}), same = point(-0.2, {-0.4, 0.3, 0}),
                               gains = point(0.5, {-3, -3.1, -2.9}), tiny = point(-0.09, {0, 0, 0});
  QVERIFY(engine::verdict_of({loses, loses, loses, same}) == engine::MapVerdict::Explains);
  QVERIFY(engine::verdict_of({loses, same, same, same}) == engine::MapVerdict::NoBetter);
  QVERIFY(engine::verdict_of({loses, loses, same, same}) == engine::MapVerdict::Explains);
  QVERIFY(engine::verdict_of({loses, gains}) == engine::MapVerdict::NoBetter);
  QVERIFY(engine::verdict_of({gains, gains, same}) == engine::MapVerdict::Worse);
  QVERIFY(engine::verdict_of({tiny}) == engine::MapVerdict::NoBetter);
  QVERIFY(engine::verdict_of({}) == engine::MapVerdict::NoBetter);
  engine::OcclusionCheck check;
  QVERIFY(ui::describe_verdict(check).isEmpty());
  check.points = {loses, loses};
  const QString sentence = ui::describe_verdict(check);
  QVERIFY2(sentence.contains(QStringLiteral("FSRA")) && sentence.contains(ui::signed_number(-5)) &&
               sentence.endsWith(QStringLiteral("rests on what the map marks.")),
           qPrintable(sentence));
}

void TestCompare::stops_and_starts_again() {
  const auto driver = ready_window(400);
  QVERIFY(driver);
  write_question(*driver, kQuestion);
  auto* stop = driver->find<QPushButton>("compare_stop");
  QTest::mouseClick(driver->find<QPushButton>("run_compare"), Qt::LeftButton);
  QTest::mouseClick(stop, Qt::LeftButton);
  QTRY_VERIFY_WITH_TIMEOUT(!stop->isVisible(), kWait_ms);
  QCOMPARE(texts(*driver, "compare_message").value(0), QStringLiteral("Stopped."));
  QVERIFY(driver->find<QPushButton>("run_compare")->isEnabled());
  driver->action("check_map_action")->trigger();
  QVERIFY(stop->isVisible());
  QVERIFY(driver->find<QLabel>("compare_message")->isHidden());
  QTest::keyClick(driver->window.get(), Qt::Key_Escape);
  QTRY_VERIFY_WITH_TIMEOUT(!stop->isVisible(), kWait_ms);
  QCOMPARE(driver->find<QTableWidget>("check_table")->rowCount(), 0);
  QTRY_VERIFY_WITH_TIMEOUT(driver->idle(), kWait_ms);
}

void TestCompare::what_takes_long_is_not_begun_unseen() {
  const auto driver = ready_window(4);
  QVERIFY(driver);
  write_question(*driver, kQuestion);
  const auto* panel = driver->find<QWidget>("compare_panel");
  const auto* stop = driver->find<QPushButton>("compare_stop");
  driver->find<QWidget>("attention_panel_dock")->raise();
  QTRY_VERIFY(!panel->isVisible());
  QTest::keyClick(driver->window.get(), Qt::Key_T, Qt::ControlModifier | Qt::ShiftModifier);
  QTRY_VERIFY(panel->isVisible());
  QVERIFY(!stop->isVisible() && driver->find<QPushButton>("run_check")->isVisible());
  QTest::keyClick(driver->window.get(), Qt::Key_T, Qt::ControlModifier | Qt::ShiftModifier);
  QVERIFY(stop->isVisible());
  QTRY_VERIFY_WITH_TIMEOUT(!stop->isVisible(), kWait_ms);
}

void TestCompare::another_video_takes_the_results_away() {
  const auto driver = ready_window(4);
  QVERIFY(driver);
  write_question(*driver, kQuestion);
  driver->action("compare_interventions")->trigger();
  QTRY_VERIFY_WITH_TIMEOUT(texts(*driver, "comparison_title").size() >= 2, kWait_ms);
  driver->open(kData + QStringLiteral("clip_portrait.mkv"));  // while it is still being compared
  QCOMPARE(texts(*driver, "comparison_title"), QStringList());
  QVERIFY(driver->find<QLineEdit>("compare_question")->text().isEmpty());
  QTRY_VERIFY_WITH_TIMEOUT(driver->thumbnail_count() > 0 && driver->idle(), kWait_ms);
  QCOMPARE(texts(*driver, "comparison_title"), QStringList());
  QVERIFY(!driver->find<QPushButton>("compare_stop")->isVisible());
}

void TestCompare::other_frames_take_the_results_away() {
  const auto driver = ready_window(400);
  QVERIFY(driver);
  write_question(*driver, kQuestion);
  driver->action("step_forward")->trigger();
  QTRY_COMPARE_WITH_TIMEOUT(driver->shown_frame(), 1, kWait_ms);
  driver->action("compare_interventions")->trigger();
  auto* stop = driver->find<QPushButton>("compare_stop");
  QVERIFY(stop->isVisible());
  driver->action("move_sampled_here")->trigger();
  QTRY_VERIFY_WITH_TIMEOUT(!stop->isVisible(), kWait_ms);
  QTRY_VERIFY_WITH_TIMEOUT(driver->thumbnail_count() == 8 && driver->idle(), kWait_ms);
  QCOMPARE(texts(*driver, "comparison_title"), QStringList());
  QCOMPARE(driver->find<QLineEdit>("compare_question")->text(), kQuestion);
  QVERIFY(driver->find<QPushButton>("run_compare")->isEnabled());
}

void TestCompare::says_what_cannot_be_done() {
  const auto driver = ready_window(4);
  QVERIFY(driver);
  auto* field = driver->find<QLineEdit>("compare_question");
  field->setText(QStringLiteral("why ").repeated(3000));
  driver->action("compare_interventions")->trigger();
  QTRY_VERIFY_WITH_TIMEOUT(driver->find<QLabel>("compare_message")->isVisible(), kWait_ms);
  QVERIFY(driver->find<QLabel>("compare_message")->text().contains(QStringLiteral("no room")));
  QVERIFY(driver->find<QPushButton>("run_compare")->isEnabled());
}

}  // namespace vp::test

QTEST_MAIN(vp::test::TestCompare)
#include "test_compare.moc"
