#include "kernels/float_product_cpu.h"

#include <ATen/Parallel.h>
#include <ATen/ops/empty.h>

#include <algorithm>
#include <cstring>
#include <vector>

#include "kernels/cpu_body.h"
#include "kernels/simd_math.h"
#include "kernels/transpose_avx2.h"

// Rows of weights are taken in panels of as many as a few registers hold. A part of a panel's columns is
// turned so that a column of all its rows lies in registers side by side, and a few rows of x at a time go
// through it: each number of x, the same in all lanes, times the column that it belongs to. Rows of x are
// brought into the order in which that reads them once, in advance: in their own, all of them would want the
// same lines of the first-level cache.
namespace vp::kernels {
namespace {

/// Columns of a panel that are turned at a time: what they take stays in the second-level cache.
constexpr std::int64_t kColumns = 512;

// How many numbers of the result the registers of an instruction set hold at a time: rows of x times two
// registers' rows of weights.
struct Avx512Shape {
  using Lanes = Lanes16;
  static constexpr std::int64_t kRows = 12, kWidth = 32;
};
struct Avx2Shape {
  using Lanes = Lanes8;
  static constexpr std::int64_t kRows = 6, kWidth = 16;
};

struct Problem {
  const float* x;  // (tiles, k, rows), the last tile filled up with zeros
  const void* weight;
  const float* bias;  // or null
  float* y;
  std::int64_t n, m, k;
};

VP_TARGET_AVX2 inline __m256i eight_floats(const float* from) {
  return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(from));
}
VP_TARGET_AVX2 inline __m256i eight_floats(const std::uint16_t* from) {
  return widened_8(from);
}
VP_TARGET_AVX2 inline __m256i eight_floats(const Half* from) {
  alignas(32) float eight[8];
  for (int i = 0; i < 8; ++i) eight[i] = to_float(from[i]);
  return eight_floats(eight);
}

/// `count` columns of `rows` rows of weights, k apart -> (count, width), with zeros behind the last row.
template <typename Element>
VP_TARGET_AVX2 void turn(const Element* weight, std::int64_t rows, std::int64_t k, std::int64_t count,
                         std::int64_t width, float* panel) {
  const std::int64_t whole = count / 8 * 8;
  for (std::int64_t row = 0; row < width; row += 8) {
    for (std::int64_t column = 0; column < whole; column += 8) {
      __m256i block[8];
      for (int i = 0; i < 8; ++i)
        block[i] = row + i < rows ? eight_floats(weight + (row + i) * k + column) : _mm256_setzero_si256();
      transpose_8x8(block);
      for (int i = 0; i < 8; ++i)
        _mm256_storeu_si256(reinterpret_cast<__m256i*>(panel + (column + i) * width + row), block[i]);
    }
    for (std::int64_t column = whole; column < count; ++column)
      for (int i = 0; i < 8; ++i)
        panel[column * width + row + i] = row + i < rows ? to_float(weight[(row + i) * k + column]) : 0;
  }
}

/// Adds what `count` columns give to a tile of the result, or begins it.
template <typename Shape>
VP_ALWAYS_INLINE void multiply_tile(const float* x, const float* panel, std::int64_t count, bool begin,
                                    const float* bias, float* y, std::int64_t y_stride) {
  using Lanes = typename Shape::Lanes;
  Lanes sums[Shape::kRows][2];
#pragma GCC unroll 12
  for (int row = 0; row < Shape::kRows; ++row)
#pragma GCC unroll 2
    for (int half = 0; half < 2; ++half) {
      sums[row][half] = Lanes{};
      if (!begin) std::memcpy(&sums[row][half], y + row * y_stride + half * kCount<Lanes>, sizeof(Lanes));
    }
  for (std::int64_t column = 0; column < count; ++column) {
    Lanes weights[2];
#pragma GCC unroll 2
    for (int half = 0; half < 2; ++half)
      std::memcpy(&weights[half], panel + column * Shape::kWidth + half * kCount<Lanes>, sizeof(Lanes));
#pragma GCC unroll 12
    for (int row = 0; row < Shape::kRows; ++row)
#pragma GCC unroll 2
      for (int half = 0; half < 2; ++half) sums[row][half] += x[column * Shape::kRows + row] * weights[half];
  }
#pragma GCC unroll 12
  for (int row = 0; row < Shape::kRows; ++row)
#pragma GCC unroll 2
    for (int half = 0; half < 2; ++half) {
      if (bias != nullptr) {
        Lanes more;
        std::memcpy(&more, bias + half * kCount<Lanes>, sizeof more);
        sums[row][half] += more;
      }
      std::memcpy(y + row * y_stride + half * kCount<Lanes>, &sums[row][half], sizeof(Lanes));
    }
}

/// Panels [first, last).
template <typename Element, typename Shape>
VP_ALWAYS_INLINE void multiply_panels(const Problem& v, std::int64_t first, std::int64_t last) {
  constexpr std::int64_t kRows = Shape::kRows, kWidth = Shape::kWidth;
  std::vector<float> panel(static_cast<std::size_t>(kColumns * kWidth));
  float edge[kRows * kWidth];  // a tile of the result that reaches beyond its end
  float edge_bias[kWidth] = {};
  const std::int64_t tiles = (v.n + kRows - 1) / kRows;
  for (std::int64_t column = 0; column < v.k; column += kColumns) {
    const std::int64_t count = std::min(kColumns, v.k - column);
    const bool ends = column + count == v.k;
    for (std::int64_t p = first; p < last; ++p) {
      const std::int64_t begin = p * kWidth, width = std::min(kWidth, v.m - begin);
      if (v.bias != nullptr) std::copy_n(v.bias + begin, width, edge_bias);
      const float* const bias = ends && v.bias != nullptr ? edge_bias : nullptr;
      turn(static_cast<const Element*>(v.weight) + begin * v.k + column, width, v.k, count, kWidth,
           panel.data());
      for (std::int64_t tile = 0; tile < tiles; ++tile) {
        const std::int64_t x_row = tile * kRows, rows = std::min(kRows, v.n - x_row);
        const float* const x = v.x + (tile * v.k + column) * kRows;
        float* const y = v.y + x_row * v.m + begin;
        if (rows == kRows && width == kWidth) {
          multiply_tile<Shape>(x, panel.data(), count, column == 0, bias, y, v.m);
          continue;
        }
        for (std::int64_t i = 0; i < rows && column > 0; ++i)
          std::copy_n(y + i * v.m, width, edge + i * kWidth);
        multiply_tile<Shape>(x, panel.data(), count, column == 0, bias, edge, kWidth);
        for (std::int64_t i = 0; i < rows; ++i) std::copy_n(edge + i * kWidth, width, y + i * v.m);
      }
    }
  }
}

/// (n, k) -> (tiles, k, rows).
template <std::int64_t kRows>
std::vector<float> in_tiles(const float* x, std::int64_t n, std::int64_t k) {
  const std::int64_t tiles = (n + kRows - 1) / kRows;
  std::vector<float> result(static_cast<std::size_t>(tiles * kRows * k));
  at::parallel_for(0, tiles, 1, [&](std::int64_t first, std::int64_t last) {
    for (std::int64_t tile = first; tile < last; ++tile)
      for (std::int64_t i = 0; i < std::min(kRows, n - tile * kRows); ++i) {
        const float* const from = x + (tile * kRows + i) * k;
        float* const to = result.data() + tile * kRows * k + i;
        for (std::int64_t j = 0; j < k; ++j) to[j * kRows] = from[j];
      }
  });
  return result;
}

template <typename Element, typename Shape>
at::Tensor run(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias, CpuLevel level) {
  const at::Tensor input = x.contiguous();
  const at::Tensor bias_float = bias.defined() ? bias.to(at::kFloat).contiguous() : bias;
  const std::int64_t n = x.size(0), m = weight.size(0), k = weight.size(1);
  at::Tensor output = at::empty({n, m}, input.options());
  const std::vector<float> tiles = in_tiles<Shape::kRows>(elements<const float>(input), n, k);
  const Problem problem{tiles.data(),
                        weight.data_ptr(),
                        bias.defined() ? elements<const float>(bias_float) : nullptr,
                        elements<float>(output),
                        n,
                        m,
                        k};
  const auto body = compiled_for<&multiply_panels<Element, Shape>>(level);
  at::parallel_for(0, (m + Shape::kWidth - 1) / Shape::kWidth, 1,
                   [&](std::int64_t first, std::int64_t last) { body(problem, first, last); });
  return output;
}

template <typename Element>
at::Tensor run_for(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias, CpuLevel level) {
  return level >= CpuLevel::Avx512 ? run<Element, Avx512Shape>(x, weight, bias, level)
                                   : run<Element, Avx2Shape>(x, weight, bias, level);
}

}  // namespace

bool has_float_product(const at::Tensor& x, const at::Tensor& weight, CpuLevel level) {
  return level >= CpuLevel::Avx2 && x.is_cpu() && x.scalar_type() == at::kFloat && weight.is_cpu() &&
         weight.is_contiguous() && (cpu_body_knows(weight) || weight.scalar_type() == at::kHalf);
}

at::Tensor float_product_cpu(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias,
                             CpuLevel level) {
  if (weight.scalar_type() == at::kFloat) return run_for<float>(x, weight, bias, level);
  if (weight.scalar_type() == at::kHalf) return run_for<Half>(x, weight, bias, level);
  return run_for<std::uint16_t>(x, weight, bias, level);
}

}  // namespace vp::kernels
