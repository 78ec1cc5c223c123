#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <cmath>
#include <limits>
#include <memory>

#include "base/error.h"
#include "batch/results_file.h"
#include "batch/results_table.h"

namespace {

using vp::base::Error;
using vp::base::ErrorCode;
using vp::batch::BatchPlan;
using vp::batch::CellResult;
using vp::batch::ResultsFile;
using State = ResultsFile::State;

BatchPlan plan() {
  return {{"/v/a.mp4", "/v/b.mp4"}, {"Who?", "Why?"}, {}};
}

CellResult cell(const std::string& video, const std::string& question, const std::string& answer,
                const std::string& error = {}) {
  CellResult result;
  result.video = {video, 100, 7, "cafe"};
  result.window = 0;
  result.end_s = 2.5;
  result.question = question;
  result.answer = answer;
  result.error = error;
  result.finish = "end_token";
  result.token_ids = {5, 6};
  result.mean_log_probability = -0.25;
  result.frames = {{0, 0.0}, {15, 0.5}};
  result.made_with = {"tiny", "hash", "cpu", "float32", {}};
  result.made_with.options.frames = 8;
  result.created = "2026-01-02T03:04:05Z";
  return result;
}

template <typename Call>
QString refusal(const Call& call, ErrorCode code = ErrorCode::Usage) {
  try {
    call();
  } catch (const Error& error) {
    return error.code() == code ? QString::fromUtf8(error.what()) : QString("another code");
  }
  return "no error";
}

}  // namespace

class TestResultsFile : public QObject {
  Q_OBJECT

 private slots:
  void keeps_what_was_written() {
    const std::filesystem::path file = path("new/folder/r.jsonl");
    {
      ResultsFile results(file, plan());
      results.append(cell("/v/a.mp4", "Who?", "She.\n\"Really\""));
      results.append(cell("/v/a.mp4", "Why?", "", "broken"));
      QVERIFY(results.state({"/v/a.mp4", 100, 7, ""}, 0, "Who?") == State::Answered);
    }
    std::vector<CellResult> read;
    vp::batch::for_each_result(file, [&](const CellResult& result) { read.push_back(result); });
    QCOMPARE(read.size(), std::size_t{2});
    QCOMPARE(read[0].answer, std::string("She.\n\"Really\""));
    QVERIFY(read[0].video == (vp::batch::VideoFile{"/v/a.mp4", 100, 7, "cafe"}));
    QCOMPARE(read[0].token_ids, (std::vector<std::int64_t>{5, 6}));
    QCOMPARE(read[0].frames.at(1).time_s, 0.5);
    QCOMPARE(read[0].video_start_s, 0.0);
    QCOMPARE(read[0].mean_log_probability, -0.25);
    QCOMPARE(read[0].made_with.options.frames, 8);
    QCOMPARE(read[1].error, std::string("broken"));

    const ResultsFile again(file, plan());
    QCOMPARE(again.answers(), std::int64_t{1});
    QVERIFY(again.state({"/v/a.mp4", 100, 7, ""}, 0, "Why?") == State::Failed);
    QVERIFY(again.state({"/v/a.mp4", 100, 7, ""}, 1, "Who?") == State::Absent);
    QVERIFY(again.state({"/v/b.mp4", 100, 7, ""}, 0, "Who?") == State::Absent);
    // Touched, but with the same bytes; and other bytes.
    QVERIFY(again.state({"/v/a.mp4", 100, 9, "cafe"}, 0, "Who?") == State::Answered);
    QVERIFY(again.state({"/v/a.mp4", 101, 9, "beef"}, 0, "Who?") == State::Absent);
    QCOMPARE(again.known_hash({"/v/a.mp4", 100, 7, ""}), std::string("cafe"));
    QCOMPARE(again.known_hash({"/v/a.mp4", 100, 8, ""}), std::string());
  }

