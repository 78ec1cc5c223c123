#include "bench/bench_weights.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

#include "base/error.h"

namespace vp::bench {
namespace {

// Not a power of two: a matrix whose rows are all alike would be another product.
constexpr std::int64_t kBlock = (std::int64_t{1} << 20) + 77;

}  // namespace

BenchWeights::BenchWeights(at::TensorOptions options, std::stop_token stop, int bits)
    : options_(std::move(options)),
      stop_(std::move(stop)),
      bits_(bits),
      block_(at::randn({kBlock}, at::kFloat)) {}

at::Tensor BenchWeights::take(const std::string& name, at::IntArrayRef shape) {
  at::Tensor tensor = at::empty(shape, options_);
  const bool is_bias = name.ends_with("bias") || name.ends_with("running_mean");
  if (is_bias) return tensor.zero_();
  if (shape.size() == 1 && (name.ends_with("weight") || name.ends_with("running_var")))
    return tensor.fill_(1);
  const std::int64_t fan_in =
      shape.size() > 1 ? tensor.numel() / std::max<std::int64_t>(1, shape[0]) : shape[0];
  return filled(shape, options_, fan_in);
}

at::Tensor BenchWeights::repeated(const at::Tensor& piece, at::IntArrayRef shape) const {
  const at::Tensor tensor = at::empty(shape, piece.options());
  const at::Tensor flat = tensor.view({-1});
  for (std::int64_t first = 0; first < flat.numel(); first += kBlock) {
    base::throw_if_stopped(stop_);
    const std::int64_t size = std::min(kBlock, flat.numel() - first);
    flat.narrow(0, first, size).copy_(piece.narrow(0, 0, size));
  }
  return tensor;
}

at::Tensor BenchWeights::filled(at::IntArrayRef shape, const at::TensorOptions& options,
                                std::int64_t fan_in) const {
  return repeated((block_ / std::sqrt(static_cast<double>(fan_in))).to(options), shape);
}

at::Tensor BenchWeights::codes(std::int64_t rows, std::int64_t bytes, at::ScalarType type) const {
  const at::Tensor drawn = at::randint(0, type == at::kByte ? 256 : 128, {kBlock}, type);
  return repeated(drawn.to(options_.device()), {rows, bytes});
}

kernels::WeightMatrix BenchWeights::take_matrix(const std::string& name, std::int64_t rows,
                                                std::int64_t columns) {
  using kernels::QuantisedRows;
  const bool is_looked_up = name == "model.embed_tokens.weight";
  const int bits = bits_ == 4 && name == "lm_head.weight" ? 8 : bits_;
  const auto make = [&] {
    if (bits == 0) return kernels::WeightMatrix(take(name, {rows, columns}));
    if (bits == 16 || is_looked_up)
      return kernels::WeightMatrix(filled({rows, columns}, options_.dtype(at::kBFloat16), columns));
    const std::int64_t padded = kernels::padded_columns(columns), groups = padded / QuantisedRows::kGroup;
    // Evenly spread codes of variance 1/columns in all.
    const double step = (bits == 8 ? 1 / 73.0 : 1 / 4.6) / std::sqrt(static_cast<double>(columns));
    QuantisedRows quantised{bits,
                            columns,
                            codes(rows, padded * bits / 8, bits == 8 ? at::kChar : at::kByte),
                            at::full({rows, groups}, step, options_.dtype(at::kBFloat16)),
                            {}};
    if (bits == 4) quantised.offsets = at::full({rows, groups}, -7.5 * step, options_.dtype(at::kBFloat16));
    return kernels::WeightMatrix(std::move(quantised));
  };
  kernels::WeightMatrix matrix = make();
  if (!is_looked_up) matrix_bytes_ += matrix.nbytes();
  return matrix;
}

kernels::WeightMatrix BenchWeights::take_matrices(const std::vector<std::string>& names,
                                                  const std::vector<std::int64_t>& rows,
                                                  std::int64_t columns) {
  kernels::WeightMatrix matrix;
  for (std::size_t i = 0; i < names.size(); ++i) matrix.append(take_matrix(names[i], rows[i], columns));
  return matrix;
}

at::Tensor BenchWeights::take_stacked(const std::vector<std::string>& names,
                                      const std::vector<std::int64_t>& rows, at::IntArrayRef trailing) {
  std::vector<std::int64_t> shape{0};
  for (const std::int64_t more : rows) shape[0] += more;
  shape.insert(shape.end(), trailing.begin(), trailing.end());
  return take(names.front(), shape);
}

}  // namespace vp::bench
