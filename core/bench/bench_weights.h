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
  /// `bits` of the decoder's matrices, as a prepared checkpoint has them: 16, 8 or 4; 0: those of `options`.
  BenchWeights(at::TensorOptions options, std::stop_token stop, int bits = 0);

  at::Tensor take(const std::string& name, at::IntArrayRef shape) override;
  at::Tensor take_stacked(const std::vector<std::string>& names, const std::vector<std::int64_t>& rows,
                          at::IntArrayRef trailing) override;
  kernels::WeightMatrix take_matrix(const std::string& name, std::int64_t rows,
                                    std::int64_t columns) override;
  kernels::WeightMatrix take_matrices(const std::vector<std::string>& names,
                                      const std::vector<std::int64_t>& rows, std::int64_t columns) override;
  bool has(const std::string&) const override { return true; }
  /// Of the matrices taken so far in which no rows are looked up: what one token reads of them.
  std::int64_t matrix_bytes() const { return matrix_bytes_; }
  at::TensorOptions options() const override { return options_; }

 private:
  /// `piece` again and again, up to the end of `shape`.
  at::Tensor repeated(const at::Tensor& piece, at::IntArrayRef shape) const;
  at::Tensor filled(at::IntArrayRef shape, const at::TensorOptions& options, std::int64_t fan_in) const;
  at::Tensor codes(std::int64_t rows, std::int64_t bytes, at::ScalarType type) const;

  at::TensorOptions options_;
  std::stop_token stop_;
  int bits_;
  std::int64_t matrix_bytes_ = 0;
  at::Tensor block_;  // normal, standard deviation 1, float32
};

}  // namespace vp::bench