  void the_last_line_of_a_cell_counts() {
    const std::filesystem::path file = path("twice.jsonl");
    {
      ResultsFile results(file, plan());
      results.append(cell("/v/a.mp4", "Who?", "", "broken"));
      results.append(cell("/v/a.mp4", "Why?", "So."));
      results.append(cell("/v/a.mp4", "Who?", "She."));
    }
    QStringList read;
    vp::batch::for_each_result(file, [&](const CellResult& result) {
      read << QString::fromStdString(result.answer + result.error);
    });
    QCOMPARE(read.join('|'), QString("So.|She."));
    QVERIFY(ResultsFile(file, plan()).state({"/v/a.mp4", 100, 7, ""}, 0, "Who?") == State::Answered);
    vp::batch::write_jsonl(file, path("short.jsonl"));
    QCOMPARE(content("short.jsonl"), content("twice.jsonl").mid(content("twice.jsonl").indexOf('\n') + 1));
  }

  void an_unfinished_line_is_dropped_data() {
    QTest::addColumn<int>("kept_bytes");
    const QByteArray lines = two_lines();
    const int first = static_cast<int>(lines.indexOf('\n')) + 1;
    for (const int bytes : {0, 1, first - 1, first, first + 1, static_cast<int>(lines.size()) - 1})
      QTest::addRow("%d bytes", bytes) << bytes;
  }

  void an_unfinished_line_is_dropped() {
    QFETCH(int, kept_bytes);
    const QByteArray lines = two_lines();
    write("torn.jsonl", lines.left(kept_bytes));
    {
      ResultsFile results(path("torn.jsonl"), plan());
      const qsizetype whole = lines.left(kept_bytes).lastIndexOf('\n') + 1;
      QCOMPARE(content("torn.jsonl"), lines.left(whole));
      results.append(cell("/v/b.mp4", "Why?", "Then."));
    }
    int read = 0;
    vp::batch::for_each_result(path("torn.jsonl"), [&](const CellResult&) { ++read; });
    QCOMPARE(read, static_cast<int>(lines.left(kept_bytes).count('\n')) + 1);
  }

  void bytes_that_are_no_text_do_not_break_the_file() {
    {
      ResultsFile results(path("bytes.jsonl"), plan());
      CellResult result = cell("/v/a.mp4", "Who?", "\xFF\x80 so");
      result.mean_log_probability = std::numeric_limits<double>::quiet_NaN();
      results.append(result);
    }
    vp::batch::for_each_result(path("bytes.jsonl"), [&](const CellResult& result) {
      QCOMPARE(result.answer, std::string("\xEF\xBF\xBD\xEF\xBF\xBD so"));
      QVERIFY(std::isnan(result.mean_log_probability));
    });
  }

  void another_process_is_kept_out() {
    const ResultsFile first(path("locked.jsonl"), plan());
    QVERIFY(refusal([&] { ResultsFile(path("locked.jsonl"), plan()); }, ErrorCode::Output)
                .contains("another process is writing it"));
  }

  void refuses_another_plan_data() {
    QTest::addColumn<BatchPlan>("other");
    QTest::addColumn<QString>("mention");
    const auto row = [&](const char* name, const char* mention, const auto& change) {
      BatchPlan changed = plan();
      change(changed);
      QTest::newRow(name) << changed << QString(mention);
    };
    row("more videos and questions", "no error", [](BatchPlan& p) {
      p.videos.push_back("/v/c.mp4");
      p.questions.push_back("How?");
    });
    row("the frames that 0 stood for", "no error", [](BatchPlan& p) { p.options.frames = 8; });
    row("other frames", "its frames is 8 and not 16", [](BatchPlan& p) { p.options.frames = 16; });
    row("other windows", "its window_s is 0 and not 5", [](BatchPlan& p) { p.options.window_s = 5; });
    row("another range", "its end_s is null and not 9", [](BatchPlan& p) { p.options.range.end_s = 9; });
    row("another seed", "its seed is 0 and not 3", [](BatchPlan& p) { p.options.ask.seed = 3; });
    row("longer answers", "its max_new_tokens", [](BatchPlan& p) { p.options.ask.max_new_tokens = 7; });
    row("other videos", "none of its answers", [](BatchPlan& p) { p.videos = {"/v/z.mp4"}; });
    row("other questions", "none of its answers", [](BatchPlan& p) { p.questions = {"Where?"}; });
  }

