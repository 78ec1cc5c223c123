#include <QAction>
#include <QComboBox>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QSpinBox>
#include <QTableView>
#include <QTemporaryDir>
#include <QtTest>

#include "studio_driver.h"
#include "support/golden_clips.h"
#include "ui/batch/answer_timeline.h"
#include "ui/batch/batch_controller.h"
#include "ui/batch/batch_dialog.h"
#include "ui/look/language.h"
#include "ui/player/frame_thumbnail.h"

namespace vp::test {
namespace {

constexpr int kWait_ms = 120000;
const QString kData = QStringLiteral(VP_TEST_DATA "/golden/");
const QString kModel = kData + QStringLiteral("checkpoint");
const QString kClip = kData + QStringLiteral("clip_short.mkv");
const QString kOther = kData + QStringLiteral("clip_landscape.mkv");
const QStringList kQuestions{"What color is the car?", "How many people are there?"};

}  // namespace

/// The same questions about many videos, from the window.
class TestBatch : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void init();
  void cleanup() { driver_.reset(); }
  void says_what_is_missing();
  void asks_everything_and_goes_on_after_a_restart();
  void an_error_stays_in_its_cell();
  void spares_its_films();
  void shows_answers_along_a_video();
  void leaves_out_and_stops();
  void a_stop_between_two_pieces_counts();
  void another_model_ends_it();
  void reads_questions_from_a_file();
  void many_cells_do_not_stall_the_window();
  void rows_of_many_videos_stay_in_order();
  void a_place_to_go_to_is_forgotten_with_its_video();

 private:
  template <typename T>
  T* find(const char* name) const {
    return driver_->find<T>(name);
  }
  /// A window with its dialog open.
  void open(int max_new_tokens) {
    driver_ = std::make_unique<StudioDriver>(kModel, max_new_tokens);
    QVERIFY(driver_->show());
    QTRY_VERIFY_WITH_TIMEOUT(driver_->idle(), kWait_ms);
    driver_->action("show_batch")->trigger();
    QTRY_VERIFY(dialog()->isVisible());
  }
  void add_videos(const QStringList& files) const {
    driver_->chooser.answer = files.join('\n');
    QTest::mouseClick(find<QPushButton>("batch_add_files"), Qt::LeftButton);
  }
  void set_questions(const QStringList& questions) const {
    find<QPlainTextEdit>("batch_questions")->setPlainText(questions.join('\n'));
  }
  void set_up(const QStringList& files, const QStringList& questions) const {
    add_videos(files);
    set_questions(questions);
    find<QLineEdit>("batch_results")->setText(results_);
  }
  void press(const char* name) const {
    auto* button = find<QPushButton>(name);
    QVERIFY2(button->isEnabled(), qPrintable(note()));
    QTest::mouseClick(button, Qt::LeftButton);
  }
  void run() const {
    press("batch_start");
    QTRY_VERIFY_WITH_TIMEOUT(!dialog()->running(), kWait_ms);
  }
  ui::BatchDialog* dialog() const { return find<ui::BatchDialog>("batch_dialog"); }
  QString note() const { return find<QLabel>("batch_note")->text(); }
  QTableView* table() const { return find<QTableView>("batch_table"); }
  QString cell(int row, int column) const { return table()->model()->index(row, column).data().toString(); }
  QList<QJsonObject> lines() const {
    QFile file(results_);
    QList<QJsonObject> found;
    if (!file.open(QIODevice::ReadOnly)) return found;
    while (!file.atEnd()) found << QJsonDocument::fromJson(file.readLine()).object();
    return found;
  }

  QTemporaryDir settings_;
  std::unique_ptr<QTemporaryDir> folder_;
  QString results_;
  std::unique_ptr<StudioDriver> driver_;
};

void TestBatch::initTestCase() {
  QVERIFY(use_own_settings(settings_));
  ui::apply_language(*qApp, QStringLiteral("en"));  // with its plurals
}

void TestBatch::init() {
  QSettings().clear();
  folder_ = std::make_unique<QTemporaryDir>();
  results_ = folder_->filePath("answers.jsonl");
  open(4);
}

