#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "kernels/cpu_body.h"
#include "kernels/layers.h"
#include "kernels/simd_math.h"
#include "kernels/window_attention.h"

namespace vp::kernels {
namespace {

template <typename Query>
struct Attended {
  const float* tokens;   // (windows, size, d)
  const Query* queries;  // (heads, windows, d)
  float* weights;        // (heads, windows, size)
  Query* mean;           // (heads, windows, d)
  std::int64_t windows, size, width, heads;
};

// (x − mean) / deviation of one token; width is a multiple of 16.
template <typename Lanes>
VP_ALWAYS_INLINE void normalise(const float* token, std::int64_t width, float* out) {
  Lanes sums{}, value;
  for (std::int64_t i = 0; i < width; i += kCount<Lanes>) {
    load(value, token + i);
    sums += value;
  }
  const float mean = sum_of_lanes(sums) / static_cast<float>(width);
  Lanes squares{};
  for (std::int64_t i = 0; i < width; i += kCount<Lanes>) {
    load(value, token + i);
    value -= mean;
    squares += value * value;
  }
  const float inverse = 1 / std::sqrt(sum_of_lanes(squares) / static_cast<float>(width) +
                                      static_cast<float>(LayerNorm::kEpsilon));
  for (std::int64_t i = 0; i < width; i += kCount<Lanes>) {
    load(value, token + i);
    store(out + i, (value - mean) * inverse);
  }
}

VP_ALWAYS_INLINE void softmax(float* scores, std::int64_t count) {
  const float largest = *std::max_element(scores, scores + count);
  float total = 0;
  for (std::int64_t i = 0; i < count; ++i) total += scores[i] = std::exp(scores[i] - largest);
  for (std::int64_t i = 0; i < count; ++i) scores[i] /= total;
}

// kSize: the tokens of a window, 0 where only `size` tells.
template <int kSize, typename Lanes, typename Query>
VP_ALWAYS_INLINE void attend_in_window(const Attended<Query>& v, std::int64_t window,
                                       const float* normalised) {
  const std::int64_t size = kSize > 0 ? kSize : v.size;
  for (std::int64_t head = 0; head < v.heads; ++head) {
    const Query* query = v.queries + (head * v.windows + window) * v.width;
    float* weights = v.weights + (head * v.windows + window) * size;
    Query* mean = v.mean + (head * v.windows + window) * v.width;
    if constexpr (kSize > 0) {
      Lanes sums[kSize]{}, q, x;
      for (std::int64_t c = 0; c < v.width; c += kCount<Lanes>) {
        load(q, query + c);
        for (int i = 0; i < kSize; ++i) {
          load(x, normalised + i * v.width + c);
          sums[i] += q * x;
        }
      }
      for (int i = 0; i < kSize; ++i) weights[i] = sum_of_lanes(sums[i]);
    } else {
      for (std::int64_t i = 0; i < size; ++i) {
        Lanes sums{}, q, x;
        for (std::int64_t c = 0; c < v.width; c += kCount<Lanes>) {
          load(q, query + c);
          load(x, normalised + i * v.width + c);
          sums += q * x;
        }
        weights[i] = sum_of_lanes(sums);
      }
    }
    softmax(weights, size);
    for (std::int64_t c = 0; c < v.width; c += kCount<Lanes>) {
      Lanes sums{}, x;
      for (std::int64_t i = 0; i < size; ++i) {
        load(x, normalised + i * v.width + c);
        sums += x * weights[i];
      }
      store(mean + c, sums);
    }
  }
}

template <typename Lanes, typename Query>
VP_ALWAYS_INLINE void attend(const Attended<Query>& v, std::int64_t first, std::int64_t last,
                             float* normalised) {
  for (std::int64_t window = first; window < last; ++window) {
    for (std::int64_t i = 0; i < v.size; ++i)
      normalise<Lanes>(v.tokens + (window * v.size + i) * v.width, v.width, normalised + i * v.width);
    if (v.size == 4)
      attend_in_window<4, Lanes>(v, window, normalised);
    else
      attend_in_window<0, Lanes>(v, window, normalised);
  }
}

template <typename Query>
void run(const Attended<Query>& v, CpuLevel level) {
  const auto attend_windows = compiled_for<VP_FOR_LANES(attend, Query)>(level);
  at::parallel_for(0, v.windows, 8, [&](std::int64_t first, std::int64_t last) {
    std::vector<float> normalised(static_cast<std::size_t>(v.size * v.width));
    attend_windows(v, first, last, normalised.data());
  });
}

template <typename Element>
struct Cut {
  const float* a;    // (F, H, W, d)
  const Element* b;  // as a
  std::int64_t a_strides[3], b_strides[3];
  float* tokens;                              // (F · h · w, s², d)
  float* mean;                                // (F · h · w, d)
  std::int64_t rows, columns, width, stride;  // of windows; d; s
};

template <typename Lanes, typename Element>
VP_ALWAYS_INLINE void cut_rows(const Cut<Element>& v, std::int64_t first, std::int64_t last) {
  const std::int64_t size = v.stride * v.stride, whole = v.width / kCount<Lanes> * kCount<Lanes>;
  const float share = 1.0F / static_cast<float>(size);
  for (std::int64_t row = first; row < last; ++row) {
    const std::int64_t frame = row / v.rows, top = row % v.rows * v.stride;
    for (std::int64_t column = 0; column < v.columns; ++column) {
      const std::int64_t window = row * v.columns + column;
      float* mean = v.mean + window * v.width;
      for (std::int64_t i = 0; i < size; ++i) {
        const std::int64_t y = top + i / v.stride, x = column * v.stride + i % v.stride;
        const float* a = v.a + frame * v.a_strides[0] + y * v.a_strides[1] + x * v.a_strides[2];
        const Element* b = v.b + frame * v.b_strides[0] + y * v.b_strides[1] + x * v.b_strides[2];
        float* token = v.tokens + (window * size + i) * v.width;
        for (std::int64_t c = 0; c < whole; c += kCount<Lanes>) {
          Lanes sum, other, total{};
          load(sum, a + c);
          load(other, b + c);
          sum += other;
          store(token + c, sum);
          if (i > 0) load(total, mean + c);
          total += sum;
          store(mean + c, i + 1 == size ? total * share : total);
        }
        for (std::int64_t c = whole; c < v.width; ++c) {
          token[c] = a[c] + to_float(b[c]);
          mean[c] = (i > 0 ? mean[c] : 0.0F) + token[c];
          if (i + 1 == size) mean[c] *= share;
        }
      }
    }
  }
}

template <typename Element>
Windows cut(const at::Tensor& a, const at::Tensor& b, std::int64_t stride, CpuLevel level) {
  const std::int64_t h = a.size(1) / stride, w = a.size(2) / stride, d = a.size(3);
  const std::int64_t windows = a.size(0) * h * w;
  Windows result{at::empty({windows, stride * stride, d}, a.options()), at::empty({windows, d}, a.options())};
  const Cut<Element> v{a.data_ptr<float>(),
                       elements<Element>(b),
                       {a.stride(0), a.stride(1), a.stride(2)},
                       {b.stride(0), b.stride(1), b.stride(2)},
                       result.tokens.data_ptr<float>(),
                       result.mean.data_ptr<float>(),
                       h,
                       w,
                       d,
                       stride};
  const auto rows = compiled_for<VP_FOR_LANES(cut_rows, Element)>(level);
  at::parallel_for(0, a.size(0) * h, 1, [&](std::int64_t first, std::int64_t last) { rows(v, first, last); });
  return result;
}

}  // namespace

Windows cut_windows_cpu(const at::Tensor& a, const at::Tensor& b, std::int64_t stride, CpuLevel level) {
  return b.scalar_type() == at::kBFloat16 ? cut<std::uint16_t>(a, b, stride, level)
                                          : cut<float>(a, b, stride, level);
}

WindowAttention window_attention_cpu(const at::Tensor& tokens, const at::Tensor& queries, CpuLevel level) {
  const std::int64_t windows = tokens.size(0), size = tokens.size(1), width = tokens.size(2),
                     heads = queries.size(0);
  const bool bfloat16 = queries.scalar_type() == at::kBFloat16;
  if (width % kLanes != 0 || (!bfloat16 && queries.scalar_type() != at::kFloat))
    return window_attention(tokens, queries);
  const at::Tensor x = tokens.contiguous(), q = queries.contiguous();
  WindowAttention result{at::empty({heads, windows, size}, tokens.options()), at::empty_like(q)};
  float* weights = result.weights.data_ptr<float>();
  if (bfloat16)
    run(Attended<std::uint16_t>{x.data_ptr<float>(), static_cast<const std::uint16_t*>(q.data_ptr()), weights,
                                static_cast<std::uint16_t*>(result.mean.data_ptr()), windows, size, width,
                                heads},
        level);
  else
    run(Attended<float>{x.data_ptr<float>(), q.data_ptr<float>(), weights, result.mean.data_ptr<float>(),
                        windows, size, width, heads},
        level);
  return result;
}

}  // namespace vp::kernels
