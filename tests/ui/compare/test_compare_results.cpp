// What comparing and checking came to, beside the numbers: hidden patches in the picture, and files.
#include <QFile>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QTabBar>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QtTest>
#include <nlohmann/json.hpp>

#include "compared_engine.h"
#include "studio_driver.h"
#include "ui/player/video_view.h"

namespace vp::test {
namespace {

constexpr int kWait_ms = 60000;
const QString kData = QStringLiteral(VP_TEST_DATA "/golden/");
const QString kModel = kData + QStringLiteral("checkpoint");
const QString kClip = kData + QStringLiteral("clip_landscape.mkv");
const QString kQuestion = QStringLiteral("What is happening in the video?");

QString message(const StudioDriver& driver) {
  return driver.find<QLabel>("compare_message")->text();
}

}  // namespace

class TestCompareResults : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { QVERIFY(use_own_settings(folder_)); }
  void a_comparison_needs_no_scrolling_on_a_small_screen();
  void what_was_hidden_lies_over_the_picture();
  void results_are_exported_data();
  void results_are_exported();
  void an_export_that_fails_says_why();

 private:
  QTemporaryDir folder_;
};

void TestCompareResults::a_comparison_needs_no_scrolling_on_a_small_screen() {
  StudioDriver driver(kModel, 4);
  QVERIFY(driver.show_encoded(kClip));
  QTest::qWait(700);  // the window has been fitted on this test's own screen, which is smaller
  driver.window->resize(1366, 768);
  QVERIFY(driver.raise_panel("compare_panel"));
  driver.find<QLineEdit>("compare_question")->setText(kQuestion);
  driver.action("compare_interventions")->trigger();
  QTRY_VERIFY_WITH_TIMEOUT(driver.find<QPushButton>("export_comparison")->isEnabled(), kWait_ms);
  for (const char* name : {"comparison_view", "compare_scroll"}) {
    const QScrollBar* bar = driver.find<QScrollArea>(name)->verticalScrollBar();
    QTRY_VERIFY2_WITH_TIMEOUT(bar->maximum() == 0, name, kWait_ms);
  }
  // The window stays as it is, and the picture has more of it.
  QCOMPARE(driver.window->size(), QSize(1366, 768));
  QVERIFY(driver.find<ui::VideoView>("video_view")->height() > 200);
}

void TestCompareResults::what_was_hidden_lies_over_the_picture() {
  StudioDriver window(kModel, 4);
  StudioDriver* const driver = &window;
  QVERIFY(driver->show_encoded(kClip) && driver->raise_panel("compare_panel"));
  driver->find<QLineEdit>("compare_question")->setText(kQuestion);
  auto* view = driver->find<ui::VideoView>("video_view");
  auto* table = driver->find<QTableWidget>("check_table");
  driver->find<QTabBar>("compare_tabs")->setCurrentIndex(1);
  const QImage plain = driver->painted_picture();
  driver->action("check_map_action")->trigger();
  QTRY_COMPARE_WITH_TIMEOUT(table->rowCount(), 4, kWait_ms);

  const ComparedEngine side = compared_engine(kQuestion.toStdString(), 4);
  base::NoProgress progress;
  const engine::OcclusionCheck expected =
      engine::check_by_occlusion(side.model, *side.video, side.question, {}, progress);
  // Those of the first frame, on which the player stands, for the share that the table has chosen.
  QCOMPARE(table->currentRow(), 0);
  QVERIFY(view->hidden().patches == expected.points[0].attended_patches[0]);
  QCOMPARE(view->hidden().rows * view->hidden().columns, expected.rows * expected.columns);
  QVERIFY2(view->hidden().label.contains(QStringLiteral("5 % by FSRA")), qPrintable(view->hidden().label));
  QVERIFY(driver->painted_picture() != plain);
  table->setCurrentCell(3, 0);
  QVERIFY(view->hidden().patches == expected.points[3].attended_patches[0]);
  QVERIFY(view->hidden().label.contains(QStringLiteral("40 %")));
  // Another frame has others, and the one that is nearest says so.
  driver->action("next_sampled")->trigger();
  QTRY_COMPARE_WITH_TIMEOUT(driver->shown_frame(), static_cast<int>(side.video->frames()[1].index), kWait_ms);
  driver->action("step_forward")->trigger();
  QTRY_VERIFY_WITH_TIMEOUT(view->hidden().label.endsWith(QStringLiteral("away")), kWait_ms);
  QVERIFY(view->hidden().patches == expected.points[3].attended_patches[1]);
  // Only while one looks at the result.
  driver->find<QTabBar>("compare_tabs")->setCurrentIndex(0);
  QVERIFY(view->hidden().patches.empty() && view->hidden().label.isEmpty());
  driver->find<QTabBar>("compare_tabs")->setCurrentIndex(1);
  QVERIFY(!view->hidden().patches.empty());
  driver->find<QWidget>("attention_panel_dock")->raise();
  QTRY_VERIFY(view->hidden().patches.empty());
}

