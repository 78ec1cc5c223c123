// Loading: what is reported, how it is stopped, what it costs; and looking at a checkpoint without loading
// it.
#include "engine/model.h"

#include <sys/resource.h>

#include <fstream>
#include <string>

#include "base/error.h"
#include "engine/checkpoint_report.h"
#include "engine/system_info.h"

#include <QtTest>

namespace {

const std::filesystem::path kCheckpoint = std::filesystem::path(VP_TEST_DATA) / "golden" / "checkpoint";

class LoadProgress final : public vp::base::Progress {
 public:
  void report(vp::base::Phase phase, std::int64_t done, std::int64_t total) override {
    monotonic = monotonic && phase == vp::base::Phase::Load && done >= last && done <= total;
    last = done;
    last_total = total;
    if (++reports == stop_after) source.request_stop();
  }
  void warn(const std::string&) override {}

  bool monotonic = true;
  int reports = 0;
  int stop_after = 0;
  std::int64_t last = 0, last_total = 0;
  std::stop_source source;
};

vp::engine::LoadOptions options_for(const std::filesystem::path& folder) {
  vp::engine::LoadOptions options;
  options.folder = folder;
  options.device = vp::engine::DeviceChoice::Cpu;
  options.dtype = vp::engine::DtypeChoice::Float32;
  return options;
}

}  // namespace

class TestModel : public QObject {
  Q_OBJECT

 private slots:
  void reportsEveryByteOnce() {
    LoadProgress progress;
    const auto model = vp::engine::Model::load(options_for(kCheckpoint), progress);
    QVERIFY(progress.monotonic);
    QCOMPARE(progress.last, progress.last_total);
    QCOMPARE(model->facts()->name, std::string("checkpoint"));
    QCOMPARE(model->facts()->hash.size(), std::size_t{64});
    QCOMPARE(model->facts()->device, std::string("cpu"));
    QCOMPARE(model->facts()->dtype, std::string("float32"));
  }

  // One entry of the cache, one record: two models that see other colours must not pass for one another.
  void theHashNamesWhatThePicturesAreNormalisedBy() {
    QTemporaryDir folder;
    const std::filesystem::path copy = folder.filePath("checkpoint").toStdString();
    std::filesystem::copy(kCheckpoint, copy);
    LoadProgress progress;
    const auto hash = [&] { return vp::engine::Model::load(options_for(copy), progress)->facts()->hash; };
    const std::string plain = hash();
    // As programs before this one computed it.
    QCOMPARE(plain, std::string("a11dc5b38aa706e2e43d3faaf97eb56feecfaaefa0664468bae8a928c067ba9a"));
    std::ofstream(copy / "preprocessor_config.json") << R"({"image_mean":[0.5,0.5,0.5]})";
    const std::string mean = hash();
    std::ofstream(copy / "preprocessor_config.json") << R"({"image_std":[0.5,0.5,0.5]})";
    const std::string deviation = hash();
    QVERIFY(mean != plain && deviation != plain && mean != deviation);
    std::ofstream(copy / "preprocessor_config.json") << R"({"crop_size":224})";
    QCOMPARE(hash(), plain);
  }

  void stopsWithinATensor() {
    LoadProgress progress;
    progress.stop_after = 3;
    bool stopped = false;
    try {
      vp::engine::Model::load(options_for(kCheckpoint), progress, progress.source.get_token());
    } catch (const vp::base::Error& error) {
      stopped = error.code() == vp::base::ErrorCode::Stopped;
    }
    QVERIFY(stopped);
    QCOMPARE(progress.reports, 3);
  }

  void automaticPrecisionFollowsTheCpu() {
    vp::engine::LoadOptions options = options_for(kCheckpoint);
    options.dtype = vp::engine::DtypeChoice::Auto;
    LoadProgress progress;
    const auto model = vp::engine::Model::load(options, progress);
    QCOMPARE(model->facts()->dtype, std::string(vp::engine::system_info().bfloat16 ? "bfloat16" : "float32"));
  }

  void float16NeedsAGpu() {
    vp::engine::LoadOptions options = options_for(kCheckpoint);
    options.dtype = vp::engine::DtypeChoice::Float16;
    LoadProgress progress;
    bool refused = false;
    try {
      vp::engine::Model::load(options, progress);
    } catch (const vp::base::Error& error) {
      refused = error.code() == vp::base::ErrorCode::Device;
    }
    QVERIFY(refused);
  }

  void theGoldenCheckpointHasNoProblems() {
    const vp::engine::CheckpointReport report = vp::engine::inspect_checkpoint(kCheckpoint);
    QVERIFY2(report.problems.empty(), report.problems.empty() ? "" : report.problems.front().c_str());
    QVERIFY(report.unneeded_bytes > 0);
    LoadProgress progress;
    const auto model = vp::engine::Model::load(options_for(kCheckpoint), progress);
    QCOMPARE(report.visual_parameters, model->facts()->visual_parameters);
    QCOMPARE(report.decoder_parameters, model->facts()->decoder_parameters);
  }

  // 24,086,866 of STAB and 20,979,712 of the projector: the paper's 45M.
  void theReleasedSizesHaveThePapersParameters() {
    QTemporaryDir folder;
    std::ofstream(folder.filePath("config.json").toStdString()) << R"({"model_type": "videopanda"})";
    const vp::engine::CheckpointReport report = vp::engine::inspect_checkpoint(folder.path().toStdString());
    QCOMPARE(report.visual_parameters, std::int64_t{24086866 + 20979712});
    QCOMPARE(report.decoder_parameters, std::int64_t{6738415616});
    QVERIFY(!report.problems.empty());  // no weights, no tokenizer
  }

  void theSystemIsDescribed() {
    const vp::engine::SystemInfo info = vp::engine::system_info();
    QVERIFY(info.physical_cores >= 1);
    QVERIFY(info.memory_total > info.memory_available && info.memory_available > 0);
    QVERIFY(!info.blas.empty() && !info.libtorch_version.empty() && !info.ffmpeg_version.empty());
    QCOMPARE(info.devices.front(), std::string("cpu"));
  }
};

QTEST_GUILESS_MAIN(TestModel)
#include "test_model.moc"
