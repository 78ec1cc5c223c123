#include "train/distillation.h"

#include <ATen/ATen.h>

#include <cmath>
#include <string>

namespace vp::train {
namespace {

constexpr std::int64_t kLayerStep = 4;

}  // namespace

std::vector<std::int64_t> DistillationHead::used_layers(std::int64_t layers) {
  std::vector<std::int64_t> used;
  for (std::int64_t layer = layers; layer >= 0; layer -= kLayerStep) used.push_back(layer);
  return used;
}

DistillationHead::DistillationHead(std::int64_t layers, std::int64_t hidden_size, std::int64_t teacher_width,
                                   kernels::TensorSource& weights, const std::string& prefix)
    : teacher_width_(teacher_width),
      input_layer_(weights, prefix + "input_layer", teacher_width, hidden_size, true),
      output_layer_(weights, prefix + "output_layer", teacher_width, teacher_width, true) {
  const std::size_t count = used_layers(layers).size();
  for (std::size_t j = 0; j < count; ++j) {
    const std::string path = prefix + "norm_layer." + std::to_string(j);
    projections_.push_back({kernels::LayerNorm(weights, path + ".0", hidden_size),
                            kernels::Linear(weights, path + ".1", teacher_width, hidden_size, false)});
  }
}

at::Tensor DistillationHead::forward(std::span<const at::Tensor> states) const {
  TORCH_CHECK(states.size() == projections_.size(), "the distillation head takes ", projections_.size(),
              " hidden states, got ", states.size());
  const std::int64_t n = states[0].size(0), head_dim = teacher_width_ / kHeads;
  std::vector<at::Tensor> projected;
  for (std::size_t j = 0; j < states.size(); ++j)
    projected.push_back(
        projections_[j].linear.forward(projections_[j].norm.forward(states[j].to(at::kFloat))));
  at::Tensor prediction = input_layer_.forward(states[0].to(at::kFloat));
  if (projected.size() > 1) {
    const at::Tensor query = projected[0].view({n, kHeads, 1, head_dim});
    const at::Tensor earlier = at::stack(at::ArrayRef<at::Tensor>(projected).slice(1), 1)  // (n, J, width)
                                   .view({n, -1, kHeads, head_dim})
                                   .transpose(1, 2);  // (n, heads, J, head_dim)
    const at::Tensor weights = at::softmax(
        at::matmul(query, earlier.transpose(2, 3)) / std::sqrt(static_cast<double>(teacher_width_)), -1);
    prediction =
        prediction + output_layer_.forward(at::matmul(weights, earlier).reshape({n, teacher_width_}));
  }
  return prediction;
}

ReadoutHead::ReadoutHead(std::int64_t layers, std::int64_t hidden_size, std::int64_t teacher_width,
                         kernels::TensorSource& weights, const std::string& prefix)
    : layer_(layers / 2),
      norm_(weights, prefix + "0", hidden_size),
      linear_(weights, prefix + "1", teacher_width, hidden_size, true) {}

at::Tensor ReadoutHead::forward(const at::Tensor& state) const {
  return linear_.forward(norm_.forward(state.to(at::kFloat)));
}

at::Tensor features_on_grid(const at::Tensor& features, std::int64_t rows, std::int64_t columns,
                            std::int64_t first_row, std::int64_t last_row, std::int64_t first_column,
                            std::int64_t last_column, std::int64_t student_rows,
                            std::int64_t student_columns) {
  const at::Tensor valid = features.view({rows, columns, -1})
                               .narrow(0, first_row, last_row - first_row)
                               .narrow(1, first_column, last_column - first_column)
                               .permute({2, 0, 1});  // (width, rows', columns')
  if (valid.size(1) == student_rows && valid.size(2) == student_columns) return valid.flatten(1).t();
  return at::adaptive_avg_pool2d(valid.unsqueeze(0), {student_rows, student_columns})
      .squeeze(0)
      .flatten(1)
      .t();
}

at::Tensor cosine_loss(const at::Tensor& predicted, const at::Tensor& features, const at::Tensor& weights) {
  const at::Tensor similarity = at::cosine_similarity(predicted, features, 1, 1e-8);
  if (!weights.defined()) return 1 - similarity.mean();
  return 1 - (similarity * weights).sum() / weights.sum();
}

}  // namespace vp::train
