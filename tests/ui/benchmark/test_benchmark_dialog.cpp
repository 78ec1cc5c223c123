#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QTableView>
#include <QTemporaryDir>
#include <QtTest>

#include "studio_driver.h"
#include "ui/benchmark/benchmark_dialog.h"
#include "ui/look/language.h"

namespace vp::test {
namespace {

constexpr int kWait_ms = 120000;
const QString kData = QStringLiteral(VP_TEST_DATA "/golden/");

}  // namespace

/// A benchmark in the window.
class TestBenchmarkDialog : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void init();
  void cleanup() { driver_.reset(); }
  void asks_and_scores();
  void says_what_is_missing();
  void a_stop_keeps_what_is_answered();

 private:
  template <typename T>
  T* find(const char* name) const {
    return driver_->find<T>(name);
  }
  ui::BenchmarkDialog* dialog() const { return find<ui::BenchmarkDialog>("benchmark_dialog"); }
  QTableView* table() const { return find<QTableView>("benchmark_table"); }
  QString text(const char* name) const { return find<QLabel>(name)->text(); }
  QString cell(int row, int column) const { return table()->model()->index(row, column).data().toString(); }
  void write(const QString& name, const QByteArray& bytes) const {
    QVERIFY(QDir().mkpath(QFileInfo(folder_->filePath(name)).path()));
    QFile file(folder_->filePath(name));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
  }
  void choose_folder() const {
    auto* layout = find<QComboBox>("benchmark_layout");
    layout->setCurrentIndex(layout->findData("mlvu"));
    driver_->chooser.answer = folder_->path();
    QTest::mouseClick(find<QPushButton>("benchmark_browse_folder"), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(!dialog()->running(), kWait_ms);
  }
  void choose_results() const {
    driver_->chooser.answer = folder_->filePath("results.jsonl");
    QTest::mouseClick(find<QPushButton>("benchmark_browse_results"), Qt::LeftButton);
  }
  void press(const char* name) const {
    auto* button = find<QPushButton>(name);
    QVERIFY2(button->isEnabled(), qPrintable(text("benchmark_note")));
    QTest::mouseClick(button, Qt::LeftButton);
  }

  QTemporaryDir settings_;
  std::unique_ptr<QTemporaryDir> folder_;
  std::unique_ptr<StudioDriver> driver_;
};

void TestBenchmarkDialog::initTestCase() {
  QVERIFY(use_own_settings(settings_));
  ui::apply_language(*qApp, QStringLiteral("en"));  // with its plurals
}

void TestBenchmarkDialog::init() {
  QSettings().clear();
  folder_ = std::make_unique<QTemporaryDir>();
  driver_ = std::make_unique<StudioDriver>(kData + "checkpoint", 4);
  QVERIFY(driver_->show());
  QTRY_VERIFY_WITH_TIMEOUT(driver_->idle(), kWait_ms);
  driver_->action("show_benchmark")->trigger();
  QTRY_VERIFY(dialog()->isVisible());
  write("json/4_count.json", R"([
      {"video":"a.mkv","question":"How many?","candidates":["one","two"],"answer":"one"},
      {"video":"gone.mkv","question":"How many now?","candidates":["one","two"],"answer":"two"},
      {"video":"a.mkv","question":"How many then?","candidates":["one","two","none"],"answer":"two"},
      {"video":"a.mkv","question":"Wrong entry","candidates":["one","two"],"answer":"five"}])");
  QVERIFY(QDir(folder_->path()).mkpath("video/4_count"));
  QVERIFY(QFile::copy(kData + "clip_short.mkv", folder_->filePath("video/4_count/a.mkv")));
}

void TestBenchmarkDialog::asks_and_scores() {
  QVERIFY(!find<QPushButton>("benchmark_start")->isEnabled());
  choose_folder();
  QCOMPARE(table()->model()->rowCount(), 3);
  const QString found = text("benchmark_found");
  QVERIFY2(found.startsWith("3 questions (published: 2,174)") && found.contains("1 film missing") &&
               found.contains("1 entry unreadable"),
           qPrintable(found));
  QVERIFY(!find<QPushButton>("benchmark_start")->isEnabled());
  choose_results();
  press("benchmark_start");
  QTRY_VERIFY_WITH_TIMEOUT(!dialog()->running(), kWait_ms);
  QCOMPARE(text("benchmark_note"), QString("Finished."));
  const QString score = text("benchmark_score");
  QVERIFY2(score.contains(" of 3 right: ") && score.contains("by chance 44.4 %") &&
               score.contains("likeliest option"),
           qPrintable(score));
  QCOMPARE(cell(1, ui::BenchmarkTable::kVerdict), QString("failed"));
  QVERIFY(!cell(0, ui::BenchmarkTable::kAnswer).isEmpty());
  // What is wrong alone; the film comes with its question.
  find<QCheckBox>("benchmark_wrong_only")->setChecked(true);
  for (int row = 0; row < table()->model()->rowCount(); ++row)
    QVERIFY(cell(row, ui::BenchmarkTable::kVerdict) != QString("right"));
  find<QCheckBox>("benchmark_wrong_only")->setChecked(false);
  QSignalSpy requested(dialog(), &ui::BenchmarkDialog::video_requested);
  table()->setCurrentIndex(table()->model()->index(2, 0));
  QVERIFY(text("benchmark_details").contains("C. none\n"));
  emit table()->activated(table()->model()->index(2, 0));
  QCOMPARE(requested.size(), 1);
  QVERIFY(requested[0][0].toString().endsWith("video/4_count/a.mkv"));

  // A second start has nothing to ask, but for what failed.
  driver_->action("show_benchmark")->trigger();
  press("benchmark_start");
  QTRY_VERIFY_WITH_TIMEOUT(!dialog()->running(), kWait_ms);
  QCOMPARE(text("benchmark_score"), score);
}

void TestBenchmarkDialog::says_what_is_missing() {
  QCOMPARE(text("benchmark_note"), QString("Choose the benchmark's folder."));
  auto* layout = find<QComboBox>("benchmark_layout");
  layout->setCurrentIndex(layout->findData("mvbench"));
  driver_->chooser.answer = folder_->path();
  QTest::mouseClick(find<QPushButton>("benchmark_browse_folder"), Qt::LeftButton);
  QTRY_VERIFY_WITH_TIMEOUT(!dialog()->running(), kWait_ms);
  QVERIFY2(text("benchmark_note").contains("action_sequence.json"), qPrintable(text("benchmark_note")));
  QVERIFY(!find<QPushButton>("benchmark_start")->isEnabled());
}

void TestBenchmarkDialog::a_stop_keeps_what_is_answered() {
  choose_folder();
  choose_results();
  press("benchmark_start");
  press("benchmark_stop");
  QTRY_VERIFY_WITH_TIMEOUT(!dialog()->running(), kWait_ms);
  QVERIFY2(text("benchmark_note").startsWith("Stopped.") || text("benchmark_note") == "Finished.",
           qPrintable(text("benchmark_note")));
  press("benchmark_start");
  QTRY_VERIFY_WITH_TIMEOUT(!dialog()->running(), kWait_ms);
  QCOMPARE(text("benchmark_note"), QString("Finished."));
}

}  // namespace vp::test

QTEST_MAIN(vp::test::TestBenchmarkDialog)
#include "test_benchmark_dialog.moc"
