// Loading: what is reported, how it is stopped, what it costs; and looking at a checkpoint without loading
// it.
#include "engine/model.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>
#include <sys/resource.h>

#include <fstream>
#include <string>

#include "base/error.h"
#include "checkpoint/safetensors_writer.h"
#include "engine/checkpoint_report.h"
#include "engine/compute_device.h"
#include "engine/memory_plan.h"
#include "engine/model_impl.h"
#include "engine/needed_tensors.h"
#include "engine/system_info.h"
#include "kernels/stored_dtype.h"
#include "llm/kv_cache.h"

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
  void warn(const vp::base::Message&) override {}

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

  // Nothing is refused while a smaller form fits.
  void memoryDecidesHowWeightsAreKept() {
    using vp::engine::DtypeChoice;
    vp::checkpoint::MemoryWeights weights;  // which are not mapped
    weights.add({"model.norm.weight", vp::checkpoint::Dtype::Float32, {64}}, std::vector<std::byte>(256));
    weights.add({"lm_head.weight", vp::checkpoint::Dtype::Float32, {100, 64}}, std::vector<std::byte>(25600));
    const auto plan = [&](DtypeChoice dtype, std::int64_t available) {
      vp::engine::LoadOptions options = options_for(kCheckpoint);
      options.dtype = dtype;
      return vp::engine::plan_memory(weights, {}, options, available);
    };
    constexpr std::int64_t kPlenty = std::int64_t{1} << 40;
    QCOMPARE(plan(DtypeChoice::Float32, kPlenty).private_bytes, std::int64_t{25856});
    QVERIFY_THROWS_EXCEPTION(vp::base::Error, plan(DtypeChoice::Float32, 25855));
    const vp::engine::MemoryPlan best = plan(DtypeChoice::Auto, kPlenty);
    QVERIFY(best.notice.empty());
    QCOMPARE(best.options.dtype() == at::kBFloat16, vp::engine::system_info().bfloat16);
    if (!vp::engine::system_info().bfloat16) {
      const vp::engine::MemoryPlan narrow = plan(DtypeChoice::Auto, 25855);
      QVERIFY(narrow.storage == vp::kernels::MatrixStorage::BFloat16);
      QCOMPARE(narrow.private_bytes, std::int64_t{256 + 12800});
      QVERIFY2(narrow.notice.text().find("16 bits") != std::string::npos, narrow.notice.text().c_str());
    }
    QVERIFY_THROWS_EXCEPTION(vp::base::Error, plan(DtypeChoice::Auto, 1000));
  }

  void deviceNames() {
    using vp::engine::DeviceChoice;
    for (const char* name : {"auto", "cpu", "cuda", "cuda:0", "cuda:15"})
      QCOMPARE(vp::engine::name_of_device(vp::engine::device_of_name(name).value()), std::string(name));
    for (const char* name : {"", "CUDA", "cuda:", "cuda:-1", "cuda:1x", "cuda: 1", "cuda:1000", "gpu"})
      QVERIFY2(!vp::engine::device_of_name(name), name);
  }

  // Planning is arithmetic: no GPU is needed to test for which one it decides.
  void memoryOfGpusDecides() {
    using vp::engine::DeviceChoice;
    vp::checkpoint::MemoryWeights weights;
    weights.add({"model.norm.weight", vp::checkpoint::Dtype::Float32, {64}}, std::vector<std::byte>(256));
    weights.add({"lm_head.weight", vp::checkpoint::Dtype::BFloat16, {1000, 64}},
                std::vector<std::byte>(128000));
    const vp::checkpoint::ModelConfig config;
    const auto plan = [&](DeviceChoice device, int index, const std::vector<vp::engine::CudaDevice>& gpus) {
      vp::engine::LoadOptions options = options_for(kCheckpoint);
      options.device = device;
      options.cuda_index = index;
      options.dtype = vp::engine::DtypeChoice::Auto;
      return vp::engine::plan_memory(weights, config, options, std::int64_t{1} << 40, gpus);
    };
    const auto refusal = [&](DeviceChoice device, int index,
                             const std::vector<vp::engine::CudaDevice>& gpus) {
      try {
        plan(device, index, gpus);
      } catch (const vp::base::Error& error) {
        return error.code() == vp::base::ErrorCode::Device ? std::string(error.what())
                                                           : std::string("another");
      }
      return std::string();
    };
    constexpr std::int64_t kPlenty = std::int64_t{1} << 40;
    const vp::engine::MemoryPlan plan_there = plan(DeviceChoice::Cuda, -1, {{0, "A", kPlenty, kPlenty}});
    QCOMPARE(plan_there.options.device(), at::Device(at::kCUDA, 0));
    QVERIFY(plan_there.options.dtype() == at::kBFloat16);
    QCOMPARE(plan_there.private_bytes, std::int64_t{128 + 128000});
    QCOMPARE(plan_there.mapped_bytes, std::int64_t{0});
    QCOMPARE(plan_there.conversation_bytes, plan_there.conversation_tokens * 2 * 32 * 32 * 128 * 2);
    vp::checkpoint::ModelConfig long_context;
    long_context.decoder.max_position_embeddings = 32768;  // all of it lies on the GPU from the beginning
    vp::engine::LoadOptions load = options_for(kCheckpoint);
    load.device = DeviceChoice::Cuda;
    QCOMPARE(vp::engine::plan_memory(weights, long_context, load, 0, {{0, "A", kPlenty, kPlenty}})
                 .conversation_tokens,
             std::int64_t{32768});
    QCOMPARE(plan_there.workspace_bytes, vp::engine::gpu_workspace_bytes(config, 2));
    const std::int64_t needed =
        plan_there.private_bytes + plan_there.conversation_bytes + plan_there.workspace_bytes;
    // The one with the most free memory, not the largest one; to the byte.
    const std::vector<vp::engine::CudaDevice> gpus{
        {0, "A", kPlenty, needed - 1}, {1, "B", needed, needed}, {2, "C", kPlenty, 5}};
    for (const DeviceChoice device : {DeviceChoice::Auto, DeviceChoice::Cuda}) {
      QCOMPARE(plan(device, -1, gpus).options.device(), at::Device(at::kCUDA, 1));
      QVERIFY(plan(device, -1, gpus).gpu_notice.empty());
    }
    QCOMPARE(plan(DeviceChoice::Cuda, 1, gpus).options.device(), at::Device(at::kCUDA, 1));
    // Where all of the context has no room, what it has room for: to the byte, and said.
    const std::int64_t a_token = 2 * 32 * 32 * 128 * 2;
    QVERIFY(plan_there.gpu_notice.empty());
    const vp::engine::MemoryPlan shorter = plan(DeviceChoice::Cuda, 0, gpus);
    QCOMPARE(shorter.conversation_tokens, plan_there.conversation_tokens - 1);
    QCOMPARE(shorter.conversation_bytes, plan_there.conversation_bytes - a_token);
    const std::string notice = shorter.gpu_notice.text();
    QVERIFY2(
        notice.find("cuda:0 (A)") != std::string::npos && notice.find("about 12 frames") != std::string::npos,
        notice.c_str());
    // A frame has 273 tokens. Whoever names the GPU can ask about four; else the CPU has room for eight.
    const std::int64_t four = needed - (4096 - 4 * 273 - 512) * a_token;
    const std::int64_t eight = needed - (4096 - 8 * 273 - 512) * a_token;
    QCOMPARE(plan(DeviceChoice::Cuda, -1, {{0, "A", kPlenty, four}}).conversation_tokens,
             std::int64_t{4 * 273 + 512});
    QVERIFY(plan(DeviceChoice::Auto, -1, {{0, "A", kPlenty, eight}}).options.device().is_cuda());
    QVERIFY(plan(DeviceChoice::Auto, -1, {{0, "A", kPlenty, eight - 1}}).options.device().is_cpu());
    // Weights in 8 bits take 60,000 bytes less, in 4 bits 88,000.
    const std::string short_of_one = refusal(DeviceChoice::Cuda, -1, {{0, "A", kPlenty, four - 1}});
    QVERIFY2(short_of_one.find("cuda:0 (A)") != std::string::npos &&
                 short_of_one.find("With 8 bits") != std::string::npos &&
                 short_of_one.find("about 4 frames") != std::string::npos,
             short_of_one.c_str());
    QVERIFY(refusal(DeviceChoice::Cuda, -1, {{0, "A", kPlenty, four - 70000}}).find("With 4 bits") !=
            std::string::npos);
    QVERIFY(refusal(DeviceChoice::Cuda, 2, gpus).find("--device cpu") != std::string::npos);
    QVERIFY2(refusal(DeviceChoice::Cuda, 7, gpus).find("cuda:1 B") != std::string::npos,
             refusal(DeviceChoice::Cuda, 7, gpus).c_str());
    const vp::engine::MemoryPlan on_cpu = plan(DeviceChoice::Auto, -1, {{2, "C", kPlenty, 5}});
    QVERIFY(on_cpu.options.device().is_cpu());
    QVERIFY(on_cpu.gpu_notice.text().find("no GPU has room") != std::string::npos);
    QVERIFY(plan(DeviceChoice::Auto, -1, {}).gpu_notice.empty());
    QVERIFY(plan(DeviceChoice::Cpu, -1, gpus).options.device().is_cpu());
    const std::string none = refusal(DeviceChoice::Cuda, -1, {});
    QVERIFY(none.find(vp::engine::is_built_with_cuda() ? "driver" : "built without CUDA") !=
            std::string::npos);
  }

  // What is stored in 16 bits is computed with in float32 without a copy, and as exactly.
  void weightsOf16BitsAreMapped() {
    QTemporaryDir folder;
    const std::filesystem::path copy = folder.filePath("checkpoint").toStdString();
    std::filesystem::create_directory(copy);
    for (const char* name : {"config.json", "tokenizer.model"})
      std::filesystem::copy(kCheckpoint / name, copy / name);
    const auto stored = vp::checkpoint::open_weights(kCheckpoint);
    vp::base::NoProgress quiet;
    vp::kernels::CheckpointTensorSource source(*stored, at::dtype(at::kBFloat16), 1, quiet, {});
    vp::checkpoint::TensorsToWrite narrow, wide;
    for (const vp::checkpoint::TensorInfo& info : stored->tensors()) {
      if (!vp::engine::is_needed(info.name)) continue;
      const at::Tensor rounded = source.take(info.name, info.shape);
      vp::kernels::add_tensor(narrow, info.name, rounded);
      vp::kernels::add_tensor(wide, info.name, rounded.to(at::kFloat));
    }
    const auto answer = [&](const vp::checkpoint::TensorsToWrite& tensors) {
      vp::checkpoint::write_safetensors(copy / "model.safetensors", tensors.tensors(), {});
      const auto model = vp::engine::Model::load(options_for(copy), quiet);
      const at::NoGradGuard no_grad;
      const vp::llm::Decoder& decoder = model->impl().decoder;
      vp::llm::KvCache cache(model->config().decoder, 16, model->impl().options);
      const std::vector<std::int64_t> ids{1, 5, 9, 3};
      return decoder.logits(decoder.forward(decoder.embed(ids), cache, quiet, {}, true));
    };
    const at::Tensor exact = answer(wide);
    const auto reader = vp::checkpoint::open_weights(copy);
    QCOMPARE(vp::engine::plan_memory(*reader, {}, options_for(copy), std::int64_t{1} << 40).mapped_bytes > 0,
             true);
    const at::Tensor mapped = answer(narrow);
    QCOMPARE(mapped.scalar_type(), at::kFloat);
    const double difference = ((mapped - exact).abs().max() / exact.abs().max()).item<double>();
    QVERIFY2(difference < 3e-6, qPrintable(QString::number(difference)));
  }

  // A context that is one token too short for all: what is said of frames follows the system's own layout.
  void framesOfOtherSystems_data() {
    QTest::addColumn<int>("system");
    QTest::addColumn<int>("run");
    QTest::addColumn<QString>("said");
    using vp::checkpoint::System;
    // 257 tokens a frame, in whole runs, beside 512 of text in 4095.
    QTest::newRow("Video-LLaVA") << static_cast<int>(System::VideoLlava) << 8 << "about 8 frames";
    QTest::newRow("Video-LLaVA-hf") << static_cast<int>(System::VideoLlavaHf) << 1 << "about 13 frames";
    // However many there are, they become 356 tokens.
    QTest::newRow("Video-ChatGPT") << static_cast<int>(System::VideoChatGpt) << 1 << "about 100 frames";
  }
  void framesOfOtherSystems() {
    QFETCH(int, system);
    QFETCH(int, run);
    QFETCH(QString, said);
    vp::checkpoint::MemoryWeights weights;
    weights.add({"model.norm.weight", vp::checkpoint::Dtype::Float32, {64}}, std::vector<std::byte>(256));
    vp::checkpoint::ModelConfig config;
    config.system = static_cast<vp::checkpoint::System>(system);
    config.vision.image_size = config.tower.image_size;
    config.vision.patch_stride = config.tower.patch_size;
    config.vision.num_frames = config.tower.num_frames = run;
    vp::engine::LoadOptions load = options_for(kCheckpoint);
    load.device = vp::engine::DeviceChoice::Cuda;
    load.dtype = vp::engine::DtypeChoice::Auto;
    const auto plan = [&](std::int64_t free) {
      return vp::engine::plan_memory(weights, config, load, 0, {{0, "A", free, free}});
    };
    const vp::engine::MemoryPlan all = plan(std::int64_t{1} << 40);
    QVERIFY(all.gpu_notice.empty());
    const std::string notice =
        plan(all.private_bytes + all.conversation_bytes + all.workspace_bytes - 1).gpu_notice.text();
    QVERIFY2(notice.find(said.toStdString()) != std::string::npos, notice.c_str());
  }

  void whatLibTorchThrowsForDevices_data() {
    QTest::addColumn<QString>("thrown");
    QTest::addColumn<QString>("said");
    QTest::newRow("memory") << "CUDA out of memory. Tried to allocate 2.00 GiB"
                            << "needs more memory";
    QTest::newRow("gone") << "CUDA error: device-side assert triggered\nmore"
                          << "The GPU failed (CUDA error: "
                             "device-side assert triggered).";
    QTest::newRow("another") << "sizes differ"
                             << "";
  }
  void whatLibTorchThrowsForDevices() {
    QFETCH(QString, thrown);
    QFETCH(QString, said);
    QString found;
    try {
      try {
        TORCH_CHECK(false, thrown.toStdString());
      } catch (...) {
        vp::engine::rethrow_memory_errors(vp::base::untranslated("Answering"));
      }
    } catch (const vp::base::Error& error) {
      QCOMPARE(error.code(), vp::base::ErrorCode::Device);
      found = QString::fromStdString(error.what());
    } catch (const c10::Error&) {
    }
    QVERIFY2(said.isEmpty() ? found.isEmpty() : found.contains(said), qPrintable(found));
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
    const vp::engine::CheckpointReport report = vp::engine::inspect_checkpoint({kCheckpoint, {}, {}});
    QVERIFY2(report.problems.empty(), report.problems.empty() ? "" : report.problems.front().text().c_str());
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
    const vp::engine::CheckpointReport report =
        vp::engine::inspect_checkpoint({folder.path().toStdString(), {}, {}});
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
