#include "train/initial_weights.h"

#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "base/error.h"
#include "checkpoint/weight_reader.h"

namespace vp::train {
namespace {

bool may_be_drawn(const std::string& name) {
  return name.starts_with("model.video_");
}

class PartlyStored final : public kernels::TensorSource {
 public:
  PartlyStored(std::unique_ptr<checkpoint::WeightReader> reader, std::uint64_t seed)
      : reader_(std::move(reader)),
        stored_(*reader_, at::device(at::kCPU).dtype(at::kFloat), 0, progress_, {},
                kernels::CheckpointTensorSource::Digest::NotNeeded),
        drawn_(at::device(at::kCPU).dtype(at::kFloat), seed) {}

  at::Tensor take(const std::string& name, at::IntArrayRef shape) override {
    if (!stored_.has(name) && may_be_drawn(name)) return drawn_.take(name, shape);
    return stored_.take(name, shape);
  }
  at::Tensor take_stacked(const std::vector<std::string>& names, const std::vector<std::int64_t>& rows,
                          at::IntArrayRef trailing) override {
    return stored_.take_stacked(names, rows, trailing);
  }
  bool has(const std::string& name) const override { return stored_.has(name) || may_be_drawn(name); }
  at::TensorOptions options() const override { return stored_.options(); }

 private:
  std::unique_ptr<checkpoint::WeightReader> reader_;
  base::NoProgress progress_;
  kernels::CheckpointTensorSource stored_;
  kernels::RandomTensorSource drawn_;
};

bool holds_weights(const std::filesystem::path& folder) {
  std::error_code error;
  for (std::filesystem::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    const std::string name = entry->path().filename().string();
    if (name.ends_with(".safetensors") || (name.starts_with("pytorch_model") && name.ends_with(".bin")))
      return true;
  }
  if (error)
    throw base::Error(base::ErrorCode::Checkpoint,
                      base::untranslated(folder.string() + " cannot be listed (" + error.message() +
                                         "); the folder of a model was expected."));
  return false;
}

}  // namespace

std::unique_ptr<kernels::TensorSource> initial_weights(const std::filesystem::path& folder,
                                                       std::uint64_t seed) {
  if (holds_weights(folder)) return std::make_unique<PartlyStored>(checkpoint::open_weights(folder), seed);
  return std::make_unique<kernels::RandomTensorSource>(at::device(at::kCPU).dtype(at::kFloat), seed);
}

}  // namespace vp::train
