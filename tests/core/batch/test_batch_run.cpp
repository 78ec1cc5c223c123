#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <map>
#include <memory>

#include "base/error.h"
#include "batch/batch_run.h"
#include "support/golden_clips.h"

namespace {

using vp::base::Error;
using vp::base::ErrorCode;
using vp::batch::BatchCount;
using vp::batch::BatchPlan;
using vp::batch::CellId;
using vp::batch::CellResult;
using vp::batch::ResultsFile;
using vp::batch::Window;

/// Writes down all that it is told, and does what a test wants in between.
class Diary final : public vp::batch::BatchObserver {
 public:
  void on_windows(std::size_t video, const std::vector<Window>& windows) override {
    lines << QString("v%1: %2 windows").arg(video).arg(windows.size());
  }
  void on_started(const CellId& cell, const std::stop_source& stop) override {
    if (text_of(cell) == stop_alone) std::stop_source(stop).request_stop();
    if (text_of(cell) == stop_all) all.request_stop();
  }
  void on_text(const CellId& cell, std::string_view piece) override {
    streamed[text_of(cell)] += QString::fromUtf8(piece.data(), static_cast<qsizetype>(piece.size()));
  }
  void on_result(const CellId& cell, const CellResult& result) override {
    lines << text_of(cell) + (result.error.empty() ? " answered" : " failed");
    results[text_of(cell)] = result;
  }
  void on_kept(const CellId& cell, ResultsFile::State state) override {
    lines << text_of(cell) + (state == ResultsFile::State::Failed ? " kept failed" : " kept");
  }
  void on_skipped(const CellId& cell) override { lines << text_of(cell) + " skipped"; }
  bool wants(const CellId& cell) override { return text_of(cell) != unwanted; }

  static QString text_of(const CellId& cell) {
    return QString("%1/%2/%3").arg(cell.video).arg(cell.window).arg(cell.question);
  }

  QString unwanted, stop_alone, stop_all;
  std::stop_source all;
  QStringList lines;
  std::map<QString, QString> streamed;
  std::map<QString, CellResult> results;
};

/// Keeps the warnings and counts how many videos were encoded to their end, and how often one was indexed.
class Watcher final : public vp::base::Progress {
 public:
  void report(vp::base::Phase phase, std::int64_t done, std::int64_t total) override {
    if (phase == vp::base::Phase::Encode && done == total && total > 0) ++encoded;
    if (phase == vp::base::Phase::Index && done == total && total > 0) ++indexed;
  }
  void warn(const vp::base::Message& message) override { warnings << QString::fromStdString(message.text()); }

  int encoded = 0;
  int indexed = 0;
  QStringList warnings;
};

}  // namespace

