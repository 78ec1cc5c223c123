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

BenchWeights::BenchWeights(at::TensorOptions options, std::stop_token stop)
    : options_(std::move(options)), stop_(std::move(stop)), block_(at::randn({kBlock}, at::kFloat)) {}

at::Tensor BenchWeights::take(const std::string& name, at::IntArrayRef shape) {
  at::Tensor tensor = at::empty(shape, options_);
  const bool is_bias = name.ends_with("bias") || name.ends_with("running_mean");
  if (is_bias) return tensor.zero_();
  if (shape.size() == 1 && (name.ends_with("weight") || name.ends_with("running_var")))
    return tensor.fill_(1);
  const std::int64_t fan_in =
      shape.size() > 1 ? tensor.numel() / std::max<std::int64_t>(1, shape[0]) : shape[0];
  const at::Tensor piece = (block_ / std::sqrt(static_cast<double>(fan_in))).to(options_);
  const at::Tensor flat = tensor.view({-1});
  for (std::int64_t first = 0; first < flat.numel(); first += kBlock) {
    base::throw_if_stopped(stop_);
    const std::int64_t size = std::min(kBlock, flat.numel() - first);
    flat.narrow(0, first, size).copy_(piece.narrow(0, 0, size));
  }
  return tensor;
}

at::Tensor BenchWeights::take_stacked(const std::vector<std::string>& names,
                                      const std::vector<std::int64_t>& rows, at::IntArrayRef trailing) {
  std::vector<std::int64_t> shape{0};
  for (const std::int64_t more : rows) shape[0] += more;
  shape.insert(shape.end(), trailing.begin(), trailing.end());
  return take(names.front(), shape);
}

}  // namespace vp::bench
