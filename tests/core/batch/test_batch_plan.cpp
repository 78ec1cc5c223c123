#include <QTest>

#include "base/error.h"
#include "batch/batch_plan.h"

namespace {

using vp::base::Error;
using vp::base::ErrorCode;
using vp::batch::BatchOptions;
using vp::batch::BatchPlan;
using vp::batch::Window;

BatchOptions windows(std::int64_t window_s, std::int64_t step_s = 0, std::optional<std::int64_t> start_s = {},
                     std::optional<std::int64_t> end_s = {}) {
  BatchOptions options;
  options.window_s = window_s;
  options.step_s = step_s;
  options.range = {start_s, end_s};
  return options;
}

template <typename Call>
QString refusal(const Call& call) {
  try {
    call();
  } catch (const Error& error) {
    return error.code() == ErrorCode::Usage ? QString::fromUtf8(error.what()) : QString("another code");
  }
  return "no error";
}

}  // namespace

class TestBatchPlan : public QObject {
  Q_OBJECT

 private slots:
  void cuts_windows_data() {
    QTest::addColumn<BatchOptions>("options");
    QTest::addColumn<double>("duration_s");
    QTest::addColumn<QString>("expected");
    QTest::newRow("the last one is clipped") << windows(10) << 24.5 << "0-10 10-20 20-24.5";
    QTest::newRow("an exact fit") << windows(10) << 20.0 << "0-10 10-20";
    QTest::newRow("a rest of a frame") << windows(10) << 20.04 << "0-10 10-20.04";
    QTest::newRow("a rest of more than half a second") << windows(10) << 20.6 << "0-10 10-20 20-20.6";
    QTest::newRow("overlapping") << windows(10, 5) << 21.0 << "0-10 5-15 10-20 15-21";
    QTest::newRow("with gaps") << windows(2, 10) << 25.0 << "0-2 10-12 20-22";
    QTest::newRow("longer than the video") << windows(60) << 7.25 << "0-7.25";
    QTest::newRow("of a range") << windows(10, 0, 5, 28) << 100.0 << "5-15 15-25 25-28";
    QTest::newRow("of a range past the end") << windows(10, 0, 85, 900) << 100.0 << "85-95 95-100";
    QTest::newRow("of a video without a length") << windows(10) << 0.0 << "0-0";
    QTest::newRow("none") << windows(0, 0, 3) << 9.5 << "3-9.5";
  }

  void cuts_windows() {
    QFETCH(BatchOptions, options);
    QFETCH(double, duration_s);
    QFETCH(QString, expected);
    QStringList found;
    for (const Window& window : vp::batch::windows_of(options, duration_s)) {
      QCOMPARE(window.index, static_cast<std::int64_t>(found.size()));
      found << QString("%1-%2").arg(window.start_s).arg(window.end_s.value());
      if (options.window_s == 0) continue;
      QCOMPARE(static_cast<double>(window.range.start_s.value()), window.start_s);
      QVERIFY(static_cast<double>(window.range.end_s.value()) >= *window.end_s);
      QVERIFY(static_cast<double>(window.range.end_s.value()) < *window.end_s + 1);
    }
    QCOMPARE(found.join(' '), expected);
  }

  void bounds_windows() {
    const double longest = static_cast<double>(vp::batch::kMostWindows);
    QCOMPARE(vp::batch::windows_of(windows(1), longest).size(), static_cast<std::size_t>(longest));
    QVERIFY(
        refusal([&] { vp::batch::windows_of(windows(1), longest + 1); }).contains("make the step longer"));
    QVERIFY(refusal([&] { vp::batch::windows_of(windows(1), 1e300); }).contains("make the step longer"));
    QVERIFY(refusal([&] { vp::batch::windows_of(windows(10, 0, 50), 20.0); }).contains("only 20.00 s long"));
  }

  void a_whole_video_has_the_plain_range() {
    const Window window = vp::batch::windows_of(windows(0), 12.0).at(0);
    QVERIFY(!window.range.start_s && !window.range.end_s);
  }

  void refuses_data() {
    QTest::addColumn<BatchPlan>("plan");
    QTest::addColumn<QString>("mention");
    const BatchPlan good{{"a.mp4"}, {"Who?"}, {}};
    const auto row = [&](const char* name, const char* mention, const auto& change) {
      BatchPlan plan = good;
      change(plan);
      QTest::newRow(name) << plan << QString(mention);
    };
    row("good", "no error", [](BatchPlan&) {});
    row("no video", "no video", [](BatchPlan& plan) { plan.videos.clear(); });
    row("no question", "no question", [](BatchPlan& plan) { plan.questions.clear(); });
    row("an empty question", "question is empty", [](BatchPlan& plan) { plan.questions.push_back(" \n"); });
    row("a question twice", "\"Who?\" is there twice",
        [](BatchPlan& plan) { plan.questions.push_back("Who?"); });
    row("a video twice", "a.mp4 is there twice", [](BatchPlan& plan) { plan.videos.push_back("a.mp4"); });
    row("a huge question", "longer than", [](BatchPlan& plan) { plan.questions[0].assign(70'000, 'a'); });
    row("too many questions", "more than the",
        [](BatchPlan& plan) { plan.questions.resize(vp::batch::kMostQuestions + 1); });
    row("too many cells", "answers, more than", [](BatchPlan& plan) {
      plan.videos.resize(100'000);
      plan.questions.resize(21);
    });
    row("a step alone", "no length", [](BatchPlan& plan) { plan.options.step_s = 5; });
    row("a negative window", "length of a window", [](BatchPlan& plan) { plan.options.window_s = -5; });
    row("an empty range", "later end", [](BatchPlan& plan) { plan.options.range = {10, 10}; });
    row("odd frames", "multiple of 4", [](BatchPlan& plan) { plan.options.frames = 6; });
    row("no tokens", "new tokens", [](BatchPlan& plan) { plan.options.ask.max_new_tokens = 0; });
  }

  void frames_go_by_the_models_chunk() {
    BatchPlan plan{{"a.mp4"}, {"Who?"}, {}};
    plan.options.frames = 6;
    QVERIFY(refusal([&] { plan.validate(4); }).contains("multiple of 4"));
    QCOMPARE(refusal([&] { plan.validate(2); }), QString("no error"));
    QCOMPARE(refusal([&] { plan.validate(3); }), QString("no error"));
    plan.options.frames = 8;
    QVERIFY(refusal([&] { plan.validate(3); }).contains("multiple of 3"));
  }

  void refuses() {
    QFETCH(BatchPlan, plan);
    QFETCH(QString, mention);
    const QString sentence = refusal([&] { plan.validate(); });
    QVERIFY2(sentence.contains(mention), qPrintable(sentence));
  }
};

QTEST_GUILESS_MAIN(TestBatchPlan)
#include "test_batch_plan.moc"