void TestBatch::says_what_is_missing() {
  auto* start = find<QPushButton>("batch_start");
  QVERIFY(!start->isEnabled());
  QVERIFY2(note().contains("Add the videos"), qPrintable(note()));
  add_videos({kClip, kClip});
  QCOMPARE(find<QListWidget>("batch_videos")->count(), 1);
  // The answers lie beside the first video unless another place is chosen.
  QCOMPARE(find<QLineEdit>("batch_results")->text(), kData + "answers.jsonl");
  QVERIFY2(note().contains("Write the questions"), qPrintable(note()));
  set_questions({kQuestions.first()});
  QVERIFY(start->isEnabled());
  QTest::keyClick(find<QLineEdit>("batch_results"), Qt::Key_Return);
  QVERIFY(!dialog()->running());
  find<QLineEdit>("batch_results")->clear();
  QVERIFY2(!start->isEnabled() && note().contains("Name the file"), qPrintable(note()));
  find<QLineEdit>("batch_results")->setText("/proc/answers.jsonl");
  run();
  QVERIFY2(note().contains("/proc/answers.jsonl"), qPrintable(note()));
  QVERIFY(!find<QPushButton>("batch_export")->isEnabled());
}

void TestBatch::asks_everything_and_goes_on_after_a_restart() {
  set_up({kClip, kOther}, kQuestions);
  StallMeter stalls;
  run();
  QVERIFY2(stalls.longest_cpu_ms() < 100, qPrintable(QString::number(stalls.longest_cpu_ms())));
  QVERIFY2(note().contains("4 answers written"), qPrintable(note()));
  QCOMPARE(lines().size(), 4);
  QCOMPARE(table()->model()->rowCount(), 2);
  QCOMPARE(cell(0, 0), QStringLiteral("clip_short.mkv"));
  for (int row = 0; row < 2; ++row)
    for (int question = 0; question < 2; ++question)
      QCOMPARE(cell(row, 2 + question), lines()[2 * row + question]["answer"].toString().simplified());

  driver_->chooser.answer = folder_->filePath("answers.csv");
  press("batch_export");
  QTRY_VERIFY_WITH_TIMEOUT(note().contains("Written: answers.csv"), kWait_ms);
  QFile csv(folder_->filePath("answers.csv"));
  QVERIFY(csv.open(QIODevice::ReadOnly));
  QCOMPARE(csv.readAll().count('\n'), 5);
  driver_->chooser.answer = results_;
  press("batch_export");
  QTRY_VERIFY_WITH_TIMEOUT(note().contains("choose another name"), kWait_ms);

  // The next start of the program has the same batch before it, and does not ask again.
  driver_.reset();
  open(4);
  QCOMPARE(find<QListWidget>("batch_videos")->count(), 2);
  QCOMPARE(find<QLineEdit>("batch_results")->text(), results_);
  QVERIFY2(note().contains("goes on"), qPrintable(note()));
  set_questions(kQuestions + QStringList{"Is it night?"});
  run();
  QVERIFY2(note().contains("2 answers written and 4 there already"), qPrintable(note()));
  QCOMPARE(lines().size(), 6);
  QCOMPARE(cell(1, 3), lines()[3]["answer"].toString().simplified());

  // From an answer to its video.
  emit table()->activated(table()->model()->index(1, 2));
  QTRY_VERIFY_WITH_TIMEOUT(driver_->shown_frame() >= 0, kWait_ms);
  QVERIFY(driver_->window->windowTitle().contains("clip_landscape"));
}

void TestBatch::an_error_stays_in_its_cell() {
  const QString broken = folder_->filePath("broken.mp4");
  QFile file(broken);
  QVERIFY(file.open(QIODevice::WriteOnly));
  file.write("this is no video");
  file.close();
  set_up({broken, kClip}, {kQuestions.first()});
  run();
  QVERIFY2(note().contains("1 answer written") && note().contains("1 failed"), qPrintable(note()));
  QVERIFY2(cell(0, 2).startsWith("Failed: "), qPrintable(cell(0, 2)));
  QCOMPARE(cell(1, 2), lines()[1]["answer"].toString().simplified());
  QCOMPARE(driver_->message(), QString());
  // What is said stays said in another language.
  const QString said = note();
  ui::apply_language(*qApp, QStringLiteral("de"));
  QTRY_COMPARE(note(), QStringLiteral("Fertig: 1 Antwort geschrieben und 1 fehlgeschlagen."));
  ui::apply_language(*qApp, QStringLiteral("en"));
  QTRY_COMPARE(note(), said);
}

