#include <QTest>
#include <algorithm>
#include <cmath>
#include <stop_token>

#include "base/error.h"
#include "base/progress.h"
#include "bench/conversation_timings.h"
#include "bench/machine_rates.h"
#include "bench/stage_timings.h"
#include "bench/visual_products.h"
#include "bench/visual_timings.h"
#include "support/golden_clips.h"

using vp::base::Error;
using vp::base::ErrorCode;
using vp::bench::StageOptions;
using vp::bench::StageReport;
using vp::bench::StageTiming;

namespace {

StageOptions tiny() {
  StageOptions options;
  options.shape = "tiny";
  options.layers = 2;
  options.dtype = vp::engine::DtypeChoice::Float32;
  options.prompt_tokens = 24;
  options.new_tokens = 3;
  return options;
}

// Requests a stop when so many stages are done.
class StopAt final : public vp::base::Progress {
 public:
  explicit StopAt(std::int64_t stage) : stage_(stage) {}
  void report(vp::base::Phase, std::int64_t done, std::int64_t) override {
    if (done == stage_) source_.request_stop();
  }
  void warn(const vp::base::Message&) override {}
  std::stop_token token() const { return source_.get_token(); }

 private:
  std::int64_t stage_;
  std::stop_source source_;
};

const StageTiming& stage_of(const StageReport& report, const char* name) {
  const auto found = std::find_if(report.stages.begin(), report.stages.end(),
                                  [&](const StageTiming& stage) { return stage.name == name; });
  if (found == report.stages.end()) qFatal("no stage %s", name);
  return *found;
}

}  // namespace

class TestBench : public QObject {
  Q_OBJECT

 private slots:
  // The paper's counts, less what they count beside the products of the layers in use.
  void productsEqualThePapers() {
    vp::checkpoint::ModelConfig config;
    config.system = vp::checkpoint::System::VideoLlava;
    config.tower.time_attention = true;
    config.tower.num_frames = 8;
    QVERIFY(std::abs(vp::bench::tower_gflop(config, 8, 8 * 257) / 2 - 864.1) < 864.1 * 0.002);
    config.system = vp::checkpoint::System::VideoChatGpt;
    config.tower.time_attention = false;
    config.tower.used_layers = 24;  // counted there, and not needed
    QVERIFY(std::abs(vp::bench::tower_gflop(config, 100, 356) / 2 - 8109.1) < 8109.1 * 0.002);
  }

  void systemsAreTimedSideBySide() {
    vp::bench::VisualOptions options;
    options.dtype = vp::engine::DtypeChoice::Float32;
    options.tiny = true;
    options.most_frames = 20;
    vp::base::NoProgress progress;
    const vp::bench::VisualReport report = vp::bench::time_visual_parts(options, progress, {});
    QCOMPARE(report.systems.size(), std::size_t{3});
    const std::vector<std::string> names{"Video-Panda", "Video-LLaVA", "Video-ChatGPT"};
    const std::vector<std::int64_t> tokens{8 * (1 + 4 * 5), 8 * 17, 100 + 16};
    for (std::size_t i = 0; i < report.systems.size(); ++i) {
      const vp::bench::VisualTiming& system = report.systems[i];
      QCOMPARE(system.system, names[i]);
      QCOMPARE(system.tokens, tokens[i]);
      QVERIFY(system.ms > 0 && system.parameters > 0 && system.giga_multiply_adds > 0);
    }
    QCOMPARE(report.systems[2].frames, 100);
    QCOMPARE(report.systems[2].timed_frames, 16);  // whole batches of 8
  }

  void rates_of_the_machine_data() {
    QTest::addColumn<std::string>("dtype");
    QTest::newRow("float32") << std::string("float32");
    // Some hundred times slower where the processor has no arithmetic for it: then with fewer rows.
    QTest::newRow("bfloat16") << std::string("bfloat16");
  }
  void rates_of_the_machine() {
    QFETCH(std::string, dtype);
    const vp::bench::MachineRates rates = vp::bench::measure_machine_rates(dtype);
    QVERIFY(std::isfinite(rates.matrix_gflops) && rates.matrix_gflops > 0);
    QVERIFY(std::isfinite(rates.memory_read_gb_s) && rates.memory_read_gb_s > 0);
    QVERIFY(rates.matrix_rows >= 1 && rates.matrix_rows <= 512);
  }

  void rates_hear_a_stop() {
    std::stop_source source;
    source.request_stop();
    try {
      vp::bench::measure_machine_rates("float32", source.get_token());
      QFAIL("measured");
    } catch (const Error& error) {
      QCOMPARE(error.code(), ErrorCode::Stopped);
    }
    QVERIFY_THROWS_EXCEPTION(Error, vp::bench::measure_machine_rates("float8"));
  }

