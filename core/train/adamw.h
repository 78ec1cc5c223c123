#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

#include "train/parameter_store.h"

namespace vp::train {

struct AdamWOptions {
  double beta1 = 0.9;
  double beta2 = 0.98;  ///< lower than for large models: runs are short
  double epsilon = 1e-8;
  double weight_decay = 0;  ///< of matrices; vectors (norms, biases, learned queries) do not decay
};

/// Decoupled weight decay Adam (Loshchilov and Hutter, 2019) over a parameter store's flat buffers.
class AdamW {
 public:
  AdamW(ParameterStore& parameters, const AdamWOptions& options);

  /// One update of the trained parameters from the store's flat gradient, which is then zeroed; the leaves
  /// get the new values. `clip` > 0: the gradient is first scaled down to that norm. Returns the norm before
  /// clipping; when it is not finite nothing is changed.
  double step(double learning_rate, double clip);

  /// Forgets the moments and starts counting anew: the next stage begins.
  void reset();

  std::int64_t step_count() const { return steps_; }
  void set_step_count(std::int64_t steps) { steps_ = steps; }
  at::Tensor& first_moment() { return first_moment_; }    ///< (n) float32
  at::Tensor& second_moment() { return second_moment_; }  ///< (n) float32

 private:
  ParameterStore& parameters_;
  AdamWOptions options_;
  at::Tensor first_moment_, second_moment_;
  std::int64_t steps_ = 0;
};

/// The learning rate at `step` of `total`: linear warm-up over the first `warmup` share of the steps, then
/// half a cosine down to `floor` times the peak.
double cosine_learning_rate(double peak, std::int64_t step, std::int64_t total, double warmup, double floor);

}  // namespace vp::train
