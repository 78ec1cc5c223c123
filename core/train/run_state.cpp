#include "train/run_state.h"

#include <ATen/ATen.h>

#include <charconv>
#include <fstream>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "base/atomic_file.h"
#include "base/error.h"
#include "checkpoint/safetensors_writer.h"
#include "json/document.h"
#include "kernels/stored_dtype.h"

namespace vp::train {
namespace {

constexpr const char* kPositionPrefix = "position.";

std::string file_content(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::string content((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
  if (!stream)
    throw base::Error(
        base::ErrorCode::Checkpoint,
        base::untranslated(file.string() + " cannot be read; it is needed beside the weights."));
  return content;
}

void read_tensor(const checkpoint::WeightReader& reader, const std::filesystem::path& file,
                 const std::string& name, at::Tensor values) {
  const checkpoint::TensorInfo* info = reader.find(name);
  if (info == nullptr || info->dtype != checkpoint::Dtype::Float32 || !values.sizes().equals(info->shape))
    throw base::Error(base::ErrorCode::Checkpoint,
                      base::untranslated(file.string() + " does not hold " + name +
                                         " in the size that this configuration calls for; "
                                         "resume with the configuration that the run was started with."));
  const at::Tensor stored = at::empty(values.sizes(), at::kFloat);
  reader.read(*info, std::span(static_cast<std::byte*>(stored.data_ptr()),
                               static_cast<std::size_t>(stored.nbytes())));
  values.copy_(stored);
}

/// How far a state says that its run was; nothing where that is damaged.
std::optional<RunPosition> position_of(std::string_view text, Optimizer& optimizer) {
  try {
    const json::Document where(text);
    constexpr std::int64_t kMostSteps = std::int64_t{1} << 40;  // so that no product of them overflows
    RunPosition position{where.root().member("stage").text(),
                         where.root().member("step").integer(0, kMostSteps)};
    optimizer.set_step_count(where.root().member("optimizer_steps").integer(0, kMostSteps));
    return position;
  } catch (const json::Unusable&) {
    return std::nullopt;
  }
}

}  // namespace

std::filesystem::path state_file(const std::filesystem::path& folder) {
  return folder / "state.safetensors";
}

void save_run_state(const std::filesystem::path& folder, const TrainingModel& model, Optimizer& optimizer,
                    const RunPosition& position) {
  checkpoint::TensorsToWrite tensors;
  kernels::add_tensor(tensors, "values", model.parameters().values());
  kernels::add_tensor(tensors, "first_moment", optimizer.first_moment());
  kernels::add_tensor(tensors, "second_moment", optimizer.second_moment());
  for (const ParameterStore::Buffer& buffer : model.parameters().buffers())
    kernels::add_tensor(tensors, "buffer." + buffer.name, buffer.values);
  // The position is a tensor's name: the reader of weight files gives tensors and nothing else.
  const nlohmann::json where{
      {"stage", position.stage}, {"step", position.step}, {"optimizer_steps", optimizer.step_count()}};
  kernels::add_tensor(tensors, kPositionPrefix + where.dump(), at::zeros({1}));
  checkpoint::write_safetensors(state_file(folder), tensors.tensors(), {});
}

RunPosition load_run_state(const std::filesystem::path& folder, TrainingModel& model, Optimizer& optimizer) {
  const std::filesystem::path file = state_file(folder);
  const auto reader = checkpoint::open_safetensors(file);
  read_tensor(*reader, file, "values", model.parameters().values());
  read_tensor(*reader, file, "first_moment", optimizer.first_moment());
  read_tensor(*reader, file, "second_moment", optimizer.second_moment());
  for (ParameterStore::Buffer& buffer : model.parameters().buffers())
    read_tensor(*reader, file, "buffer." + buffer.name, buffer.values);
  for (const checkpoint::TensorInfo& info : reader->tensors()) {
    if (!info.name.starts_with(kPositionPrefix)) continue;
    const std::optional<RunPosition> position =
        position_of(std::string_view(info.name).substr(std::string_view(kPositionPrefix).size()), optimizer);
    if (!position) break;
    model.parameters().publish();
    return *position;
  }
  throw base::Error(
      base::ErrorCode::Checkpoint,
      base::untranslated(file.string() +
                         " does not say how far the training was; it was not written by this program."));
}

void export_model(const std::filesystem::path& folder, const std::filesystem::path& source,
                  const TrainingModel& model) {
  checkpoint::TensorsToWrite tensors;
  for (const auto& [name, values] : model.parameters().named_tensors()) {
    if (!name.starts_with("model.video_tower_compressor."))
      kernels::add_tensor(tensors, name, values.to(at::kHalf));
  }
  for (const char* name : {"config.json", "tokenizer.model"})
    base::write_file_atomically(folder / name, file_content(source / name));
  // Sizes and colours that the training has seen; the model would see others without it.
  const char* const preprocessor = "preprocessor_config.json";
  std::error_code error;
  if (std::filesystem::exists(source / preprocessor, error)) {
    base::write_file_atomically(folder / preprocessor, file_content(source / preprocessor));
  } else {
    std::filesystem::remove(folder / preprocessor, error);
  }
  checkpoint::write_safetensors(folder / "model.safetensors", tensors.tensors(), {{"format", "pt"}});
}

}  // namespace vp::train
