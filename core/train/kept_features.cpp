#include "train/kept_features.h"

#include <ATen/ATen.h>

#include <span>
#include <system_error>
#include <utility>

#include "base/error.h"
#include "base/sha256.h"
#include "checkpoint/safetensors_writer.h"
#include "checkpoint/weight_reader.h"
#include "kernels/stored_dtype.h"

namespace vp::train {
namespace {

constexpr const char* kName = "features";

}  // namespace

KeptFeatures::KeptFeatures(std::filesystem::path folder, std::string teacher)
    : folder_(std::move(folder)), teacher_(std::move(teacher)) {}

std::string KeptFeatures::key(const Example& example) const {
  base::Sha256 hash;
  hash.update(teacher_);
  for (const std::int64_t number :
       {example.frame_count, std::int64_t{example.grid.height()}, std::int64_t{example.grid.width()},
        std::int64_t{example.teacher_rect.top}, std::int64_t{example.teacher_rect.left},
        std::int64_t{example.teacher_rect.bottom}, std::int64_t{example.teacher_rect.right}})
    hash.update(std::to_string(number) + ' ');
  for (const base::RgbImage& picture : example.teacher_pictures)
    hash.update(std::as_bytes(std::span(picture.pixels)));
  return base::to_hex(hash.finish());
}

std::filesystem::path KeptFeatures::file_of(const std::string& key) const {
  return folder_ / key.substr(0, 2) / (key + ".safetensors");
}

at::Tensor KeptFeatures::find(const std::string& key, const std::vector<std::int64_t>& shape) const {
  const std::filesystem::path file = file_of(key);
  std::error_code error;
  if (!std::filesystem::exists(file, error)) return {};
  try {
    const auto reader = checkpoint::open_safetensors(file);
    const checkpoint::TensorInfo* info = reader->find(kName);
    if (info == nullptr || info->dtype != checkpoint::Dtype::Float16 || info->shape != shape) return {};
    at::Tensor features = at::empty(shape, at::kHalf);
    reader->read(*info, std::as_writable_bytes(std::span(static_cast<std::byte*>(features.data_ptr()),
                                                         static_cast<std::size_t>(features.nbytes()))));
    return features.to(at::kFloat);
  } catch (const base::Error&) {
    return {};
  }
}

at::Tensor KeptFeatures::add(const std::string& key, const at::Tensor& features) const {
  const std::filesystem::path file = file_of(key);
  std::error_code error;
  std::filesystem::create_directories(file.parent_path(), error);  // writing says what is wrong
  const at::Tensor rounded = features.to(at::kHalf).contiguous();
  checkpoint::TensorsToWrite tensors;
  kernels::add_tensor(tensors, kName, rounded);
  checkpoint::write_safetensors(file, tensors.tensors(), {});
  return rounded.to(at::kFloat);
}

}  // namespace vp::train
