#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <string>
#include <vector>

#include "checkpoint/weight_reader.h"
#include "kernels/tensor_source.h"

namespace vp::train {

/// The parameters of a model in training. Layers take theirs from it in the compute dtype, as leaves that
/// record gradients; the float32 masters, their gradients and whatever an optimizer keeps lie in flat
/// buffers, all in the same order, so that one loop or one exchange between processes serves all of them.
class ParameterStore final : public kernels::TensorSource {
 public:
  struct Parameter {
    std::vector<std::string> names;   ///< of the stored tensors; several where projections are stacked
    std::vector<std::int64_t> rows;   ///< of each, when stacked
    std::vector<std::int64_t> shape;  ///< of the whole
    std::int64_t offset = 0;          ///< elements, in the flat buffers
    std::int64_t size = 0;
    at::Tensor leaf;      ///< what the layer holds
    bool trained = true;  ///< in the present stage
  };
  /// A running statistic: float32, never trained by gradients.
  struct Buffer {
    std::string name;
    at::Tensor values;
  };

  /// Values come from `initial`, which gives float32 on the CPU. `compute` is the dtype of the leaves;
  /// everything lies on `device`.
  ParameterStore(kernels::TensorSource& initial, at::ScalarType compute, const at::Device& device = at::kCPU);

  at::Tensor take(const std::string& name, at::IntArrayRef shape) override;
  at::Tensor take_stacked(const std::vector<std::string>& names, const std::vector<std::int64_t>& rows,
                          at::IntArrayRef trailing) override;
  bool has(const std::string& name) const override { return initial_->has(name); }
  at::TensorOptions options() const override;

  /// Lays out the flat buffers. Called once, after all layers were built; the initial source is not used any
  /// more.
  void finish();

  /// Chooses what gradients change: parameters of which a name starts with one of these prefixes.
  void train_only(const std::vector<std::string>& prefixes);

  /// Adds the leaves' gradients, times `scale`, to the flat gradient and clears them. A parameter that is not
  /// trained has none.
  void collect_gradients(double scale);

  /// Rounds the masters into the leaves, after an optimizer step.
  void publish();

  std::vector<Parameter>& parameters() { return parameters_; }
  const std::vector<Parameter>& parameters() const { return parameters_; }
  std::vector<Buffer>& buffers() { return buffers_; }
  const std::vector<Buffer>& buffers() const { return buffers_; }
  at::Tensor& values() { return values_; }        ///< (n) float32 masters
  at::Tensor& gradients() { return gradients_; }  ///< (n) float32
  const at::Tensor& values() const { return values_; }

  /// Every stored tensor by its own name, as float32 views of the masters and buffers. `prefix`: only these.
  std::vector<std::pair<std::string, at::Tensor>> named_tensors(const std::string& prefix = {}) const;

 private:
  at::Tensor add(Parameter parameter, const at::Tensor& values);

  kernels::TensorSource* initial_;
  at::ScalarType compute_;
  at::Device device_;
  std::vector<Parameter> parameters_;
  std::vector<Buffer> buffers_;
  std::vector<at::Tensor> initial_values_;  // until finish()
  at::Tensor values_, gradients_;
};

}  // namespace vp::train