void TestBatch::spares_its_films() {
  const QString film = folder_->filePath("film.csv"), link = folder_->filePath("link.jsonl");
  QVERIFY(QFile::copy(kClip, film) && QFile::link(film, link));
  const auto content = [](const QString& name) {
    QFile file(name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
  };
  set_up({film}, {kQuestions.first()});
  find<QLineEdit>("batch_results")->setText(link);
  run();
  QVERIFY2(note().contains("one of the videos itself"), qPrintable(note()));
  find<QLineEdit>("batch_results")->setText(results_);
  run();
  driver_->chooser.answer = film;
  press("batch_export");
  QTRY_VERIFY2_WITH_TIMEOUT(note().contains("one of the videos itself"), qPrintable(note()), kWait_ms);
  QVERIFY(content(film) == content(kClip));
}

void TestBatch::shows_answers_along_a_video() {
  set_up({kOther}, {kQuestions.first()});
  find<QComboBox>("batch_extent")->setCurrentIndex(1);
  find<QSpinBox>("batch_window")->setValue(2);
  find<QSpinBox>("batch_step")->setValue(1);
  run();
  const int windows = table()->model()->rowCount();
  QVERIFY2(windows > 1, qPrintable(note()));
  QCOMPARE(lines().size(), windows);
  QCOMPARE(cell(0, 1), QStringLiteral("0:00.00 – 0:02.00"));
  table()->setCurrentIndex(table()->model()->index(0, 2));
  auto* timeline = find<ui::AnswerTimeline>("answer_timeline");
  QVERIFY(timeline->isVisible());
  // A click near its end goes to the last window, Left to the one before.
  QTest::mouseClick(timeline, Qt::LeftButton, {}, {timeline->width() - 4, 6});
  if (table()->currentIndex().row() != windows - 1)  // overlapping windows have a lane each
    QTest::mouseClick(timeline, Qt::LeftButton, {}, {timeline->width() - 4, timeline->height() / 2});
  QCOMPARE(table()->currentIndex().row(), windows - 1);
  QTest::keyClick(timeline, Qt::Key_Left);
  QCOMPARE(table()->currentIndex().row(), windows - 2);
  QVERIFY(find<QLabel>("batch_details")->text().contains(kQuestions.first()));
  // From an answer to its place in a video that is not open yet.
  emit table()->activated(table()->model()->index(windows - 1, 2));
  QTRY_VERIFY_WITH_TIMEOUT(driver_->shown_frame() > 0, kWait_ms);
  QVERIFY(!dialog()->isVisible());
  // What is asked next is asked about the same part, and the film is analysed once for it.
  const auto range = [this] { return find<QWidget>("plan_range")->accessibleName(); };
  QCOMPARE(range(), cell(windows - 1, 1));
  QTRY_VERIFY_WITH_TIMEOUT(driver_->thumbnail_count() > 0 && driver_->idle(), kWait_ms);
  for (const auto* thumbnail : driver_->window->findChildren<ui::FrameThumbnail*>())
    QVERIFY2(!thumbnail->text().startsWith("#0 "), qPrintable(thumbnail->text()));
  // And from there to another part of the film that is open now.
  driver_->action("show_batch")->trigger();
  table()->setFocus();
  table()->setCurrentIndex(table()->model()->index(0, 2));
  QTest::keyClick(table(), Qt::Key_Return);
  QTRY_COMPARE_WITH_TIMEOUT(driver_->shown_frame(), 0, kWait_ms);
  QCOMPARE(range(), cell(0, 1));
}

void TestBatch::leaves_out_and_stops() {
  driver_.reset();
  open(1000);  // long enough to be stopped
  QStringList questions;
  for (int i = 1; i <= 40; ++i) questions << QStringLiteral("Question %1?").arg(i);
  set_up({kClip, kOther}, questions);
  press("batch_start");
  auto* leave_out = find<QPushButton>("batch_leave_out");
  // One that waits, the last of all.
  QTRY_VERIFY_WITH_TIMEOUT(!cell(0, 2).isEmpty(), kWait_ms);
  table()->setCurrentIndex(table()->model()->index(1, 41));
  press("batch_leave_out");
  QCOMPARE(cell(1, 41), QStringLiteral("Left out"));
  QVERIFY(!leave_out->isEnabled());
  // One that is being asked: the next one, unless its answer ends before the click.
  int column = 2;
  for (; column < 42 && cell(0, column) != "Left out"; ++column) {
    table()->setCurrentIndex(table()->model()->index(0, column));
    QTRY_VERIFY_WITH_TIMEOUT(!cell(0, column).isEmpty() && cell(0, column) != "Asking…", kWait_ms);
    if (leave_out->isEnabled()) QTest::mouseClick(leave_out, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(!leave_out->isEnabled(), kWait_ms);
    if (cell(0, column) == "Left out") break;
  }
  QVERIFY(column < 42);
  QVERIFY(dialog()->running());
  press("batch_stop");
  QTRY_VERIFY_WITH_TIMEOUT(!dialog()->running(), kWait_ms);
  QVERIFY2(note().startsWith("Stopped."), qPrintable(note()));
  QVERIFY(!leave_out->isEnabled());
  for (const QJsonObject& line : lines()) {
    QVERIFY(line["question"] != questions[column - 2]);
    QVERIFY(line["question"] != questions.last() || line["video"].toString().endsWith("clip_short.mkv"));
  }
  // It can be asked after all.
  driver_.reset();
  open(4);
  QVERIFY(find<QPushButton>("batch_start")->isEnabled());
}

// A piece has ended and the next one is not begun.
void TestBatch::a_stop_between_two_pieces_counts() {
  ui::Inference inference;
  QSignalSpy loaded(&inference, &ui::Inference::model_loaded);
  inference.load_model(golden_load_options(1));
  QVERIFY(loaded.wait(kWait_ms));
  ui::BatchController controller(inference);
  QSignalSpy failed(&controller, &ui::BatchController::failed);
  QSignalSpy finished(&controller, &ui::BatchController::finished);
  ui::BatchRequest request;
  request.plan.videos = {kClip.toStdString(), kOther.toStdString()};
  request.plan.questions = {kQuestions[0].toStdString()};
  request.plan.options.ask.max_new_tokens = 2;
  request.results = results_.toStdString();
  controller.start(request);
  // Without the window's events, which would begin the next piece.
  for (int waited = 0; !QFile::exists(results_) && waited < kWait_ms; waited += 20) QThread::msleep(20);
  QThread::msleep(500);
  controller.stop();
  QTRY_VERIFY_WITH_TIMEOUT(!controller.running(), kWait_ms);
  QCOMPARE(finished.size(), 0);
  QCOMPARE(failed.size(), 1);
  QVERIFY(failed[0][0].value<ui::Failure>().stopped());
  QVERIFY(lines().size() < 2);
}

void TestBatch::another_model_ends_it() {
  driver_.reset();
  open(1000);
  set_up({kClip, kOther}, kQuestions);
  press("batch_start");
  QTRY_VERIFY_WITH_TIMEOUT(!cell(0, 2).isEmpty(), kWait_ms);
  driver_->window->load_model(kModel);
  QTRY_VERIFY_WITH_TIMEOUT(!dialog()->running() && driver_->idle(), kWait_ms);
  QVERIFY2(note().startsWith("Stopped."), qPrintable(note()));
  QVERIFY(find<QPushButton>("batch_start")->isEnabled());
  // And the window can be closed while one runs.
  press("batch_start");
  QTRY_VERIFY_WITH_TIMEOUT(!cell(0, 2).isEmpty(), kWait_ms);
}

void TestBatch::reads_questions_from_a_file() {
  const QString list = folder_->filePath("questions.txt");
  QFile file(list);
  QVERIFY(file.open(QIODevice::WriteOnly));
  file.write("Is it day?\n\nIs it night?\nIs it day?\n");
  file.close();
  set_questions({"First?"});
  driver_->chooser.answer = list;
  press("batch_load_questions");
  auto* field = find<QPlainTextEdit>("batch_questions");
  QTRY_COMPARE(field->toPlainText(), QStringLiteral("First?\nIs it day?\nIs it night?"));
  driver_->chooser.answer = folder_->filePath("nothing.txt");
  press("batch_load_questions");
  QTRY_VERIFY(note().contains("nothing.txt"));
}

// As when a batch over a long film is gone on with: every answer of the file comes at once.
void TestBatch::many_cells_do_not_stall_the_window() {
  constexpr int kWindows = batch::kMostWindows;
  auto* grid = qobject_cast<ui::BatchGrid*>(table()->model());
  QVERIFY(grid);
  batch::BatchPlan plan;
  plan.videos = {"film.mkv"};
  plan.questions = {"What happens?"};
  plan.options.window_s = 1;
  grid->set_plan(plan);
  grid->set_windows(0, batch::windows_of(plan.options, kWindows));
  QCOMPARE(grid->rowCount(), kWindows);
  table()->setCurrentIndex(grid->index(kWindows - 1, 2));
  StallMeter stalls;
  QTest::qWait(100);  // it begins with its first turn of the event loop
  for (int window = 0; window < kWindows; ++window)
    grid->set_cell({0, window, 0}, ui::BatchCellState::Answered, QStringLiteral("Nothing."));
  QTest::qWait(100);  // the meter comes to know of a stall at its end
  QTRY_VERIFY(find<QLabel>("batch_details")->text().endsWith("Nothing."));
  qInfo("longest stall: %.0f ms of computing", stalls.longest_cpu_ms());
  QVERIFY2(stalls.longest_cpu_ms() < 500, qPrintable(QString::number(stalls.longest_cpu_ms())));
}

// The windows become known video by video, in any order, as many as the window may hold.
void TestBatch::rows_of_many_videos_stay_in_order() {
  constexpr std::size_t kVideos = 100'000;
  ui::BatchGrid grid;
  batch::BatchPlan plan;
  for (std::size_t video = 0; video < kVideos; ++video) plan.videos.push_back(std::to_string(video));
  plan.questions = {"What happens?"};
  plan.options.window_s = 1;
  grid.set_plan(plan);
  QCOMPARE(grid.rowCount(), static_cast<int>(kVideos));
  const auto windows_of = [&](std::size_t video) {
    return batch::windows_of(plan.options, static_cast<double>(video % 3 + 1));
  };
  for (std::size_t i = 0; i < kVideos; ++i) {
    const std::size_t video = i * 7 % kVideos;
    grid.set_windows(video, windows_of(video));
  }
  int row = 0;
  for (std::size_t video = 0; video < kVideos; ++video) {
    const auto windows = static_cast<std::int64_t>(windows_of(video).size());
    for (std::int64_t window = 0; window < windows; ++window, ++row) {
      const batch::CellId cell{video, window, 0};
      const QModelIndex index = grid.index(row, ui::BatchGrid::kFixedColumns);
      if (!(grid.cell_at(index) == cell) || grid.start_s_at(index) != static_cast<double>(window))
        QFAIL(qPrintable(QStringLiteral("row %1").arg(row)));
      if (video % 10'000 != 0) continue;
      grid.set_cell(cell, ui::BatchCellState::Answered, QString::number(row));
      QCOMPARE(index.data().toString(), QString::number(row));
      QCOMPARE(grid.blocks_along(index).size(), static_cast<std::size_t>(windows));
      QCOMPARE(grid.blocks_along(index).at(static_cast<std::size_t>(window)).row, row);
    }
  }
  QCOMPARE(grid.rowCount(), row);
  grid.set_cell({kVideos, 0, 0}, ui::BatchCellState::Answered, {});  // no such one: nothing happens
  grid.set_cell({0, 99, 0}, ui::BatchCellState::Answered, {});
}

void TestBatch::a_place_to_go_to_is_forgotten_with_its_video() {
  const QString name = folder_->filePath("film.mkv");
  QFile broken(name);
  QVERIFY(broken.open(QIODevice::WriteOnly));
  broken.write("this is no video");
  broken.close();
  emit dialog()->video_requested(name, 1.5, {});
  QTRY_VERIFY_WITH_TIMEOUT(!driver_->message().isEmpty(), kWait_ms);
  QVERIFY(QFile::remove(name) && QFile::copy(kOther, name));
  driver_->open(name);
  QTRY_VERIFY_WITH_TIMEOUT(driver_->shown_frame() >= 0, kWait_ms);
  QCOMPARE(driver_->shown_frame(), 0);
  emit dialog()->video_requested(name, 1.5, {});
  QTRY_VERIFY_WITH_TIMEOUT(driver_->shown_frame() > 0, kWait_ms);
}

}  // namespace vp::test

QTEST_MAIN(vp::test::TestBatch)
#include "test_batch.moc"
