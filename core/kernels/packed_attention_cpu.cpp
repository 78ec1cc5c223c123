#include "kernels/packed_attention_cpu.h"

#include <ATen/Parallel.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/zeros.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "kernels/cpu_body.h"
#include "kernels/simd_math.h"

namespace vp::kernels {
namespace {

constexpr int kRows = 4;                // query rows taken together
constexpr int kColumns = 2 * kLanes;    // keys that a step takes together at most
constexpr float kHiddenScore = -1e30F;  // its exponential is zero

template <typename Element>
struct Problem {
  const Element* qkv;       // (N, heads + 2 groups, head_dim)
  const float* cos;         // (N, head_dim / 2)
  const float* sin;         // (N, head_dim / 2)
  Element* output;          // (N, heads, head_dim)
  float* log_weights;       // (heads, N)
  const Element* gradient;  // of output; null in the forward pass
  Element* qkv_gradient;    // as qkv
  std::int64_t rows;        // N
  std::int64_t heads;
  std::int64_t groups;  // key/value heads
  float scale;
};

// The keys that a block of query rows sees: a piece of the prefix and a piece of the rows' own branch.
struct Span {
  std::int64_t begin;
  std::int64_t end;
};

/// What one (sequence, key/value head) keeps in float while its query rows pass; (n, head_dim) row by row, or
/// transposed as (head_dim, stride), with room for a whole step past the last key.
struct Workspace {
  std::int64_t stride = 0;
  std::vector<float> keys, values, keys_by_column, values_by_column, key_gradients, value_gradients;
  std::vector<float> scores, slopes;  // (kRows, stride)