  void times_every_stage() {
    vp::base::NoProgress quiet;
    StageOptions options = tiny();
    options.bits = {16, 8, 4};
    const StageReport report = vp::bench::time_stages(options, quiet, {});
    QStringList names;
    for (const StageTiming& stage : report.stages) {
      names << QString::fromStdString(stage.name);
      QVERIFY2(stage.ms > 0 && stage.per_second > 0, stage.name.c_str());
    }
    QCOMPARE(names, (QStringList{"preprocess", "encode", "prefill", "question", "generate", "prefill 16 bits",
                                 "question 16 bits", "generate 16 bits", "prefill 8 bits", "question 8 bits",
                                 "generate 8 bits", "prefill 4 bits", "question 4 bits", "generate 4 bits"}));
    QCOMPARE(stage_of(report, "question").amount, std::string("24 tokens behind 24"));
    QCOMPARE(stage_of(report, "prefill 4 bits").gflop, stage_of(report, "prefill").gflop);
    QVERIFY(stage_of(report, "generate 16 bits").gbyte < stage_of(report, "generate").gbyte);
    QCOMPARE(report.dtype, std::string("float32"));
    QCOMPARE(report.layers, 2);
    QCOMPARE(report.layers_of_shape, 4);
    QCOMPARE(stage_of(report, "encode").amount, std::string("8 frames of 112 x 112"));
    QCOMPARE(stage_of(report, "prefill").amount, std::string("24 tokens"));
    QCOMPARE(stage_of(report, "generate").amount, std::string("1 token behind 24"));
    // Two layers of four square products and three of the gated unit, for 24 tokens; and the causal
    // attention.
    const double products = 2e-9 * 24 * 2 * (4 * 64 * 64 + 3 * 64 * 160);
    QVERIFY(std::abs(stage_of(report, "prefill").gflop - products - 2e-9 * 24 * 24 * 2 * 64) < 1e-9);
    QVERIFY(stage_of(report, "generate").gbyte > 0);
  }

  // A checkpoint and a film as they lie on the disk.
  void times_a_conversation() {
    vp::bench::ConversationOptions options;
    options.load = vp::test::golden_load_options();
    options.video.file = vp::test::kGoldenFolder / "clip_short.mkv";
    options.new_tokens = 4;
    options.seconds_before_question = 60;
    vp::base::NoProgress quiet;
    const vp::bench::ConversationTimings timings = vp::bench::time_conversation(options, quiet, {});
    QCOMPARE(timings.model, std::string("checkpoint"));
    QCOMPARE(timings.dtype, std::string("float32"));
    for (const double ms : {timings.load_ms, timings.encode_ms, timings.first_ms, timings.second_ms,
                            timings.restarted_ms, timings.waited_ms, timings.memory_read_gb_s})
      QVERIFY(std::isfinite(ms) && ms > 0);
    // Nothing of the film was left after a minute: what was to be computed was the question alone.
    QVERIFY(timings.prefix_tokens > 0 && timings.question_tokens > 0);
    const double share = timings.left_ms / timings.first_ms;
    QCOMPARE(share, static_cast<double>(timings.question_tokens) /
                        static_cast<double>(timings.prefix_tokens + timings.question_tokens));
    QVERIFY(timings.weight_bytes > 0 && timings.cache_bytes > 0);
    QVERIFY(timings.peak_private_bytes >= timings.cache_bytes);
    QVERIFY(timings.peak_private_bytes >= timings.loaded_private_bytes && timings.loaded_private_bytes > 0);

    StopAt at_first_tokens(1);
    try {
      vp::bench::time_conversation(options, at_first_tokens, at_first_tokens.token());
      QFAIL("timed to the end");
    } catch (const Error& error) {
      QCOMPARE(error.code(), ErrorCode::Stopped);
    }
    options.new_tokens = 0;
    QVERIFY_THROWS_EXCEPTION(Error, vp::bench::time_conversation(options, quiet, {}));
  }

  void what_is_too_slow_is_made_smaller_and_said() {
    StageOptions options = tiny();
    options.longest_stage_s = options.longest_piece_s = 1e-9;
    vp::base::NoProgress quiet;
    const StageReport report = vp::bench::time_stages(options, quiet, {});
    QCOMPARE(stage_of(report, "prefill").amount, std::string("1 tokens"));
    QCOMPARE(stage_of(report, "encode").amount, std::string("8 frames of 28 x 28"));
    QString notes;
    for (const std::string& note : report.notes) notes += QString::fromStdString(note) + "\n";
    QVERIFY2(notes.contains("1 tokens instead of 24"), qPrintable(notes));
    QVERIFY2(notes.contains("28 pixels a side were encoded instead of 112"), qPrintable(notes));
  }

  void every_stage_hears_a_stop_data() {
    QTest::addColumn<int>("stage");
    for (int stage = 0; stage < 5; ++stage) QTest::addRow("%d stages done", stage) << stage;
  }
  void every_stage_hears_a_stop() {
    QFETCH(int, stage);
    StopAt progress(stage);
    try {
      vp::bench::time_stages(tiny(), progress, progress.token());
      QFAIL("timed to the end");
    } catch (const Error& error) {
      QCOMPARE(error.code(), ErrorCode::Stopped);
    }
  }

  void refuses_options() {
    vp::base::NoProgress quiet;
    StageOptions options = tiny();
    options.shape = "13b";
    QVERIFY_THROWS_EXCEPTION(Error, vp::bench::time_stages(options, quiet, {}));
    options = tiny();
    options.bits = {5};
    QVERIFY_THROWS_EXCEPTION(Error, vp::bench::time_stages(options, quiet, {}));
    options = tiny();
    options.longest_piece_s = 0;
    QVERIFY_THROWS_EXCEPTION(Error, vp::bench::time_stages(options, quiet, {}));
  }
};

QTEST_APPLESS_MAIN(TestBench)
#include "test_bench.moc"
