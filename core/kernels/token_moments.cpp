#include "kernels/token_moments.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <cmath>

#include "kernels/cpu_body.h"
#include "kernels/simd_math.h"

namespace vp::kernels {
namespace {

struct Rows {
  const float* x;  // (n, width)
  float* mean;     // (n)
  float* inverse;  // (n)
  std::int64_t width;
  float epsilon;
};

// Two passes over a row that stays in the first-level cache: no cancellation, unlike E[x²] − E[x]².
VP_ALWAYS_INLINE void moments_of_rows(const Rows& v, std::int64_t first, std::int64_t last) {
  const std::int64_t whole = v.width / kLanes * kLanes;
  const auto width = static_cast<float>(v.width);
  for (std::int64_t row = first; row < last; ++row) {
    const float* x = v.x + row * v.width;
    Float16Lanes sums{}, squares{}, value;
    for (std::int64_t i = 0; i < whole; i += kLanes) {
      load(value, x + i);
      sums += value;
    }
    float total = sum_of_lanes(sums);
    for (std::int64_t i = whole; i < v.width; ++i) total += x[i];
    const float mean = total / width;
    for (std::int64_t i = 0; i < whole; i += kLanes) {
      load(value, x + i);
      value -= mean;
      squares += value * value;
    }
    float square_total = sum_of_lanes(squares);
    for (std::int64_t i = whole; i < v.width; ++i) square_total += (x[i] - mean) * (x[i] - mean);
    v.mean[row] = mean;
    v.inverse[row] = 1.0F / std::sqrt(square_total / width + v.epsilon);
  }
}

}  // namespace

TokenMoments token_moments(const at::Tensor& x, double epsilon) {
  if (has_cpu_body(x) && x.scalar_type() == at::kFloat) return token_moments_cpu(x, epsilon);
  auto [variance, mean] = at::var_mean(x, at::IntArrayRef{-1}, /*unbiased=*/false, /*keepdim=*/true);
  return {mean, at::rsqrt(variance + epsilon)};
}

TokenMoments token_moments_cpu(const at::Tensor& x, double epsilon, CpuLevel level) {
  const at::Tensor input = x.contiguous();
  std::vector<std::int64_t> shape = x.sizes().vec();
  const std::int64_t width = shape.back(), rows = width > 0 ? input.numel() / width : 0;
  shape.back() = 1;
  TokenMoments moments{at::empty(shape, input.options()), at::empty(shape, input.options())};
  const Rows v{input.data_ptr<float>(), moments.mean.data_ptr<float>(),
               moments.inverse_deviation.data_ptr<float>(), width, static_cast<float>(epsilon)};
  const auto body = compiled_for<&moments_of_rows>(level);
  at::parallel_for(0, rows, 16, [&](std::int64_t first, std::int64_t last) { body(v, first, last); });
  return moments;
}

}  // namespace vp::kernels
