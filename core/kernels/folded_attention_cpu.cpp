#include "kernels/folded_attention_cpu.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "kernels/cpu_body.h"
#include "kernels/simd_math.h"

namespace vp::kernels {
namespace {

constexpr std::int64_t kTile = 128;
// Heads and tokens that are taken together, so that what is loaded is used four times.
constexpr int kGroup = 4;

struct Tiles {
  const float* x;         // (B, tokens, width)
  const float* keys;      // (heads, width), heads a multiple of kGroup
  const float* key_sums;  // (heads)
  float* weights;         // (B, heads, tiles * kTile): e^(score - the tile's largest), 0 beyond the tokens
  float* largest;         // (B, tiles, heads)
  float* total;           // (B, tiles, heads): of the weights
  float* offset;          // (B, tiles, heads): Σ weight · mean / deviation
  float* sums;            // (B, tiles, heads, width): Σ weight / deviation · x
  std::int64_t tokens, width, heads, tiles;
  float epsilon;
};

struct Moments {
  float mean, inverse_deviation;
};

// Two passes over a row that stays in the first-level cache: no cancellation, unlike E[x²] − E[x]².
template <typename Lanes>
VP_ALWAYS_INLINE Moments moments_of(const float* x, std::int64_t width, float epsilon) {
  Lanes sums{}, squares{}, value;
  for (std::int64_t i = 0; i < width; i += kCount<Lanes>) {
    load(value, x + i);
    sums += value;
  }
  const float mean = sum_of_lanes(sums) / static_cast<float>(width);
  for (std::int64_t i = 0; i < width; i += kCount<Lanes>) {
    load(value, x + i);
    value -= mean;
    squares += value * value;
  }
  return {mean, 1.0F / std::sqrt(sum_of_lanes(squares) / static_cast<float>(width) + epsilon)};
}

// x · key for kGroup tokens and kGroup heads: products[token][head].
template <typename Lanes>
VP_ALWAYS_INLINE void multiply(const float* const (&rows)[kGroup], const float* keys, std::int64_t width,
                               float (&products)[kGroup][kGroup]) {
  Lanes sums[kGroup][kGroup]{};
  for (std::int64_t i = 0; i < width; i += kCount<Lanes>) {
    Lanes value[kGroup], key;
    for (int token = 0; token < kGroup; ++token) load(value[token], rows[token] + i);
    for (int head = 0; head < kGroup; ++head) {
      load(key, keys + head * width + i);
      for (int token = 0; token < kGroup; ++token) sums[token][head] += value[token] * key;
    }
  }
  for (int token = 0; token < kGroup; ++token)
    for (int head = 0; head < kGroup; ++head) products[token][head] = sum_of_lanes(sums[token][head]);
}

// Σ factor · x over `count` tokens for kGroup heads and kBlocks registers of channels.
template <int kBlocks, typename Lanes>
VP_ALWAYS_INLINE void sum_channels(const float* x, std::int64_t width, const float* factors,
                                   std::int64_t stride, std::int64_t count, float* to) {
  Lanes sums[kGroup][kBlocks]{};
  for (std::int64_t token = 0; token < count; ++token) {
    Lanes value[kBlocks];
    for (int block = 0; block < kBlocks; ++block)
      load(value[block], x + token * width + block * kCount<Lanes>);
    for (int head = 0; head < kGroup; ++head) {
      const float factor = factors[token * stride + head];
      for (int block = 0; block < kBlocks; ++block) sums[head][block] += value[block] * factor;
    }
  }
  for (int head = 0; head < kGroup; ++head)
    for (int block = 0; block < kBlocks; ++block)
      store(to + head * width + block * kCount<Lanes>, sums[head][block]);
}

// `factors` is room for kTile * heads floats.
template <typename Lanes>
VP_ALWAYS_INLINE void attend_in_tile(const Tiles& v, std::int64_t number, float* factors) {
  const std::int64_t batch = number / v.tiles, tile = number % v.tiles;
  const std::int64_t first = tile * kTile, count = std::min(kTile, v.tokens - first);
  const float* x = v.x + (batch * v.tokens + first) * v.width;
  float mean[kTile], inverse[kTile];
  for (std::int64_t token = 0; token < count; token += kGroup) {
    const float* rows[kGroup];
    for (int i = 0; i < kGroup; ++i) {
      // The last group may reach beyond the tokens: it takes the last one again.
      const std::int64_t row = std::min(token + i, count - 1);
      rows[i] = x + row * v.width;
      const Moments moments = moments_of<Lanes>(rows[i], v.width, v.epsilon);
      mean[row] = moments.mean;
      inverse[row] = moments.inverse_deviation;
    }
    for (std::int64_t head = 0; head < v.heads; head += kGroup) {
      float products[kGroup][kGroup];
      multiply<Lanes>(rows, v.keys + head * v.width, v.width, products);
      for (std::int64_t i = 0; i < std::min<std::int64_t>(kGroup, count - token); ++i)
        for (int h = 0; h < kGroup; ++h)
          factors[(token + i) * v.heads + head + h] =
              (products[i][h] - mean[token + i] * v.key_sums[head + h]) * inverse[token + i];
    }
  }
  for (std::int64_t head = 0; head < v.heads; ++head) {
    float* weights = v.weights + ((batch * v.heads + head) * v.tiles + tile) * kTile;
    float largest = -std::numeric_limits<float>::infinity(), total = 0, offset = 0;
    for (std::int64_t i = 0; i < count; ++i) largest = std::max(largest, factors[i * v.heads + head]);
    for (std::int64_t i = 0; i < count; ++i) {
      const float weight = std::exp(factors[i * v.heads + head] - largest);
      weights[i] = weight;
      total += weight;
      factors[i * v.heads + head] = weight * inverse[i];
      offset += weight * inverse[i] * mean[i];
    }
    std::fill(weights + count, weights + kTile, 0.0F);
    const std::int64_t at = (batch * v.tiles + tile) * v.heads + head;
    v.largest[at] = largest;
    v.total[at] = total;
    v.offset[at] = offset;
  }
  constexpr int kBlocks = kCount<Lanes> == kLanes ? 4 : 2;  // as many as the registers hold
  for (std::int64_t head = 0; head < v.heads; head += kGroup) {
    float* sums = v.sums + ((batch * v.tiles + tile) * v.heads + head) * v.width;
    std::int64_t i = 0;
    for (; i + kBlocks * kCount<Lanes> <= v.width; i += kBlocks * kCount<Lanes>)
      sum_channels<kBlocks, Lanes>(x + i, v.width, factors + head, v.heads, count, sums + i);
    for (; i < v.width; i += kCount<Lanes>)
      sum_channels<1, Lanes>(x + i, v.width, factors + head, v.heads, count, sums + i);
  }
}

template <typename Lanes>
VP_ALWAYS_INLINE void attend_in_tiles(const Tiles& v, std::int64_t first, std::int64_t last, float* factors) {
  for (std::int64_t number = first; number < last; ++number) attend_in_tile<Lanes>(v, number, factors);
}

}  // namespace

bool folded_attention_has_cpu_body(const at::Tensor& x) {
  return has_cpu_body(x) && x.scalar_type() == at::kFloat && x.size(1) > 0 && x.size(2) % kLanes == 0;
}

FoldedAttention folded_attention_cpu(const at::Tensor& x_in, const at::Tensor& keys_in, double epsilon,
                                     CpuLevel level) {
  const at::Tensor x = x_in.contiguous();
  const std::int64_t batch = x.size(0), tokens = x.size(1), width = x.size(2), heads = keys_in.size(0);
  const std::int64_t padded = (heads + kGroup - 1) / kGroup * kGroup, tiles = (tokens + kTile - 1) / kTile;
  const at::Tensor keys = at::constant_pad_nd(keys_in, {0, 0, 0, padded - heads}).contiguous();
  const at::Tensor key_sums = keys.sum(-1);
  const at::Tensor weights = at::empty({batch, padded, tiles, kTile}, x.options());
  const at::Tensor largest = at::empty({batch, tiles, padded}, x.options());
  const at::Tensor total = at::empty_like(largest), offset = at::empty_like(largest);
  const at::Tensor sums = at::empty({batch, tiles, padded, width}, x.options());
  const Tiles v{x.data_ptr<float>(),
                keys.data_ptr<float>(),
                key_sums.data_ptr<float>(),
                weights.data_ptr<float>(),
                largest.data_ptr<float>(),
                total.data_ptr<float>(),
                offset.data_ptr<float>(),
                sums.data_ptr<float>(),
                tokens,
                width,
                padded,
                tiles,
                static_cast<float>(epsilon)};
  const auto attend = compiled_for<VP_FOR_LANES(attend_in_tiles)>(level);
  at::parallel_for(0, batch * tiles, 1, [&](std::int64_t first, std::int64_t last) {
    std::vector<float> factors(static_cast<std::size_t>(kTile * padded));
    attend(v, first, last, factors.data());
  });

  // What a tile counts beside the others.
  const at::Tensor scale = (largest - largest.amax(1, true)).exp();  // (B, tiles, heads)
  const at::Tensor share = scale / (scale * total).sum(1, true);     // (B, tiles, heads)
  const at::Tensor mean = (sums * share.unsqueeze(-1)).sum(1);       // (B, heads, d)
  const at::Tensor shift = (offset * share).sum(1).unsqueeze(-1);    // (B, heads, 1)
  const at::Tensor all =
      (weights * share.transpose(1, 2).unsqueeze(-1)).flatten(2);  // (B, heads, tiles · kTile)
  return {all.narrow(1, 0, heads).narrow(2, 0, tokens).contiguous(), (mean - shift).narrow(1, 0, heads)};
}

}  // namespace vp::kernels
