#pragma once

#include <ATen/core/Tensor.h>

#include <map>
#include <string>

#include "checkpoint/model_config.h"
#include "kernels/tensor_source.h"

namespace vp::llm::test {

/// All tensors of a trusted .safetensors file by name: float32 stays, int32 becomes int64.
std::map<std::string, at::Tensor> read_safetensors(const std::string& file);

/// The decoder part of a trusted config.json.
checkpoint::DecoderConfig read_decoder_config(const std::string& file);

/// Hands out tensors of a map, converted to the options.
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

}  // namespace vp::llm::test