  void refuses_another_plan() {
    QFETCH(BatchPlan, other);
    QFETCH(QString, mention);
    write("plan.jsonl", two_lines());
    const QString sentence = refusal([&] { ResultsFile(path("plan.jsonl"), other); });
    QVERIFY2(sentence.contains(mention), qPrintable(sentence));
    QCOMPARE(content("plan.jsonl"), two_lines());
  }

  void refuses_another_model() {
    write("model.jsonl", two_lines());
    const ResultsFile results(path("model.jsonl"), plan());
    vp::batch::Provenance mine = cell("", "", "").made_with;
    results.require(mine);
    mine.device = "cuda:0";  // the same weights in the same precision
    results.require(mine);
    mine.dtype = "bfloat16";
    QVERIFY(refusal([&] { results.require(mine); }).contains("its dtype is float32 and not bfloat16"));
    mine.model_hash = "other";
    QVERIFY(refusal([&] { results.require(mine); }).contains("another model (tiny, hash)"));
  }

  // A damaged video may claim to last for ages.
  void times_of_any_size_are_read_again() {
    {
      ResultsFile results(path("ages.jsonl"), plan());
      vp::batch::CellResult result = cell("/v/a.mp4", "Who?", "A cat.");
      result.end_s = 3e27;
      result.frames = {{0, -3e27}, {5, 3e27}};
      results.append(result);
    }
    const ResultsFile results(path("ages.jsonl"), plan());
    QCOMPARE(results.answers(), std::int64_t{1});
    vp::batch::for_each_result(path("ages.jsonl"), [](const vp::batch::CellResult& result) {
      QCOMPARE(result.end_s, 3e27);
      QCOMPARE(result.frames[0].time_s, -3e27);
    });
  }

  void refuses_files_data() {
    QTest::addColumn<QByteArray>("lines");
    QTest::addColumn<QString>("mention");
    const QByteArray good = two_lines();
    const auto row = [&](const char* name, const char* from, const char* to, const char* mention) {
      QByteArray lines = good;
      lines.replace(lines.indexOf(from), static_cast<qsizetype>(qstrlen(from)), to);
      QTest::newRow(name) << lines << QString(mention);
    };
    QTest::newRow("no JSON") << QByteArray("hello\n") << "line 1 is not JSON";
    QTest::newRow("a blank line") << good + "\n"
                                  << "line 3 is not JSON";
    QTest::newRow("no object") << QByteArray("[1]\n") << "line 1 is not an object";
    QTest::newRow("deep") << QByteArray(50, '[') + QByteArray(50, ']') + "\n"
                          << "line 1 is nested too deeply";
    QTest::newRow("a line without an end") << QByteArray(17 << 20, ' ') + "\n"
                                           << "line 1 is longer";
    QTest::newRow("somebody's file without a line break")
        << QByteArray("{\"my\": [\"work\", \"of\", \"years\"]}") << "it ends with what is no result";
    QTest::newRow("somebody's end") << good + "notes"
                                    << "it ends with what is no result";
    row("another format", "videopanda-batch", "something", "line 1 is no result of a batch");
    row("a newer version", "\"version\":1", "\"version\":2", "newer version");
    row("a negative window", "\"window\":0", "\"window\":-1", "\"window\"");
    row("a huge window", "\"window\":0", "\"window\":18446744073709551615", "\"window\"");
    row("a text for a number", "\"end_s\":2.5", "\"end_s\":\"x\"", "\"end_s\"");
    row("a text for a frame's time", "\"time_s\":0.0", "\"time_s\":\"x\"", "\"time_s\"");
    row("a text for a mean", "\"mean_log_probability\":-0.25", "\"mean_log_probability\":\"x\"",
        "\"mean_log_probability\"");
    row("a start that none is", "\"video_start_s\":0.0", "\"video_start_s\":-1", "\"video_start_s\"");
    row("no answer", "\"answer\"", "\"reply\"", "no \"answer\"");
    row("broken tokens", "[5,6]", "[5,\"a\"]", "\"token_ids\"");
    row("two models", "\"hash\":\"hash\"", "\"hash\":\"else\"", "line 2 does not belong to line 1");
  }