void TestCompareResults::results_are_exported_data() {
  QTest::addColumn<QString>("button");
  QTest::addColumn<QString>("action");
  QTest::addColumn<QString>("name");
  QTest::newRow("comparison") << QStringLiteral("export_comparison")
                              << QStringLiteral("compare_interventions") << QStringLiteral("comparison");
  QTest::newRow("check") << QStringLiteral("export_check") << QStringLiteral("check_map_action")
                         << QStringLiteral("check");
}

void TestCompareResults::results_are_exported() {
  QFETCH(QString, button);
  QFETCH(QString, action);
  QFETCH(QString, name);
  StudioDriver window(kModel, 4);
  StudioDriver* const driver = &window;
  QVERIFY(driver->show_encoded(kClip) && driver->raise_panel("compare_panel"));
  driver->find<QLineEdit>("compare_question")->setText(kQuestion);
  driver->find<QTabBar>("compare_tabs")->setCurrentIndex(name == QLatin1String("check") ? 1 : 0);
  auto* save = driver->find<QPushButton>(button.toLatin1());
  auto* show_folder = driver->find<QPushButton>("compare_show_folder");
  QVERIFY(save->isVisible() && !save->isEnabled());  // nothing yet
  driver->action(action.toLatin1())->trigger();
  QTRY_VERIFY_WITH_TIMEOUT(save->isEnabled() && driver->idle(), kWait_ms);
  QVERIFY(!show_folder->isVisible());
  for (const char* ending : {"json", "csv", "html", "md"}) {
    const QString file = folder_.filePath(name + QLatin1Char('.') + QLatin1String(ending));
    driver->chooser.answer = file;
    QTest::mouseClick(save, Qt::LeftButton);
    QCOMPARE(QFileInfo(driver->chooser.proposed).fileName(),
             QStringLiteral("clip_landscape_%1.html").arg(name));
    QTRY_VERIFY_WITH_TIMEOUT(message(*driver).contains(QFileInfo(file).fileName()), kWait_ms);
    QVERIFY(show_folder->isVisible());
    QFile written(file);
    QVERIFY(written.open(QIODevice::ReadOnly));
    const QByteArray content = written.readAll();
    QVERIFY(content.contains("What is happening in the video?"));
    if (qstrcmp(ending, "json") != 0) continue;
    const auto object = nlohmann::json::parse(content.toStdString());
    QCOMPARE(object["format"].get<std::string>(), "videopanda-" + name.toStdString());
    QCOMPARE(object["video"]["sha256"].get<std::string>().size(), std::size_t{64});
    QCOMPARE(object["frames"].size(), std::size_t{8});
  }
  // Another run takes the message of the file away.
  driver->action(action.toLatin1())->trigger();
  QVERIFY(!show_folder->isVisible() && !save->isEnabled());
  QTRY_VERIFY_WITH_TIMEOUT(driver->idle(), kWait_ms);
}

void TestCompareResults::an_export_that_fails_says_why() {
  StudioDriver window(kModel, 4);
  StudioDriver* const driver = &window;
  QVERIFY(driver->show_encoded(kClip) && driver->raise_panel("compare_panel"));
  driver->find<QLineEdit>("compare_question")->setText(kQuestion);
  driver->action("compare_interventions")->trigger();
  auto* save = driver->find<QPushButton>("export_comparison");
  QTRY_VERIFY_WITH_TIMEOUT(save->isEnabled() && driver->idle(), kWait_ms);
  for (const QString& file :
       {QStringLiteral("/proc/nowhere/c.json"), kModel + QStringLiteral("/config.json")}) {
    driver->chooser.answer = file;  // cannot be written, and is read
    save->click();
    QTRY_VERIFY_WITH_TIMEOUT(message(*driver).contains(QFileInfo(file).fileName()), kWait_ms);
    QVERIFY(!driver->find<QPushButton>("compare_show_folder")->isVisible());
  }
  QFile config(kModel + QStringLiteral("/config.json"));
  QVERIFY(config.open(QIODevice::ReadOnly) && config.readAll().contains("videopanda"));
}

}  // namespace vp::test

QTEST_MAIN(vp::test::TestCompareResults)
#include "test_compare_results.moc"
