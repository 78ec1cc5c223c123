#pragma once

#include <stop_token>
#include <utility>

#include "kernels/tensor_source.h"

namespace vp::bench {

/// Weights that only have to be of the right size and about the right magnitude: pieces of one drawn block,
/// again and again. Drawing each of a few thousand million numbers takes longer than all that is timed with
/// them. Throws Error(Stopped) between two pieces.
class BenchWeights final : public kernels::TensorSource {
 public:
  BenchWeights(at::TensorOptions options, std::stop_token stop);

  at::Tensor take(const std::string& name, at::IntArrayRef shape) override;
  at::Tensor take_stacked(const std::vector<std::string>& names, const std::vector<std::int64_t>& rows,
                          at::IntArrayRef trailing) override;
  bool has(const std::string&) const override { return true; }
  at::TensorOptions options() const override { return options_; }

 private:
  at::TensorOptions options_;
  std::stop_token stop_;
  at::Tensor block_;  // normal, standard deviation 1, float32
};

}  // namespace vp::bench
