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

namespace vp::train {
namespace {

using checkpoint::TensorToWrite;

constexpr const char* kPositionPrefix = "position.";

/// The tensors of a file, kept alive until it is written.
class TensorList {
 public:
  void add(const std::string& name, const at::Tensor& tensor, checkpoint::Dtype dtype) {
    kept_.push_back(tensor.contiguous());
    const at::Tensor& t = kept_.back();
    list_.push_back(
        {{name, dtype, t.sizes().vec()},
         std::span(static_cast<const std::byte*>(t.data_ptr()), static_cast<std::size_t>(t.nbytes()))});
  }
  std::vector<TensorToWrite> take() { return std::move(list_); }

 private:
  std::vector<at::Tensor> kept_;
  std::vector<TensorToWrite> list_;
};

std::string file_content(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::string content((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
  if (!stream)
    throw base::Error(base::ErrorCode::Checkpoint,
                      file.string() + " cannot be read; it is needed beside the weights.");
  return content;
}

void read_tensor(const checkpoint::WeightReader& reader, const std::filesystem::path& file,
                 const std::string& name, at::Tensor values) {
  const checkpoint::TensorInfo* info = reader.find(name);
  if (info == nullptr || info->dtype != checkpoint::Dtype::Float32 || !values.sizes().equals(info->shape))
    throw base::Error(base::ErrorCode::Checkpoint,
                      file.string() + " does not hold " + name +
                          " in the size that this configuration calls for; "
                          "resume with the configuration that the run was started with.");
  const at::Tensor stored = at::empty(values.sizes(), at::kFloat);
  reader.read(*info, std::span(static_cast<std::byte*>(stored.data_ptr()),
                               static_cast<std::size_t>(stored.nbytes())));
  values.copy_(stored);
}

/// How far a state says that its run was; nothing where that is damaged.
std::optional<RunPosition> position_of(std::string_view text, Optimizer& optimizer) {
  try {
    const json::Document where(text);
    RunPosition position{where.root().member("stage").text(), where.root().member("step").integer()};
    optimizer.set_step_count(where.root().member("optimizer_steps").integer());
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
  TensorList tensors;
  tensors.add("values", model.parameters().values(), checkpoint::Dtype::Float32);
  tensors.add("first_moment", optimizer.first_moment(), checkpoint::Dtype::Float32);
  tensors.add("second_moment", optimizer.second_moment(), checkpoint::Dtype::Float32);
  for (const ParameterStore::Buffer& buffer : model.parameters().buffers())
    tensors.add("buffer." + buffer.name, buffer.values, checkpoint::Dtype::Float32);
  // The position is a tensor's name: the reader of weight files gives tensors and nothing else.
  const nlohmann::json where{
      {"stage", position.stage}, {"step", position.step}, {"optimizer_steps", optimizer.step_count()}};
  tensors.add(kPositionPrefix + where.dump(), at::zeros({1}), checkpoint::Dtype::Float32);
  checkpoint::write_safetensors(state_file(folder), tensors.take(), {});
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
      file.string() + " does not say how far the training was; it was not written by this program.");
}

void export_model(const std::filesystem::path& folder, const std::filesystem::path& source,
                  const TrainingModel& model) {
  TensorList tensors;
  for (const auto& [name, values] : model.parameters().named_tensors()) {
    if (!name.starts_with("model.video_tower_compressor."))
      tensors.add(name, values.to(at::kHalf), checkpoint::Dtype::Float16);
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
  checkpoint::write_safetensors(folder / "model.safetensors", tensors.take(), {{"format", "pt"}});
}

}  // namespace vp::train
