#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <span>
#include <vector>

#include "kernels/layers.h"
#include "kernels/tensor_source.h"

namespace vp::train {

/// Predicts a teacher's patch features from the decoder's hidden states (paper section 3.3; spec section 7):
/// the states L, L-4, L-8 … each pass LayerNorm and a linear layer; the last asks, the earlier ones answer.
class DistillationHead {
 public:
  /// Heads of the attention over the earlier layers.
  static constexpr std::int64_t kHeads = 8;

  /// Parameters PREFIX + norm_layer.J.*, input_layer, output_layer. `teacher_width` is divisible by kHeads.
  DistillationHead(std::int64_t layers, std::int64_t hidden_size, std::int64_t teacher_width,
                   kernels::TensorSource& weights, const std::string& prefix);

  /// Which of the layers + 1 hidden states are used: L, L-4, … >= 0.
  static std::vector<std::int64_t> used_layers(std::int64_t layers);

  /// states: those of used_layers(), each (n, hidden_size) -> (n, teacher_width) float32.
  at::Tensor forward(std::span<const at::Tensor> states) const;

 private:
  struct Projection {
    kernels::LayerNorm norm;
    kernels::Linear linear;
  };
  std::int64_t teacher_width_;
  std::vector<Projection> projections_;
  kernels::Linear input_layer_;
  kernels::Linear output_layer_;
};

/// Predicts a teacher's patch features from the state of the decoder's middle layer alone, through LayerNorm
/// and a linear layer, so that what is there is known while later layers can still use it for an answer. Not
/// in the paper, whose states L, L-4, … are many in a deep decoder; in a shallow one there is none between
/// the first and the last.
class ReadoutHead {
 public:
  /// Parameters PREFIX + 0 (the norm) and 1.
  ReadoutHead(std::int64_t layers, std::int64_t hidden_size, std::int64_t teacher_width,
              kernels::TensorSource& weights, const std::string& prefix);
  /// Whose state, of 0..layers, is read.
  std::int64_t layer() const { return layer_; }
  /// (n, hidden_size) -> (n, teacher_width) float32
  at::Tensor forward(const at::Tensor& state) const;

 private:
  std::int64_t layer_;
  kernels::LayerNorm norm_;
  kernels::Linear linear_;
};

/// The teacher's features of one frame, (rows · columns, width), brought to the student's grid: the valid
/// rows and columns are cut out and, where the teacher's grid is finer, averaged.
at::Tensor features_on_grid(const at::Tensor& features, std::int64_t rows, std::int64_t columns,
                            std::int64_t first_row, std::int64_t last_row, std::int64_t first_column,
                            std::int64_t last_column, std::int64_t student_rows,
                            std::int64_t student_columns);

/// 1 - the mean cosine similarity of the rows of two (n, width) tensors; `weights` (n), or undefined for an
/// even mean.
at::Tensor cosine_loss(const at::Tensor& predicted, const at::Tensor& features,
                       const at::Tensor& weights = {});

}  // namespace vp::train
