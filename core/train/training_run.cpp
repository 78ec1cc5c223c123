#include "train/training_run.h"

#include <c10/core/DeviceGuard.h>

#include <algorithm>
#include <string>
#include <system_error>
#include <vector>

#include "base/error.h"
#include "base/file_guard.h"
#include "checkpoint/checkpoint_files.h"
#include "engine/compute_device.h"
#include "engine/cuda_devices.h"
#include "train/data_parallel.h"
#include "train/run_state.h"
#include "train/trainer.h"
#include "train/training_config.h"

namespace vp::train {
namespace {

/// Of the processes but the first, which tells how the training goes on.
class NotesOnly final : public TrainingObserver {
 public:
  explicit NotesOnly(TrainingObserver& observer) : observer_(observer) {}
  void step(const TrainingProgress&) override {}
  void validated(const std::string&, std::int64_t, const ValidationScores&) override {}
  void note(const std::string& sentence) override { observer_.note(sentence); }

 private:
  TrainingObserver& observer_;
};

// The state of a run may be days of work.
void refuse_to_overwrite(const std::filesystem::path& output, const std::filesystem::path& resume) {
  std::error_code error;
  if (!std::filesystem::exists(state_file(output), error)) return;
  if (!resume.empty() && std::filesystem::equivalent(output, resume, error)) return;
  throw base::Error(
      base::ErrorCode::Usage,
      base::untranslated(output.string() +
                         " holds the state of a training, which this one would overwrite; go on "
                         "with that one by --resume " +
                         output.string() + ", or name another folder with --out."));
}

/// What is read may not be written over: the model that the training starts from, say.
void guard_inputs(const TrainingConfig& config, const TrainingRequest& request) {
  base::FileGuard files;
  files.reads(request.config, base::untranslated("the training's configuration"));
  for (const StageConfig& stage : config.stages)
    if (!stage.conversations.empty())
      files.reads(stage.conversations, base::untranslated("the file of conversations"));
  checkpoint::guard_checkpoint(files, config.model);
  if (!config.teacher_folder.empty()) checkpoint::guard_checkpoint(files, config.teacher_folder);
  for (const char* name :
       {"state.safetensors", "teacher.safetensors", "log.jsonl", "model/config.json",
        "model/preprocessor_config.json", "model/tokenizer.model", "model/model.safetensors"})
    files.writes(config.output / name);
}

at::Device device_of(const engine::DeviceWish& wish, const std::vector<engine::CudaDevice>& gpus) {
  if (wish.choice == engine::DeviceChoice::Cpu) return at::kCPU;
  if (gpus.empty()) {
    if (wish.choice == engine::DeviceChoice::Auto) return at::kCPU;
    engine::refuse_cuda();
  }
  int index = wish.cuda_index;
  if (index < 0) index = local_rank();
  if (index < 0)
    index = std::max_element(gpus.begin(), gpus.end(), [](const auto& a, const auto& b) {
              return a.free_bytes < b.free_bytes;
            })->index;
  if (std::none_of(gpus.begin(), gpus.end(), [&](const auto& gpu) { return gpu.index == index; }))
    throw base::Error(base::ErrorCode::Device,
                      base::untranslated("There is no device cuda:" + std::to_string(index) +
                                         " to train on; `videopanda info` lists those that there are. Of "
                                         "several processes each needs a GPU of its own."));
  return {at::kCUDA, static_cast<c10::DeviceIndex>(index)};
}

}  // namespace

std::optional<std::filesystem::path> run_training(const TrainingRequest& request, TrainingObserver& observer,
                                                  const std::stop_token& stop) {
  TrainingConfig config = TrainingConfig::read(request.config);
  if (!request.output.empty()) config.output = request.output;
  if (config.output.empty())
    throw base::Error(base::ErrorCode::Usage,
                      base::untranslated(request.config.string() +
                                         " names no \"output\" folder for the run; add it or use --out."));
  guard_inputs(config, request);
  refuse_to_overwrite(config.output, request.resume);
  const at::Device device = device_of(request.device, engine::cuda_devices());
  const c10::DeviceGuard guard(device);
  const auto processes = process_group_of_environment(device);
  NotesOnly notes(observer);
  const bool first = processes->rank() == 0;
  Trainer trainer(config, *processes, first ? observer : notes, stop, device);
  if (!request.resume.empty()) trainer.resume(request.resume);
  trainer.run(request.stage);
  if (!first) return std::nullopt;
  return config.output / "model";
}

}  // namespace vp::train
