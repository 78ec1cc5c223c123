#include "batch/merge_results.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "base/error.h"
#include "batch/results_file.h"

namespace {

using vp::base::Error;
using vp::batch::BatchPlan;
using vp::batch::CellResult;
using vp::batch::MergedResults;
using vp::batch::ResultsFile;

CellResult cell(const std::string& video, const std::string& question, const std::string& answer) {
  CellResult result;
  result.video = {video, {100, 7}, "cafe"};
  result.question = question;
  result.answer = answer;
  if (answer.empty()) result.error = "broken";
  result.finish = "end_token";
  result.made_with = {"tiny", "hash", "cpu", "float32", {}};
  result.made_with.options.frames = 8;
  result.created = "2026-01-02T03:04:05Z";
  return result;
}

}  // namespace

class TestMergeResults : public QObject {
  Q_OBJECT

  QTemporaryDir folder_;

  std::filesystem::path path(const std::string& name) const {
    return std::filesystem::path(folder_.path().toStdString()) / name;
  }
  std::filesystem::path written(const std::string& name, const std::vector<CellResult>& cells) const {
    std::filesystem::remove(path(name));
    ResultsFile file(path(name), BatchPlan{{"/v/a.mp4", "/v/b.mp4"}, {"Who?", "Why?"}, {}});
    for (const CellResult& result : cells) file.append(result);
    return path(name);
  }
  static QByteArray bytes(const std::filesystem::path& name) {
    QFile file(QString::fromStdString(name.string()));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
  }

 private slots:
  void parts_make_the_whole() {
    const CellResult a = cell("/v/a.mp4", "Who?", "x"), b = cell("/v/a.mp4", "Why?", "y"),
                     c = cell("/v/b.mp4", "Who?", "z"), d = cell("/v/b.mp4", "Why?", "w");
    const MergedResults merged =
        vp::batch::merge_results({written("0", {a, b}), written("1", {c, d}), written("2", {})}, path("all"));
    QCOMPARE(merged.cells, std::int64_t{4});
    QCOMPARE(merged.failed + merged.doubled + merged.missing_cells, std::int64_t{0});
    QCOMPARE(bytes(path("all")), bytes(written("whole", {a, b, c, d})));
  }

  // A part that was done twice, and one that a broken process left.
  void an_answer_counts_before_a_failure() {
    const CellResult a = cell("/v/a.mp4", "Who?", "x"), failed = cell("/v/a.mp4", "Why?", ""),
                     b = cell("/v/a.mp4", "Why?", "y"), other = cell("/v/a.mp4", "Who?", "other"),
                     c = cell("/v/b.mp4", "Why?", "w");
    const MergedResults merged =
        vp::batch::merge_results({written("0", {a, failed}), written("1", {other, b, c})}, path("all"));
    QCOMPARE(merged.cells, std::int64_t{3});
    QCOMPARE(merged.failed, std::int64_t{0});
    QCOMPARE(merged.doubled, std::int64_t{2});
    QCOMPARE(merged.missing_cells, std::int64_t{1});
    QCOMPARE(merged.missing.at(0).video, std::string("/v/b.mp4"));
    QCOMPARE(merged.missing.at(0).question, std::string("Who?"));
    QCOMPARE(bytes(path("all")), bytes(written("whole", {a, b, c})));
  }

  void what_was_made_otherwise_is_refused() {
    const CellResult a = cell("/v/a.mp4", "Who?", "x");
    CellResult model = cell("/v/b.mp4", "Who?", "x"), options = model;
    model.made_with.model_hash = "another";
    options.made_with.options.ask.max_new_tokens = 3;
    std::filesystem::remove(path("all"));
    for (const CellResult& other : {model, options})
      QVERIFY_THROWS_EXCEPTION(
          Error, vp::batch::merge_results({written("0", {a}), written("1", {other})}, path("all")));
    QVERIFY_THROWS_EXCEPTION(Error, vp::batch::merge_results({written("0", {a}), path("none")}, path("all")));
    QVERIFY(!std::filesystem::exists(path("all")));
    const std::filesystem::path first = written("0", {a});
    const QByteArray before = bytes(first);
    QVERIFY_THROWS_EXCEPTION(Error, vp::batch::merge_results({first}, first));
    QCOMPARE(bytes(first), before);
  }
};

QTEST_GUILESS_MAIN(TestMergeResults)
#include "test_merge_results.moc"
