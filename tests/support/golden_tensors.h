#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <filesystem>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <utility>
#include <vector>

#include "kernels/tensor_source.h"

namespace vp::test {

/// Every tensor of a .safetensors file, in its stored dtype.
std::map<std::string, at::Tensor> load_tensors(const std::filesystem::path& file);

/// Hands out the tensors of a map, converted to the options.
class MapTensorSource final : public kernels::TensorSource {
 public:
  MapTensorSource(std::map<std::string, at::Tensor> tensors, at::TensorOptions options)
      : tensors_(std::move(tensors)), options_(options) {}

  at::Tensor take(const std::string& name, at::IntArrayRef shape) override;
  at::Tensor take_stacked(const std::vector<std::string>& names, const std::vector<std::int64_t>& rows,
                          at::IntArrayRef trailing) override;
  bool has(const std::string& name) const override { return tensors_.contains(name); }
  at::TensorOptions options() const override { return options_; }

 private:
  std::map<std::string, at::Tensor> tensors_;
  at::TensorOptions options_;
};

/// Largest absolute difference as a share of the expected tensor's largest absolute value.
double relative_error(const at::Tensor& actual, const at::Tensor& expected);

/// The pseudo-random picture values of the golden STAB cases (tests/data/golden/README.md).
at::Tensor golden_pixels(at::IntArrayRef shape, std::uint64_t seed);
/// The input of a case of golden/stab/cases.json: its eight frames as two chunks, (2, 4, 4, 224, 224).
at::Tensor golden_chunks(const nlohmann::json& entry);

}  // namespace vp::test
