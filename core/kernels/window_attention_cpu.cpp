#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "kernels/layers.h"
#include "kernels/simd_math.h"
#include "kernels/window_attention.h"

namespace vp::kernels {
namespace {

template <typename Query>
struct Windows {
  const float* tokens;   // (windows, size, d)
  const Query* queries;  // (heads, windows, d)
  float* weights;        // (heads, windows, size)
  Query* mean;           // (heads, windows, d)
  std::int64_t windows, size, width, heads;
};

// (x − mean) / deviation of one token; width is a multiple of 16.
VP_ALWAYS_INLINE void normalise(const float* token, std::int64_t width, float* out) {
  Float16Lanes sums{}, value;
  for (std::int64_t i = 0; i < width; i += kLanes) {
    load(value, token + i);
    sums += value;
  }
  const float mean = sum_of_lanes(sums) / static_cast<float>(width);
  Float16Lanes squares{};
  for (std::int64_t i = 0; i < width; i += kLanes) {
    load(value, token + i);
    value -= mean;
    squares += value * value;
  }
  const float inverse = 1 / std::sqrt(sum_of_lanes(squares) / static_cast<float>(width) +
                                      static_cast<float>(LayerNorm::kEpsilon));
  for (std::int64_t i = 0; i < width; i += kLanes) {
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

template <typename Query>
VP_ALWAYS_INLINE void attend(const Windows<Query>& v, std::int64_t first, std::int64_t last,
                             float* normalised) {
  for (std::int64_t window = first; window < last; ++window) {
    for (std::int64_t i = 0; i < v.size; ++i)
      normalise(v.tokens + (window * v.size + i) * v.width, v.width, normalised + i * v.width);
    for (std::int64_t head = 0; head < v.heads; ++head) {
      const Query* query = v.queries + (head * v.windows + window) * v.width;
      float* weights = v.weights + (head * v.windows + window) * v.size;
      Query* mean = v.mean + (head * v.windows + window) * v.width;
      for (std::int64_t i = 0; i < v.size; ++i) {
        Float16Lanes sums{}, q, x;
        for (std::int64_t c = 0; c < v.width; c += kLanes) {
          load(q, query + c);
          load(x, normalised + i * v.width + c);
          sums += q * x;
        }
        weights[i] = sum_of_lanes(sums);
      }
      softmax(weights, v.size);
      for (std::int64_t c = 0; c < v.width; c += kLanes) {
        Float16Lanes sums{}, x;
        for (std::int64_t i = 0; i < v.size; ++i) {
          load(x, normalised + i * v.width + c);
          sums += x * weights[i];
        }
        store(mean + c, sums);
      }
    }
  }
}

template <typename Query>
void run(const Windows<Query>& v, CpuLevel level) {
  const auto attend_windows = compiled_for<&attend<Query>>(level);
  at::parallel_for(0, v.windows, 8, [&](std::int64_t first, std::int64_t last) {
    std::vector<float> normalised(static_cast<std::size_t>(v.size * v.width));
    attend_windows(v, first, last, normalised.data());
  });
}

}  // namespace

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
    run(Windows<std::uint16_t>{x.data_ptr<float>(), static_cast<const std::uint16_t*>(q.data_ptr()), weights,
                               static_cast<std::uint16_t*>(result.mean.data_ptr()), windows, size, width,
                               heads},
        level);
  else
    run(Windows<float>{x.data_ptr<float>(), q.data_ptr<float>(), weights, result.mean.data_ptr<float>(),
                       windows, size, width, heads},
        level);
  return result;
}

}  // namespace vp::kernels
