#include "prepare/prepared_layout.h"

#include <string>

#include "checkpoint/prepared.h"
#include "kernels/quantised_rows.h"

namespace vp::prepare {
namespace {

using checkpoint::Dtype;
using checkpoint::TensorInfo;

constexpr const char* kLogitsMatrix = "lm_head.weight";

PreparedForm form_of(const TensorInfo& tensor, bool is_product, int bits) {
  if (is_product && bits == 8) return PreparedForm::Bits8;
  if (is_product && bits == 4)
    return tensor.name == kLogitsMatrix ? PreparedForm::Bits8 : PreparedForm::Bits4;
  const bool is_wide = tensor.dtype == Dtype::Float32 || tensor.dtype == Dtype::Float64;
  return is_wide && tensor.shape.size() > 1 ? PreparedForm::BFloat16 : PreparedForm::AsStored;
}

std::vector<TensorInfo> outputs_of(const TensorInfo& tensor, PreparedForm form) {
  if (form == PreparedForm::AsStored) return {tensor};
  if (form == PreparedForm::BFloat16) return {{tensor.name, Dtype::BFloat16, tensor.shape}};
  const int bits = form == PreparedForm::Bits8 ? 8 : 4;
  const std::int64_t rows = tensor.shape[0], padded = kernels::padded_columns(tensor.shape[1]);
  const std::vector<std::int64_t> groups{rows, padded / kernels::QuantisedRows::kGroup};
  std::vector<TensorInfo> outputs{
      {tensor.name + std::string(checkpoint::kCodesSuffix),
       bits == 8 ? Dtype::Int8 : Dtype::UInt8,
       {rows, padded * bits / 8}},
      {tensor.name + std::string(checkpoint::kScalesSuffix), Dtype::BFloat16, groups}};
  if (bits == 4)
    outputs.push_back({tensor.name + std::string(checkpoint::kOffsetsSuffix), Dtype::BFloat16, groups});
  return outputs;
}

}  // namespace

std::vector<PreparedTensor> prepared_layout(const checkpoint::WeightReader& source,
                                            const engine::TensorsInUse& in_use, int bits) {
  std::vector<PreparedTensor> layout;
  for (const auto& [name, shape] : in_use.shapes) {
    const TensorInfo& tensor = *source.find(name);
    const PreparedForm form = form_of(tensor, in_use.products.contains(name), bits);
    layout.push_back({tensor, form, outputs_of(tensor, form)});
  }
  return layout;
}

std::uint64_t bytes_of(const std::vector<TensorInfo>& tensors) {
  std::uint64_t bytes = 0;
  for (const TensorInfo& tensor : tensors) bytes += tensor.byte_count();
  return bytes;
}

}  // namespace vp::prepare
