#include "train/optimizer.h"

#include <ATen/Parallel.h>
#include <ATen/TensorOperators.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/linalg_vector_norm.h>
#include <ATen/ops/zeros_like.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "train/muon.h"

namespace vp::train {
namespace {

// Gradients are summed in blocks of fixed size, so that the norm does not depend on the number of threads.
constexpr std::int64_t kBlock = 1 << 14;

double squared_norm(const float* values, std::int64_t count) {
  double total = 0;
  for (std::int64_t first = 0; first < count; first += kBlock) {
    double block = 0;
    for (std::int64_t i = first; i < std::min(count, first + kBlock); ++i)
      block += static_cast<double>(values[i]) * values[i];
    total += block;
  }
  return total;
}

}  // namespace

Optimizer::Optimizer(ParameterStore& parameters, const OptimizerOptions& options)
    : parameters_(parameters),
      options_(options),
      first_moment_(at::zeros_like(parameters.values())),
      second_moment_(at::zeros_like(parameters.values())) {}

void Optimizer::reset() {
  first_moment_.zero_();
  second_moment_.zero_();
  steps_ = 0;
}

double Optimizer::step(double learning_rate, double clip, double weight_decay) {
  const at::NoGradGuard no_grad;
  const at::Tensor& gradients = parameters_.gradients();
  // On a GPU the norm's sums are in an order of its own, which does not change from run to run either.
  const double norm = gradients.is_cpu()
                          ? std::sqrt(squared_norm(gradients.data_ptr<float>(), gradients.numel()))
                          : at::linalg_vector_norm(gradients, 2, {}, false, at::kDouble).item<double>();
  if (!std::isfinite(norm)) return norm;
  ++steps_;
  const double gain = clip > 0 && norm > clip ? clip / norm : 1;
  for (const ParameterStore::Parameter& parameter : parameters_.parameters()) {
    if (!parameter.trained) continue;
    if (by_muon(parameter))
      muon_update(parameter, gain, learning_rate, weight_decay);
    else
      adamw_update(parameter, gain, learning_rate, weight_decay);
  }
  parameters_.gradients().zero_();
  parameters_.publish();
  return norm;
}

bool Optimizer::by_muon(const ParameterStore::Parameter& parameter) const {
  const std::string& name = parameter.names.front();
  const bool inside = name.starts_with("model.layers.") || name.starts_with("model.video_");
  // A depth-wise filter mixes no channels: its rows have nothing to do with each other.
  const bool matrix = parameter.shape.size() > 1 && parameter.shape[0] > 1 && parameter.shape[1] > 1;
  return options_.method == OptimizerOptions::Method::Muon && inside && matrix;
}

void Optimizer::muon_update(const ParameterStore::Parameter& parameter, double gain, double learning_rate,
                            double weight_decay) {
  const std::int64_t columns = parameter.size / parameter.shape[0];
  const auto matrix = [&](const at::Tensor& flat) {
    return flat.narrow(0, parameter.offset, parameter.size).view({parameter.shape[0], columns});
  };
  const at::Tensor gradient = matrix(parameters_.gradients()).mul(gain);
  matrix(parameters_.values()).mul_(1 - learning_rate * weight_decay);
  // Stacked projections are matrices of their own.
  std::int64_t row = 0;
  for (const std::int64_t rows : parameter.rows) {
    muon_step(matrix(parameters_.values()).narrow(0, row, rows), matrix(first_moment_).narrow(0, row, rows),
              gradient.narrow(0, row, rows), learning_rate, options_.compute);
    row += rows;
  }
}

void adamw_plain(const at::Tensor& values, const at::Tensor& first, const at::Tensor& second,
                 const at::Tensor& gradients, const AdamwStep& step) {
  const at::Tensor g = gradients * step.gain;
  first.mul_(step.beta1).add_(g, 1 - step.beta1);
  second.mul_(step.beta2).addcmul_(g, g, 1 - step.beta2);
  values.mul_(step.keep).addcdiv_(first, (second * step.scale2).sqrt_().add_(step.epsilon), -step.rate);
}

void Optimizer::adamw_update(const ParameterStore::Parameter& parameter, double gain, double learning_rate,
                             double weight_decay) {
  const double correction1 = 1 - std::pow(options_.beta1, static_cast<double>(steps_));
  const double correction2 = 1 - std::pow(options_.beta2, static_cast<double>(steps_));
  const bool decays = parameter.shape.size() > 1;
  const AdamwStep step{gain,
                       options_.beta1,
                       options_.beta2,
                       learning_rate / correction1,
                       1 / correction2,
                       options_.epsilon,
                       1 - (decays ? learning_rate * weight_decay : 0)};
  if (!parameters_.values().is_cpu()) {
    const auto part = [&](const at::Tensor& flat) {
      return flat.narrow(0, parameter.offset, parameter.size);
    };
    adamw_plain(part(parameters_.values()), part(first_moment_), part(second_moment_),
                part(parameters_.gradients()), step);
    return;
  }
  const float* gradients = parameters_.gradients().data_ptr<float>();
  float* values = parameters_.values().data_ptr<float>();
  float* first = first_moment_.data_ptr<float>();
  float* second = second_moment_.data_ptr<float>();
  const auto b1 = static_cast<float>(options_.beta1), b2 = static_cast<float>(options_.beta2);
  const auto rate = static_cast<float>(step.rate), keep = static_cast<float>(step.keep);
  const auto scale2 = static_cast<float>(step.scale2), eps = static_cast<float>(options_.epsilon);
  at::parallel_for(parameter.offset, parameter.offset + parameter.size, kBlock,
                   [&](std::int64_t begin, std::int64_t end) {
                     for (std::int64_t i = begin; i < end; ++i) {
                       const float g = gradients[i] * static_cast<float>(gain);
                       first[i] = b1 * first[i] + (1 - b1) * g;
                       second[i] = b2 * second[i] + (1 - b2) * g * g;
                       values[i] = values[i] * keep - rate * first[i] / (std::sqrt(second[i] * scale2) + eps);
                     }
                   });
}

double cosine_learning_rate(double peak, std::int64_t step, std::int64_t total, double warmup, double floor) {
  const double done = total > 0 ? static_cast<double>(step) / static_cast<double>(total) : 1;
  if (warmup > 0 && done < warmup)
    return peak * (static_cast<double>(step) + 1) / (std::ceil(warmup * static_cast<double>(total)) + 1);
  const double share = warmup < 1 ? std::clamp((done - warmup) / (1 - warmup), 0.0, 1.0) : 1;
  return peak * (floor + (1 - floor) * (1 + std::cos(std::numbers::pi * share)) / 2);
}

}  // namespace vp::train