  void resize(std::int64_t n, std::int64_t head_dim, bool backward) {
    stride = (n + 2 * kColumns) / kColumns * kColumns;
    const auto size = static_cast<std::size_t>(stride * head_dim);
    const auto block = static_cast<std::size_t>(stride * kRows);
    keys.assign(size, 0);
    values.assign(size, 0);
    keys_by_column.assign(size, 0);
    scores.assign(block, 0);
    if (!backward) return;
    values_by_column.assign(size, 0);
    key_gradients.assign(size, 0);
    value_gradients.assign(size, 0);
    slopes.assign(block, 0);
  }
};

// x turned by its row's angles; with `back`, by their opposites.
template <typename From, typename To, int kHeadDim>
VP_ALWAYS_INLINE void turn(const From* x, const float* cos, const float* sin, bool back, To* y) {
  for (int i = 0; i < kHeadDim / 2; ++i) {
    const float a = to_float(x[i]), b = to_float(x[i + kHeadDim / 2]);
    const float s = back ? -sin[i] : sin[i];
    assign(y[i], a * cos[i] - b * s);
    assign(y[i + kHeadDim / 2], b * cos[i] + a * s);
  }
}

// Visits a span in whole lanes and one last incomplete step. What lies past the span is another span's.
template <typename Lanes, typename Visit>
VP_ALWAYS_INLINE void for_each_step(Span span, const Visit& visit) {
  std::int64_t j = span.begin;
  for (; j + kCount<Lanes> <= span.end; j += kCount<Lanes>) visit(j, kCount<Lanes>);
  if (j < span.end) visit(j, span.end - j);
}

template <typename Lanes>
VP_ALWAYS_INLINE void load_some(Lanes& lanes, const float* from, std::int64_t count) {
  if (count == kCount<Lanes>) {
    load(lanes, from);
  } else {
    for (std::int64_t i = 0; i < count; ++i) lanes[i] = from[i];
  }
}
template <typename Lanes>
VP_ALWAYS_INLINE void store_some(float* to, const Lanes& lanes, std::int64_t count) {
  if (count == kCount<Lanes>) {
    store(to, lanes);
  } else {
    for (std::int64_t i = 0; i < count; ++i) to[i] = lanes[i];
  }
}

// out (kRows, keys of the span) = rows (kRows, head_dim) * columns (head_dim, stride); may write up to one
// step past the span's end.
template <int kHeadDim, typename Lanes>
VP_ALWAYS_INLINE void multiply_columns(const float* rows, const float* columns, std::int64_t stride,
                                       Span span, float* out) {
  for (std::int64_t j = span.begin; j < span.end; j += 2 * kCount<Lanes>) {
    Lanes sums[kRows][2] = {};
    for (int d = 0; d < kHeadDim; ++d) {
      Lanes left, right;
      load(left, columns + d * stride + j);
      load(right, columns + d * stride + j + kCount<Lanes>);
      for (int r = 0; r < kRows; ++r) {
        sums[r][0] += left * rows[r * kHeadDim + d];
        sums[r][1] += right * rows[r * kHeadDim + d];
      }
    }
    for (int r = 0; r < kRows; ++r) {
      store(out + r * stride + j, sums[r][0]);
      store(out + r * stride + j + kCount<Lanes>, sums[r][1]);
    }
  }
}

// sums (kRows, head_dim) += weights (kRows, keys of the span) * rows (n, head_dim).
template <int kHeadDim, typename Lanes>
VP_ALWAYS_INLINE void accumulate_rows(const float* weights, std::int64_t stride, const float* rows, Span span,
                                      float* sums) {
  constexpr int kWidth = std::min(kHeadDim, 2 * kCount<Lanes>);  // as many columns as the registers hold
  for (int column = 0; column < kHeadDim; column += kWidth) {
    Lanes held[kRows][kWidth / kCount<Lanes>];
    for (int r = 0; r < kRows; ++r) {
      for (int v = 0; v < kWidth / kCount<Lanes>; ++v)
        load(held[r][v], sums + r * kHeadDim + column + v * kCount<Lanes>);
    }
    for (std::int64_t j = span.begin; j < span.end; ++j) {
      for (int v = 0; v < kWidth / kCount<Lanes>; ++v) {
        Lanes x;
        load(x, rows + j * kHeadDim + column + v * kCount<Lanes>);
        for (int r = 0; r < kRows; ++r) held[r][v] += x * weights[r * stride + j];
      }
    }
    for (int r = 0; r < kRows; ++r) {
      for (int v = 0; v < kWidth / kCount<Lanes>; ++v)
        store(sums + r * kHeadDim + column + v * kCount<Lanes>, held[r][v]);
    }
  }
}

// rows (n, head_dim) += weights (kRows, keys of the span)ᵀ * x (kRows, head_dim).
template <int kHeadDim, typename Lanes>
VP_ALWAYS_INLINE void spread_rows(const float* weights, std::int64_t stride, const float* x, Span span,
                                  float* rows) {
  constexpr int kWidth = std::min(kHeadDim, 2 * kCount<Lanes>);
  for (int column = 0; column < kHeadDim; column += kWidth) {
    Lanes held[kRows][kWidth / kCount<Lanes>];
    for (int r = 0; r < kRows; ++r) {
      for (int v = 0; v < kWidth / kCount<Lanes>; ++v)
        load(held[r][v], x + r * kHeadDim + column + v * kCount<Lanes>);
    }
    for (std::int64_t j = span.begin; j < span.end; ++j) {
      for (int v = 0; v < kWidth / kCount<Lanes>; ++v) {
        Lanes sum;
        load(sum, rows + j * kHeadDim + column + v * kCount<Lanes>);
        for (int r = 0; r < kRows; ++r) sum += held[r][v] * weights[r * stride + j];
        store(rows + j * kHeadDim + column + v * kCount<Lanes>, sum);
      }
    }
  }
}

/// kRows consecutive query rows of one prefix or branch, the last block of it filled up with zero rows.
struct Block {
  std::int64_t first;  // relative to the sequence
  int count;
  std::array<Span, 2> spans;  // over all rows of the block; the second may be empty
};

template <typename Visit>
VP_ALWAYS_INLINE void for_each_block(const PackedSequence& sequence, const Visit& visit) {
  const std::int64_t branches = static_cast<std::int64_t>(sequence.branch_starts.size());
  for (std::int64_t b = -1; b < branches; ++b) {
    const std::int64_t begin = b < 0 ? 0 : sequence.branch_starts[static_cast<std::size_t>(b)];
    const std::int64_t end = b < 0              ? sequence.prefix_length
                             : b + 1 < branches ? sequence.branch_starts[static_cast<std::size_t>(b + 1)]
                                                : sequence.length;
    for (std::int64_t first = begin; first < end; first += kRows) {
      const int count = static_cast<int>(std::min<std::int64_t>(kRows, end - first));
      Block block{first, count, {Span{begin, first + count}, Span{0, 0}}};
      if (b >= 0) block.spans = {Span{0, sequence.prefix_length}, block.spans[0]};
      visit(block);
    }
  }
}

// The raw scores of a block, those of keys after a row's own hidden.
template <int kHeadDim, typename Lanes>
VP_ALWAYS_INLINE void block_scores(const Block& block, const float* queries, const Workspace& work,
                                   float* scores) {
  for (const Span& span : block.spans)
    multiply_columns<kHeadDim, Lanes>(queries, work.keys_by_column.data(), work.stride, span, scores);
  for (int r = 0; r < kRows; ++r) {
    for (std::int64_t j = block.first + r + 1; j < block.first + kRows; ++j)
      scores[r * work.stride + j] = kHiddenScore;
  }
}

template <typename Element, int kHeadDim>
VP_ALWAYS_INLINE void load_sequence(const Problem<Element>& p, const PackedSequence& sequence,
                                    std::int64_t group, bool backward, Workspace& work) {
  work.resize(sequence.length, kHeadDim, backward);
  const std::int64_t width = (p.heads + 2 * p.groups) * kHeadDim;
  for (std::int64_t i = 0; i < sequence.length; ++i) {
    const std::int64_t row = sequence.first + i;
    const Element* key = p.qkv + row * width + (p.heads + group) * kHeadDim;
    const Element* value = key + p.groups * kHeadDim;
    float* k = work.keys.data() + i * kHeadDim;
    float* v = work.values.data() + i * kHeadDim;
    turn<Element, float, kHeadDim>(key, p.cos + row * kHeadDim / 2, p.sin + row * kHeadDim / 2, false, k);
    for (int d = 0; d < kHeadDim; ++d) v[d] = to_float(value[d]);
    for (int d = 0; d < kHeadDim; ++d)
      work.keys_by_column[static_cast<std::size_t>(d * work.stride + i)] = k[d];
    if (!backward) continue;
    for (int d = 0; d < kHeadDim; ++d)
      work.values_by_column[static_cast<std::size_t>(d * work.stride + i)] = v[d];
  }
}

template <typename Element, int kHeadDim>
VP_ALWAYS_INLINE void load_queries(const Problem<Element>& p, const PackedSequence& sequence,
                                   const Block& block, std::int64_t head, float* queries) {
  const std::int64_t width = (p.heads + 2 * p.groups) * kHeadDim;
  for (int r = 0; r < block.count; ++r) {
    const std::int64_t row = sequence.first + block.first + r;
    turn<Element, float, kHeadDim>(p.qkv + row * width + head * kHeadDim, p.cos + row * kHeadDim / 2,
                                   p.sin + row * kHeadDim / 2, false, queries + r * kHeadDim);
  }
  std::fill(queries + block.count * kHeadDim, queries + kRows * kHeadDim, 0.0F);
}

template <typename Lanes, typename Element, int kHeadDim>
VP_ALWAYS_INLINE void attend(const Problem<Element>& p, const PackedSequence& sequence, std::int64_t group,
                             Workspace& work) {
  load_sequence<Element, kHeadDim>(p, sequence, group, false, work);
  float* scores = work.scores.data();
  for (std::int64_t head = group * (p.heads / p.groups); head < (group + 1) * (p.heads / p.groups); ++head) {
    for_each_block(
        sequence, [&](const Block& block) __attribute__((always_inline)) {
          float queries[kRows * kHeadDim];
          load_queries<Element, kHeadDim>(p, sequence, block, head, queries);
          block_scores<kHeadDim, Lanes>(block, queries, work, scores);
          float totals[kRows];
          for (int r = 0; r < block.count; ++r) {
            float* row = scores + r * work.stride;
            Lanes highest = Lanes{} + kHiddenScore;
            for (const Span& span : block.spans) {
              for_each_step<Lanes>(
                  span, [&](std::int64_t j, std::int64_t count) __attribute__((always_inline)) {
                    Lanes x = Lanes{} + kHiddenScore;
                    load_some(x, row + j, count);
                    highest = larger_of(highest, x);
                  });
            }
            const float largest = largest_lane(highest);
            Lanes sum{};
            for (const Span& span : block.spans) {
              for_each_step<Lanes>(
                  span, [&](std::int64_t j, std::int64_t count) __attribute__((always_inline)) {
                    Lanes x = Lanes{} + kHiddenScore;
                    load_some(x, row + j, count);
                    x = exp_lanes((x - largest) * p.scale);
                    store_some(row + j, x, count);
                    sum += x;
                  });
            }
            // exp_lanes does not reach zero: what is hidden must weigh nothing.
            for (std::int64_t j = block.first + r + 1; j < block.first + block.count; ++j) row[j] = 0;
            totals[r] = sum_of_lanes(sum);
            p.log_weights[head * p.rows + sequence.first + block.first + r] =
                largest * p.scale + std::log(totals[r]);
          }
          float mixed[kRows * kHeadDim] = {};
          for (const Span& span : block.spans)
            accumulate_rows<kHeadDim, Lanes>(scores, work.stride, work.values.data(), span, mixed);
          for (int r = 0; r < block.count; ++r) {
            Element* out = p.output + ((sequence.first + block.first + r) * p.heads + head) * kHeadDim;
            for (int d = 0; d < kHeadDim; ++d) assign(out[d], mixed[r * kHeadDim + d] / totals[r]);
          }
        });
  }
}

template <typename Lanes, typename Element, int kHeadDim>
VP_ALWAYS_INLINE void attend_backward(const Problem<Element>& p, const PackedSequence& sequence,
                                      std::int64_t group, Workspace& work) {
  load_sequence<Element, kHeadDim>(p, sequence, group, true, work);
  const std::int64_t width = (p.heads + 2 * p.groups) * kHeadDim;
  float* weights = work.scores.data();
  float* slopes = work.slopes.data();
  for (std::int64_t head = group * (p.heads / p.groups); head < (group + 1) * (p.heads / p.groups); ++head) {
    for_each_block(
        sequence, [&](const Block& block) __attribute__((always_inline)) {
          float queries[kRows * kHeadDim];
          float gradients[kRows * kHeadDim] = {};
          float dots[kRows] = {};
          load_queries<Element, kHeadDim>(p, sequence, block, head, queries);
          for (int r = 0; r < block.count; ++r) {
            const std::int64_t at = ((sequence.first + block.first + r) * p.heads + head) * kHeadDim;
            for (int d = 0; d < kHeadDim; ++d) {
              gradients[r * kHeadDim + d] = to_float(p.gradient[at + d]);
              dots[r] += gradients[r * kHeadDim + d] * to_float(p.output[at + d]);
            }
          }
          block_scores<kHeadDim, Lanes>(block, queries, work, weights);
          for (const Span& span : block.spans)
            multiply_columns<kHeadDim, Lanes>(gradients, work.values_by_column.data(), work.stride, span,
                                              slopes);
          for (int r = 0; r < kRows; ++r) {
            float* w = weights + r * work.stride;
            float* s = slopes + r * work.stride;
            const bool real = r < block.count;
            const float log_weight =
                real ? p.log_weights[head * p.rows + sequence.first + block.first + r] : 0.0F;
            for (const Span& span : block.spans) {
              if (!real) {
                std::fill(w + span.begin, w + span.end, 0.0F);
                std::fill(s + span.begin, s + span.end, 0.0F);
                continue;
              }
              for_each_step<Lanes>(
                  span, [&](std::int64_t j, std::int64_t count) __attribute__((always_inline)) {
                    Lanes x{}, slope{};
                    load_some(x, w + j, count);
                    load_some(slope, s + j, count);
                    x = exp_lanes(x * p.scale - log_weight);
                    store_some(w + j, x, count);
                    store_some(s + j, x * (slope - dots[r]) * p.scale, count);
                  });
            }
            for (std::int64_t j = block.first + r + 1; j < block.first + block.count; ++j) w[j] = s[j] = 0;
          }
          float query_gradients[kRows * kHeadDim] = {};
          for (const Span& span : block.spans) {
            accumulate_rows<kHeadDim, Lanes>(slopes, work.stride, work.keys.data(), span, query_gradients);
            spread_rows<kHeadDim, Lanes>(slopes, work.stride, queries, span, work.key_gradients.data());
            spread_rows<kHeadDim, Lanes>(weights, work.stride, gradients, span, work.value_gradients.data());
          }
          for (int r = 0; r < block.count; ++r) {
            const std::int64_t row = sequence.first + block.first + r;
            turn<float, Element, kHeadDim>(query_gradients + r * kHeadDim, p.cos + row * kHeadDim / 2,
                                           p.sin + row * kHeadDim / 2, true,
                                           p.qkv_gradient + row * width + head * kHeadDim);
          }
        });
  }
  for (std::int64_t i = 0; i < sequence.length; ++i) {
    const std::int64_t row = sequence.first + i;
    Element* key = p.qkv_gradient + row * width + (p.heads + group) * kHeadDim;
    Element* value = key + p.groups * kHeadDim;
    turn<float, Element, kHeadDim>(work.key_gradients.data() + i * kHeadDim, p.cos + row * kHeadDim / 2,
                                   p.sin + row * kHeadDim / 2, true, key);
    for (int d = 0; d < kHeadDim; ++d)
      assign(value[d], work.value_gradients[static_cast<std::size_t>(i * kHeadDim + d)]);
  }
}

template <typename Lanes, typename Element, int kHeadDim>
VP_ALWAYS_INLINE void run_task(const Problem<Element>& p, const PackedSequence& sequence, std::int64_t group,
                               Workspace& work) {
  if (p.gradient == nullptr) {
    attend<Lanes, Element, kHeadDim>(p, sequence, group, work);
  } else {
    attend_backward<Lanes, Element, kHeadDim>(p, sequence, group, work);
  }
}

template <typename Element>
using Task = void (*)(const Problem<Element>&, const PackedSequence&, std::int64_t, Workspace&);

template <typename Element>
Task<Element> task_for(std::int64_t head_dim, CpuLevel level) {
  switch (head_dim) {
    case 16:
      return compiled_for<VP_FOR_LANES(run_task, Element, 16)>(level);
    case 32:
      return compiled_for<VP_FOR_LANES(run_task, Element, 32)>(level);
    case 64:
      return compiled_for<VP_FOR_LANES(run_task, Element, 64)>(level);
    default:
      return compiled_for<VP_FOR_LANES(run_task, Element, 128)>(level);
  }
}

template <typename Element>
void run_all(const Problem<Element>& problem, std::int64_t head_dim,
             std::span<const PackedSequence> sequences, CpuLevel level) {
  const Task<Element> task = task_for<Element>(head_dim, level);
  const auto tasks = static_cast<std::int64_t>(sequences.size()) * problem.groups;
  at::parallel_for(0, tasks, 1, [&](std::int64_t first, std::int64_t last) {
    Workspace work;
    for (std::int64_t i = first; i < last; ++i)
      task(problem, sequences[static_cast<std::size_t>(i / problem.groups)], i % problem.groups, work);
  });
}

template <typename Element>
Problem<Element> problem_of(const at::Tensor& qkv, const at::Tensor& cos, const at::Tensor& sin,
                            const PackedAttentionResult& result, std::int64_t groups, double scale) {
  return {elements<const Element>(qkv),
          elements<const float>(cos),
          elements<const float>(sin),
          elements<Element>(result.output),
          elements<float>(result.log_weights),
          nullptr,
          nullptr,
          qkv.size(0),
          qkv.size(1) - 2 * groups,
          groups,
          static_cast<float>(scale)};
}

}  // namespace

bool packed_attention_has_cpu_body(const at::Tensor& qkv) {
  const std::int64_t head_dim = qkv.size(2);
  return qkv.is_cpu() && (qkv.scalar_type() == at::kFloat || qkv.scalar_type() == at::kBFloat16) &&
         (head_dim == 16 || head_dim == 32 || head_dim == 64 || head_dim == 128);
}

PackedAttentionResult packed_attention_cpu(const at::Tensor& qkv_in, const at::Tensor& cos_in,
                                           const at::Tensor& sin_in, std::int64_t key_value_heads,
                                           std::span<const PackedSequence> sequences, double scale,
                                           CpuLevel level) {
  const at::Tensor qkv = qkv_in.contiguous(), cos = cos_in.contiguous(), sin = sin_in.contiguous();
  const std::int64_t heads = qkv.size(1) - 2 * key_value_heads, head_dim = qkv.size(2);
  const PackedAttentionResult result{at::empty({qkv.size(0), heads, head_dim}, qkv.options()),
                                     at::empty({heads, qkv.size(0)}, qkv.options().dtype(at::kFloat))};
  if (qkv.scalar_type() == at::kFloat) {
    run_all(problem_of<float>(qkv, cos, sin, result, key_value_heads, scale), head_dim, sequences, level);
  } else {
    run_all(problem_of<std::uint16_t>(qkv, cos, sin, result, key_value_heads, scale), head_dim, sequences,
            level);
  }
  return result;
}

at::Tensor packed_attention_backward_cpu(const at::Tensor& gradient_in, const at::Tensor& qkv_in,
                                         const at::Tensor& cos_in, const at::Tensor& sin_in,
                                         const PackedAttentionResult& result, std::int64_t key_value_heads,
                                         std::span<const PackedSequence> sequences, double scale,
                                         CpuLevel level) {
  const at::Tensor qkv = qkv_in.contiguous(), cos = cos_in.contiguous(), sin = sin_in.contiguous();
  const at::Tensor gradient = gradient_in.contiguous();
  const at::Tensor qkv_gradient = at::zeros(qkv.sizes(), qkv.options());
  const auto run = [&](auto problem, auto element) {
    using Element = decltype(element);
    problem.gradient = elements<const Element>(gradient);
    problem.qkv_gradient = elements<Element>(qkv_gradient);
    run_all(problem, qkv.size(2), sequences, level);
  };
  if (qkv.scalar_type() == at::kFloat) {
    run(problem_of<float>(qkv, cos, sin, result, key_value_heads, scale), float{});
  } else {
    run(problem_of<std::uint16_t>(qkv, cos, sin, result, key_value_heads, scale), std::uint16_t{});
  }
  return qkv_gradient;
}

}  // namespace vp::kernels
