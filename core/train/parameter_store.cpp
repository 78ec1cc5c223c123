#include "train/parameter_store.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <algorithm>
#include <utility>

namespace vp::train {
namespace {

bool is_running_statistic(const std::string& name) {
  return name.ends_with("running_mean") || name.ends_with("running_var");
}

}  // namespace

ParameterStore::ParameterStore(kernels::TensorSource& initial, at::ScalarType compute,
                               const at::Device& device)
    : initial_(&initial), compute_(compute), device_(device) {}

at::TensorOptions ParameterStore::options() const {
  return at::device(device_).dtype(compute_);
}

at::Tensor ParameterStore::take(const std::string& name, at::IntArrayRef shape) {
  const at::Tensor values = initial_->take(name, shape).to(device_);
  if (is_running_statistic(name)) {
    buffers_.push_back({name, values});
    return values;
  }
  Parameter parameter;
  parameter.names = {name};
  parameter.rows = {shape.empty() ? 1 : shape[0]};
  return add(std::move(parameter), values);
}

at::Tensor ParameterStore::take_stacked(const std::vector<std::string>& names,
                                        const std::vector<std::int64_t>& rows, at::IntArrayRef trailing) {
  Parameter parameter;
  parameter.names = names;
  parameter.rows = rows;
  return add(std::move(parameter), initial_->take_stacked(names, rows, trailing).to(device_));
}

at::Tensor ParameterStore::add(Parameter parameter, const at::Tensor& values) {
  parameter.shape = values.sizes().vec();
  parameter.size = values.numel();
  parameter.offset = parameters_.empty() ? 0 : parameters_.back().offset + parameters_.back().size;
  parameter.leaf = values.to(compute_, /*non_blocking=*/false, /*copy=*/true).requires_grad_(true);
  initial_values_.push_back(values.flatten());
  parameters_.push_back(parameter);
  return parameter.leaf;
}

void ParameterStore::finish() {
  values_ = at::cat(initial_values_);
  gradients_ = at::zeros_like(values_);
  initial_values_.clear();
  initial_ = nullptr;
}

void ParameterStore::train_only(const std::vector<std::string>& prefixes) {
  for (Parameter& parameter : parameters_) {
    parameter.trained = std::any_of(prefixes.begin(), prefixes.end(), [&](const std::string& prefix) {
      return parameter.names.front().starts_with(prefix);
    });
    parameter.leaf.requires_grad_(parameter.trained);
    parameter.leaf.mutable_grad().reset();
  }
}

void ParameterStore::collect_gradients(double scale) {
  const at::NoGradGuard no_grad;
  for (Parameter& parameter : parameters_) {
    at::Tensor& gradient = parameter.leaf.mutable_grad();
    if (!gradient.defined()) continue;
    gradients_.narrow(0, parameter.offset, parameter.size).add_(gradient.reshape({-1}), scale);
    gradient.reset();
  }
}

void ParameterStore::publish() {
  const at::NoGradGuard no_grad;
  for (Parameter& parameter : parameters_)
    parameter.leaf.copy_(values_.narrow(0, parameter.offset, parameter.size).view(parameter.shape));
}

std::vector<std::pair<std::string, at::Tensor>> ParameterStore::named_tensors(
    const std::string& prefix) const {
  std::vector<std::pair<std::string, at::Tensor>> tensors;
  for (const Parameter& parameter : parameters_) {
    const at::Tensor whole = values_.narrow(0, parameter.offset, parameter.size).view(parameter.shape);
    std::int64_t row = 0;
    for (std::size_t i = 0; i < parameter.names.size(); ++i) {
      if (parameter.names[i].starts_with(prefix))
        tensors.emplace_back(parameter.names[i],
                             parameter.names.size() == 1 ? whole : whole.narrow(0, row, parameter.rows[i]));
      row += parameter.rows[i];
    }
  }
  for (const Buffer& buffer : buffers_) {
    if (buffer.name.starts_with(prefix)) tensors.emplace_back(buffer.name, buffer.values);
  }
  return tensors;
}

}  // namespace vp::train