  void refuses_files() {
    QFETCH(QByteArray, lines);
    QFETCH(QString, mention);
    write("broken.jsonl", lines);
    const QString sentence = refusal([&] { ResultsFile(path("broken.jsonl"), plan()); });
    QVERIFY2(sentence.contains(mention), qPrintable(sentence));
    QCOMPARE(content("broken.jsonl"), lines);
  }

  void writes_a_table() {
    {
      ResultsFile results(path("table.jsonl"), plan());
      results.append(cell("/v/a.mp4", "Who?", "=HYPERLINK(\"x\")\nnext"));
      results.append(cell("/v/b.mp4", "Who?", "", "no, none"));
    }
    vp::batch::write_csv(path("table.jsonl"), path("table.csv"));
    const QList<QByteArray> rows = content("table.csv").split('\r');
    QCOMPARE(rows.size(), 4);
    QVERIFY(rows[0].startsWith("video,video_sha256,window,start_s,end_s,question,answer,error,"));
    QCOMPARE(rows[1].trimmed(),
             QByteArray("\"/v/a.mp4\",\"cafe\",0,0.000,2.500,\"Who?\",\"'=HYPERLINK(\"\"x\"\")\n"
                        "next\",\"\",\"end_token\",-0.25,0 15,0.000 0.500,5 6,1024,0,1,0,true,1,"
                        "\"tiny\",\"hash\",\"cpu\",\"float32\",\"2026-01-02T03:04:05Z\""));
    QVERIFY(rows[2].trimmed().startsWith(
        "\"/v/b.mp4\",\"cafe\",0,0.000,2.500,\"Who?\",\"\",\"no, none\",\"\",,,,"));
  }

  // Other programs count from the file's own start, which may be its sound's.
  void a_table_has_the_files_times() {
    {
      ResultsFile results(path("late.jsonl"), plan());
      CellResult late = cell("/v/a.mp4", "Who?", "She.");
      late.video_start_s = 2.25;
      results.append(late);
    }
    vp::batch::for_each_result(path("late.jsonl"), [](const CellResult& result) {
      QCOMPARE(result.video_start_s, 2.25);
      QCOMPARE(result.frames.at(1).time_s, 0.5);
    });
    vp::batch::write_csv(path("late.jsonl"), path("late.csv"));
    const QByteArray row = content("late.csv").split('\r')[1];
    QVERIFY2(row.contains(",0,2.250,4.750,") && row.contains(",2.250 2.750,"), row);
  }

 private:
  std::filesystem::path path(const QString& name) const { return folder_.filePath(name).toStdString(); }
  QByteArray content(const QString& name) const {
    QFile file(folder_.filePath(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("cannot be read");
  }
  void write(const QString& name, const QByteArray& bytes) const {
    QFile file(folder_.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()) qFatal("cannot write");
  }
  QByteArray two_lines() {
    if (lines_.isEmpty()) {
      {
        ResultsFile results(path("two.jsonl"), plan());
        results.append(cell("/v/a.mp4", "Who?", "She."));
        results.append(cell("/v/b.mp4", "Who?", "He."));
      }
      lines_ = content("two.jsonl");
    }
    return lines_;
  }

  QTemporaryDir folder_;
  QByteArray lines_;
};

QTEST_GUILESS_MAIN(TestResultsFile)
#include "test_results_file.moc"
