#include "support/golden_tensors.h"

#include <ATen/ATen.h>

#include <limits>
#include <nlohmann/json.hpp>
#include <span>

#include "checkpoint/weight_reader.h"
#include "kernels/stored_dtype.h"

namespace vp::test {

std::map<std::string, at::Tensor> load_tensors(const std::filesystem::path& file) {
  const auto reader = checkpoint::open_safetensors(file);
  std::map<std::string, at::Tensor> tensors;
  for (const checkpoint::TensorInfo& info : reader->tensors()) {
    at::Tensor tensor =
        at::empty(info.shape, at::device(at::kCPU).dtype(kernels::scalar_type_of(info.dtype)));
    reader->read(info, std::span(static_cast<std::byte*>(tensor.data_ptr()), tensor.nbytes()));
    tensors[info.name] = tensor;
  }
  return tensors;
}

at::Tensor MapTensorSource::take(const std::string& name, at::IntArrayRef shape) {
  const auto found = tensors_.find(name);
  TORCH_CHECK(found != tensors_.end(), "no tensor ", name);
  TORCH_CHECK(found->second.sizes() == shape, name, " has another shape than ", shape);
  return found->second.to(options_, /*non_blocking=*/false, /*copy=*/true).contiguous();
}

at::Tensor MapTensorSource::take_stacked(const std::vector<std::string>& names,
                                         const std::vector<std::int64_t>& rows, at::IntArrayRef trailing) {
  std::vector<at::Tensor> parts;
  for (std::size_t i = 0; i < names.size(); ++i) {
    std::vector<std::int64_t> shape{rows[i]};
    shape.insert(shape.end(), trailing.begin(), trailing.end());
    parts.push_back(take(names[i], shape));
  }
  return at::cat(parts);
}

double relative_error(const at::Tensor& actual, const at::Tensor& expected) {
  if (actual.sizes() != expected.sizes()) return std::numeric_limits<double>::infinity();
  const at::Tensor a = actual.to(at::kDouble), e = expected.to(at::kDouble);
  const double error = (a - e).abs().max().item<double>() / e.abs().max().item<double>();
  return error == error ? error : std::numeric_limits<double>::infinity();
}

at::Tensor golden_pixels(at::IntArrayRef shape, std::uint64_t seed) {
  at::Tensor pixels = at::empty(shape, at::kFloat);
  float* values = pixels.data_ptr<float>();
  for (std::int64_t i = 0; i < pixels.numel(); ++i) {
    std::uint64_t z = (seed + static_cast<std::uint64_t>(i) + 1) * 0x9E3779B97F4A7C15ull;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
    z ^= z >> 31;
    values[i] = static_cast<float>(static_cast<double>(z >> 40) / 8388608.0 - 1.0);
  }
  return pixels;
}

at::Tensor golden_chunks(const nlohmann::json& entry) {
  const at::Tensor rgb = golden_pixels({8, 3, 224, 224}, entry["seed"].get<std::uint64_t>());
  const at::Tensor mask = at::zeros({8, 1, 224, 224});
  const auto rect = entry["rect"].get<std::vector<int>>();
  const int padded = entry["padded"].get<int>();
  mask.narrow(0, 0, 8 - padded)
      .narrow(2, rect[0], rect[2] - rect[0])
      .narrow(3, rect[1], rect[3] - rect[1])
      .fill_(1);
  if (padded > 0) rgb.narrow(0, 8 - padded, padded).zero_();
  return at::cat({rgb, mask}, 1).view({2, 4, 4, 224, 224});
}

}  // namespace vp::test
