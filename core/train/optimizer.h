#pragma once

#include <ATen/core/Tensor.h>
#include <c10/core/ScalarType.h>

#include <cstdint>
#include <vector>

#include "train/parameter_store.h"

namespace vp::train {

struct OptimizerOptions {
  enum class Method { AdamW, Muon };
  Method method = Method::AdamW;
  double beta1 = 0.9;
  double beta2 = 0.98;  ///< lower than for large models: runs are short
  double epsilon = 1e-8;
  at::ScalarType compute = at::kFloat;  ///< dtype of Muon's products
};

/// Steps over a parameter store's flat buffers: decoupled weight decay Adam (Loshchilov and Hutter, 2019), or
/// Muon for the matrices inside the decoder and the visual part and AdamW for everything else (embeddings,
/// head, depth-wise filters, norms, biases, learned queries).
class Optimizer {
 public:
  Optimizer(ParameterStore& parameters, const OptimizerOptions& options);

  /// One update of the trained parameters from the store's flat gradient, which is then zeroed; the leaves
  /// get the new values. `clip` > 0: the gradient is first scaled down to that norm. `weight_decay` is that
  /// of matrices; vectors do not decay. Returns the norm before clipping; when it is not finite nothing is
  /// changed.
  double step(double learning_rate, double clip, double weight_decay);

  /// Forgets the moments and starts counting anew: the next stage begins.
  void reset();

  std::int64_t step_count() const { return steps_; }
  void set_step_count(std::int64_t steps) { steps_ = steps; }
  at::Tensor& first_moment() { return first_moment_; }    ///< (n) float32
  at::Tensor& second_moment() { return second_moment_; }  ///< (n) float32, 0 where Muon is used

 private:
  bool by_muon(const ParameterStore::Parameter& parameter) const;
  void adamw_update(const ParameterStore::Parameter& parameter, double gain, double learning_rate,
                    double weight_decay);
  void muon_update(const ParameterStore::Parameter& parameter, double gain, double learning_rate,
                   double weight_decay);

  ParameterStore& parameters_;
  OptimizerOptions options_;
  at::Tensor first_moment_, second_moment_;
  std::int64_t steps_ = 0;
};

/// The numbers of one AdamW update.
struct AdamwStep {
  double gain = 1;  ///< of the gradient
  double beta1 = 0, beta2 = 0;
  double rate = 0, scale2 = 1;  ///< with the moments' corrections
  double epsilon = 0;
  double keep = 1;  ///< of the values, before the update: weight decay
};

/// That update of (n) float32 values and moments in place, on any device: what Optimizer does on the CPU in
/// one loop.
void adamw_plain(const at::Tensor& values, const at::Tensor& first, const at::Tensor& second,
                 const at::Tensor& gradients, const AdamwStep& step);

/// The learning rate at `step` of `total`: linear warm-up over the first `warmup` share of the steps, then
/// half a cosine down to `floor` times the peak.
double cosine_learning_rate(double peak, std::int64_t step, std::int64_t total, double warmup, double floor);

}  // namespace vp::train