class TestBatchRun : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { model_ = vp::test::load_golden_model(); }

  void asks_each_question_as_the_first() {
    Diary diary;
    Watcher watcher;
    const BatchPlan plan = plan_of({"clip_short.mkv", "clip_portrait.mkv"});
    const BatchCount count = run("grid.jsonl", plan, diary, watcher);
    QCOMPARE(
        diary.lines.join(", "),
        QString(
            "v0: 1 windows, v1: 1 windows, 0/0/0 answered, 0/0/1 answered, 1/0/0 answered, 1/0/1 answered"));
    QVERIFY(count.cells == 4 && count.answered == 4 && count.done() == 4);
    QCOMPARE(watcher.encoded, 2);
    for (std::size_t video = 0; video < 2; ++video) {
      const auto encoded = vp::test::encode_golden_clip(model_, plan.videos[video].filename().string());
      for (std::size_t question = 0; question < 2; ++question) {
        vp::engine::Conversation conversation(model_, encoded);
        vp::base::NoProgress progress;
        const vp::engine::Turn& turn =
            conversation.ask(plan.questions[question], plan.options.ask, {}, progress);
        const QString cell = Diary::text_of({video, 0, question});
        QCOMPARE(diary.results[cell].answer, turn.answer);
        QCOMPARE(diary.results[cell].token_ids, turn.token_ids);
        QCOMPARE(diary.streamed[cell], QString::fromStdString(turn.answer));
        QCOMPARE(diary.results[cell].frames.size(), encoded->frames().size());
        QCOMPARE(diary.results[cell].end_s, encoded->info().duration_s);
        QCOMPARE(diary.results[cell].video.sha256.size(), std::size_t{64});
      }
    }
  }

  void goes_on_where_it_was_stopped() {
    const BatchPlan plan = plan_of({"clip_short.mkv", "clip_portrait.mkv"});
    Watcher watcher;
    {
      Diary diary;
      diary.stop_all = "0/0/1";
      try {
        run("stopped.jsonl", plan, diary, watcher);
        QFAIL("It went on.");
      } catch (const Error& error) {
        QCOMPARE(error.code(), ErrorCode::Stopped);
      }
      QCOMPARE(diary.lines.last(), QString("0/0/0 answered"));
    }
    Diary diary;
    const BatchCount count = run("stopped.jsonl", plan, diary, watcher);
    QCOMPARE(diary.lines.mid(2).join(", "),
             QString("0/0/0 kept, 0/0/1 answered, 1/0/0 answered, 1/0/1 answered"));
    QVERIFY(count.kept == 1 && count.answered == 3);
    // When all is there no video is opened any more.
    Diary last;
    Watcher quiet;
    QCOMPARE(run("stopped.jsonl", plan, last, quiet).kept, std::int64_t{4});
    QCOMPARE(quiet.encoded, 0);
  }

  void a_later_batch_finds_what_was_computed_of_the_films() {
    const BatchPlan plan = plan_of({"clip_short.mkv", "clip_portrait.mkv"});
    vp::batch::RunOptions options;
    options.cache = std::make_shared<vp::library::VideoCache>(vp::library::CacheOptions{path("cache")});
    Diary first, second;
    Watcher watcher, later;
    run("first.jsonl", plan, first, watcher, options);
    QCOMPARE(watcher.encoded, 2);
    run("second.jsonl", plan, second, later, options);
    QCOMPARE(later.encoded, 0);
    for (const auto& [cell, result] : first.results)
      QCOMPARE(second.results[cell].token_ids, result.token_ids);
  }

  // Of a disk that keeps nothing one hears once.
  void what_cannot_be_kept_is_said_once() {
    const BatchPlan plan = plan_of({"clip_short.mkv", "clip_portrait.mkv"});
    QVERIFY(QFile(QString::fromStdString(path("no folder").string())).open(QIODevice::WriteOnly));
    vp::batch::RunOptions options;
    options.cache =
        std::make_shared<vp::library::VideoCache>(vp::library::CacheOptions{path("no folder/cache")});
    Diary diary;
    Watcher watcher;
    QCOMPARE(run("not_kept.jsonl", plan, diary, watcher, options).answered, std::int64_t{4});
    QCOMPARE(watcher.warnings.filter("is not kept").size(), 1);
  }

  void one_cell_is_stopped_or_passed_over() {
    Diary diary;
    diary.stop_alone = "0/0/0";
    diary.unwanted = "1/0/1";
    Watcher watcher;
    const BatchPlan plan = plan_of({"clip_short.mkv", "clip_portrait.mkv"});
    const BatchCount count = run("cells.jsonl", plan, diary, watcher);
    QVERIFY(diary.lines.contains("0/0/0 skipped") && diary.lines.contains("0/0/1 answered"));
    QVERIFY(diary.lines.contains("1/0/0 answered") && diary.lines.contains("1/0/1 skipped"));
    QVERIFY(count.skipped == 2 && count.answered == 2);
    Diary again;  // they are open still
    QCOMPARE(run("cells.jsonl", plan, again, watcher).answered, std::int64_t{2});
  }

  void what_cannot_be_used_is_an_error_in_its_cell() {
    write("broken.mp4", "this is no video");
    BatchPlan plan = plan_of({"clip_short.mkv"});
    plan.videos.insert(plan.videos.begin(), {path("broken.mp4"), path("gone.mp4")});
    Watcher watcher;
    Diary diary;
    const BatchCount count = run("errors.jsonl", plan, diary, watcher);
    QVERIFY(count.failed == 4 && count.answered == 2);
    QCOMPARE(watcher.warnings.size(), 2);
    QVERIFY(!diary.results["0/0/1"].error.empty());
    QVERIFY(QString::fromStdString(diary.results["1/0/0"].error).contains("gone.mp4"));

    Diary kept;
    QCOMPARE(run("errors.jsonl", plan, kept, watcher).kept, std::int64_t{6});
    QVERIFY(kept.lines.contains("0/0/0 kept failed"));
    // What has changed is asked again in any case, what has not only when that is wanted.
    QVERIFY(QFile::copy(from_golden("clip_portrait.mkv"), QString::fromStdString(path("gone.mp4").string())));
    Diary changed;
    const BatchCount more = run("errors.jsonl", plan, changed, watcher);
    QVERIFY(more.answered == 2 && more.kept == 4);
    Diary retried;
    const BatchCount again = run("errors.jsonl", plan, retried, watcher, {.retry_failed = true});
    QVERIFY(again.failed == 2 && again.kept == 4);
  }

  void another_content_is_asked_again() {
    const BatchPlan plan{{path("changing.mkv")}, {"What color is the car?"}, plan_of({}).options};
    const QString name = QString::fromStdString(path("changing.mkv").string());
    Watcher watcher;
    for (const char* clip : {"clip_short.mkv", "clip_portrait.mkv"}) {
      QFile::remove(name);
      QVERIFY(QFile::copy(from_golden(clip), name));
      Diary diary;
      QCOMPARE(run("changing.jsonl", plan, diary, watcher).answered, std::int64_t{1});
    }
    QFile::remove(name);
    QVERIFY(QFile::copy(from_golden("clip_portrait.mkv"), name));  // the same bytes, of another time
    Diary diary;
    QCOMPARE(run("changing.jsonl", plan, diary, watcher).kept, std::int64_t{1});
  }

  void asks_about_every_window() {
    write("broken.mkv", "this is no video");
    BatchPlan plan = plan_of({"clip_portrait.mkv"});
    plan.videos.push_back(path("broken.mkv"));
    plan.options.window_s = 1;
    const double duration_s = vp::test::encode_golden_clip(model_, "clip_portrait.mkv")->info().duration_s;
    const std::vector<Window> windows = vp::batch::windows_of(plan.options, duration_s);
    QVERIFY(windows.size() > 1);
    Watcher watcher;
    Diary diary;
    const BatchCount count = run("windows.jsonl", plan, diary, watcher);
    QCOMPARE(count.answered, static_cast<std::int64_t>(2 * windows.size()));
    QCOMPARE(count.failed, std::int64_t{2});
    QCOMPARE(watcher.encoded, static_cast<int>(windows.size()));
    QCOMPARE(watcher.indexed, 1);
    QVERIFY(diary.lines.indexOf("v1: 1 windows") < diary.lines.indexOf("0/0/0 answered"));
    for (const Window& window : windows) {
      const CellResult& result = diary.results[Diary::text_of({0, window.index, 1})];
      QCOMPARE(result.start_s, window.start_s);
      QCOMPARE(result.end_s, *window.end_s);
      for (const CellResult::Frame& frame : result.frames)
        QVERIFY(frame.time_s >= window.start_s - 0.1 && frame.time_s <= *window.end_s + 0.1);
    }
    Diary again;
    QCOMPARE(run("windows.jsonl", plan, again, watcher).kept, count.cells);
  }

  void too_many_cells_are_refused() {
    BatchPlan plan = plan_of({"clip_short.mkv"});
    plan.questions.clear();
    for (int i = 0; i < 10'000; ++i) plan.questions.push_back("Is it " + std::to_string(i) + "?");
    plan.videos.clear();
    for (int i = 0; i < 200; ++i) plan.videos.push_back(path("v" + std::to_string(i)));
    plan.validate();
    plan.videos.push_back(path("one too many"));
    Diary diary;
    Watcher watcher;
    QVERIFY_EXCEPTION_THROWN(run("many.jsonl", plan, diary, watcher), Error);
    QVERIFY(diary.lines.isEmpty());
  }

 private:
  std::filesystem::path path(const std::string& name) const {
    return folder_.filePath(QString::fromStdString(name)).toStdString();
  }
  static QString from_golden(const char* clip) {
    return QString::fromStdString((vp::test::kGoldenFolder / clip).string());
  }
  void write(const std::string& name, const QByteArray& bytes) const {
    QFile file(QString::fromStdString(path(name).string()));
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()) qFatal("cannot write");
  }
  static BatchPlan plan_of(const std::vector<std::string>& clips) {
    BatchPlan plan;
    for (const std::string& clip : clips) plan.videos.push_back(vp::test::kGoldenFolder / clip);
    plan.questions = {"What color is the car?", "How many?"};
    plan.options.ask.max_new_tokens = 4;
    return plan;
  }
  BatchCount run(const std::string& name, const BatchPlan& plan, Diary& diary, Watcher& watcher,
                 const vp::batch::RunOptions& options = {}) const {
    ResultsFile file(path(name), plan);
    vp::batch::BatchRun batch(model_, plan, file, diary, options);
    while (batch.step(watcher, diary.all.get_token())) {
    }
    return batch.count();
  }

  std::shared_ptr<const vp::engine::Model> model_;
  QTemporaryDir folder_;
};

QTEST_GUILESS_MAIN(TestBatchRun)
#include "test_batch_run.moc"
