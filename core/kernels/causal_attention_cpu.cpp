#include "kernels/causal_attention_cpu.h"

#include <ATen/Parallel.h>
#include <ATen/ops/empty.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <type_traits>
#include <vector>

#include "kernels/attention_tiles_cpu.h"
#include "kernels/cpu_body.h"
#include "kernels/simd_math.h"

namespace vp::kernels {
namespace {

constexpr std::int64_t kKeyBlock = 2 * kPanel;
/// Query rows (positions times heads that share keys) that one task takes through the packed keys.
constexpr std::int64_t kTaskRows = 256;
constexpr std::int64_t kMaxHeadDim = 512;

std::int64_t round_up(std::int64_t value, std::int64_t multiple) {
  return (value + multiple - 1) / multiple * multiple;
}

/// Keys or values as numbers, (groups, m, head_dim), groups `stride` apart.
template <typename Stored>
struct NumberRows {
  struct Row {
    const Stored* numbers;
    template <typename Lanes>
    VP_ALWAYS_INLINE void load_lanes(Lanes& lanes, std::int64_t v) const {
      load(lanes, numbers + v * kCount<Lanes>);
    }
  };
  const Stored* numbers;
  std::int64_t head_dim, stride;

  explicit NumberRows(const KeptRows& kept)
      : numbers(elements<const Stored>(kept.rows)),
        head_dim(kept.rows.size(2)),
        stride(kept.rows.stride(0)) {}
  VP_ALWAYS_INLINE Row row(std::int64_t group, std::int64_t j) const {
    return {numbers + group * stride + j * head_dim};
  }
};

/// The same as codes with their scales.
struct CodeRows {
  struct Row {
    const std::int8_t* codes;
    const float* scales;
    template <typename Lanes>
    VP_ALWAYS_INLINE void load_lanes(Lanes& lanes, std::int64_t v) const {
      AsMany<Lanes, std::int8_t> bytes;
      std::memcpy(&bytes, codes + v * kCount<Lanes>, sizeof bytes);
      lanes = __builtin_convertvector(bytes, Lanes) * scales[v / (KeptRows::kGroup / kCount<Lanes>)];
    }
  };
  const std::int8_t* codes;
  const float* scales;
  std::int64_t head_dim, stride, scales_a_row, scale_stride;

  explicit CodeRows(const KeptRows& kept)
      : codes(static_cast<const std::int8_t*>(kept.rows.data_ptr())),
        scales(static_cast<const float*>(kept.scales.data_ptr())),
        head_dim(kept.rows.size(2)),
        stride(kept.rows.stride(0)),
        scales_a_row(kept.scales.size(2)),
        scale_stride(kept.scales.stride(0)) {}
  VP_ALWAYS_INLINE Row row(std::int64_t group, std::int64_t j) const {
    return {codes + group * stride + j * head_dim, scales + group * scale_stride + j * scales_a_row};
  }
};

template <typename Element, typename Rows>
struct Attention {
  const Element* query;  // (n, heads, head_dim), positions query_stride apart
  Rows keys, values;     // (groups, m, head_dim)
  Element* output;       // (n, heads, head_dim)
  std::int64_t n, m, groups, heads_per_group, head_dim;
  std::int64_t query_stride;
  float scale;
};

/// Rows first .. first + count - 1 of a group -> out (count, head_dim), in the type that products take.
template <typename Lanes, typename Rows, typename Panel>
VP_ALWAYS_INLINE void widen_rows(const Rows* rows, std::int64_t group, std::int64_t first, std::int64_t count,
                                 Panel* out) {
  Lanes lanes;
  for (std::int64_t j = 0; j < count; ++j) {
    const auto row = rows->row(group, first + j);
    for (std::int64_t v = 0; v < rows->head_dim / kCount<Lanes>; ++v, out += kCount<Lanes>) {
      row.load_lanes(lanes, v);
      store(out, lanes);
    }
  }
}

/// keys (count, head_dim) -> panel (head_dim, 64), zero beyond count.
template <typename Element>
void pack_keys(const Element* keys, std::int64_t count, std::int64_t head_dim, float* panel) {
  std::fill_n(panel, head_dim * kPanel, 0.0F);
  for (std::int64_t j = 0; j < count; ++j) {
    for (std::int64_t k = 0; k < head_dim; ++k) panel[k * kPanel + j] = to_float(keys[j * head_dim + k]);
  }
}

void pack_keys(const std::uint16_t* keys, std::int64_t count, std::int64_t head_dim, std::uint16_t* panel) {
  std::fill_n(panel, head_dim * kPanel, std::uint16_t{0});
  for (std::int64_t j = 0; j < count; ++j) {
    for (std::int64_t k = 0; k < head_dim; k += 2) {
      std::memcpy(panel + k * kPanel + 2 * j, keys + j * head_dim + k, 2 * sizeof(std::uint16_t));
    }
  }
}

/// Columns first .. first + columns - 1 of values (count, head_dim) -> panel (depth, 64), zero elsewhere.
template <typename Element>
void pack_values(const Element* values, std::int64_t count, std::int64_t head_dim, std::int64_t first,
                 std::int64_t columns, std::int64_t depth, float* panel) {
  std::fill_n(panel, depth * kPanel, 0.0F);
  for (std::int64_t k = 0; k < count; ++k) {
    for (std::int64_t j = 0; j < columns; ++j) {
      panel[k * kPanel + j] = to_float(values[k * head_dim + first + j]);
    }
  }
}

void pack_values(const std::uint16_t* values, std::int64_t count, std::int64_t head_dim, std::int64_t first,
                 std::int64_t columns, std::int64_t depth, std::uint16_t* panel) {
  std::fill_n(panel, depth * kPanel, std::uint16_t{0});
  for (std::int64_t k = 0; k < count; ++k) {
    std::uint16_t* pairs = panel + k / 2 * 2 * kPanel + k % 2;
    for (std::int64_t j = 0; j < columns; ++j) pairs[2 * j] = values[k * head_dim + first + j];
  }
}

/// The positions first .. last - 1 of one group's heads. Panel is what the products take.
template <typename Element, typename Rows, typename Panel>
class BlockTask {
 public:
  BlockTask(const Attention<Element, Rows>& problem, std::int64_t group, std::int64_t first,
            std::int64_t last, CpuLevel level)
      : p_(problem),
        level_(level),
        group_(group),
        first_(first),
        positions_(last - first),
        width_(round_up(problem.head_dim, kPanel)) {}

  void run(const AttentionTiles<Panel>& tiles) {
    const std::int64_t rows = positions_ * p_.heads_per_group;
    copy_queries(rows);
    sums_.assign(static_cast<std::size_t>(rows * width_), 0.0F);
    maximums_.assign(static_cast<std::size_t>(rows), -std::numeric_limits<float>::infinity());
    totals_.assign(static_cast<std::size_t>(rows), 0.0F);
    key_panels_.resize(static_cast<std::size_t>(kKeyBlock * p_.head_dim));
    value_panels_.resize(static_cast<std::size_t>(kKeyBlock * width_));

    const std::int64_t visible = p_.m - p_.n + first_ + positions_;  // by the last position
    for (std::int64_t key = 0; key < visible; key += kKeyBlock) {
      pack(key, std::min(kKeyBlock, visible - key));
      for (std::int64_t head = 0; head < p_.heads_per_group; ++head) {
        for (std::int64_t i = 0; i < positions_; i += kTileRows) {
          attend_tile(tiles, key, head, i, std::min(kTileRows, positions_ - i));
        }
      }
    }
    write_output();
  }

 private:
  std::int64_t row_of(std::int64_t head, std::int64_t position) const { return head * positions_ + position; }

  void copy_queries(std::int64_t rows) {
    queries_.resize(static_cast<std::size_t>(rows * p_.head_dim));
    for (std::int64_t head = 0; head < p_.heads_per_group; ++head) {
      for (std::int64_t i = 0; i < positions_; ++i) {
        const Element* from =
            p_.query + (first_ + i) * p_.query_stride + (group_ * p_.heads_per_group + head) * p_.head_dim;
        Panel* to = queries_.data() + row_of(head, i) * p_.head_dim;
        for (std::int64_t k = 0; k < p_.head_dim; ++k) {
          if constexpr (std::is_same_v<Element, Panel>) {
            to[k] = from[k];
          } else {
            to[k] = to_float(from[k]);
          }
        }
      }
    }
  }

  void pack(std::int64_t key, std::int64_t count) {
    block_ = round_up(count, kPanel);
    const auto* keys = rows_of(p_.keys, key, count, widened_keys_);
    const auto* values = rows_of(p_.values, key, count, widened_values_);
    for (std::int64_t j = 0; j < block_; j += kPanel) {
      pack_keys(keys + j * p_.head_dim, std::min(kPanel, count - j), p_.head_dim,
                key_panels_.data() + j * p_.head_dim);
    }
    for (std::int64_t column = 0; column < p_.head_dim; column += kPanel) {
      pack_values(values, count, p_.head_dim, column, std::min(kPanel, p_.head_dim - column), block_,
                  value_panels_.data() + column * kKeyBlock);
    }
  }

  // The block's rows where they lie, or widened to what products take.
  auto* rows_of(const Rows& rows, std::int64_t key, std::int64_t count, std::vector<Panel>& widened) {
    if constexpr (std::is_same_v<Rows, NumberRows<Element>>) {
      return rows.row(group_, key).numbers;
    } else {
      widened.resize(static_cast<std::size_t>(kKeyBlock * p_.head_dim));
      compiled_for<VP_FOR_LANES(widen_rows, Rows, Panel)>(level_)(&rows, group_, key, count, widened.data());
      return static_cast<const Panel*>(widened.data());
    }
  }

  void attend_tile(const AttentionTiles<Panel>& tiles, std::int64_t key, std::int64_t head,
                   std::int64_t first, std::int64_t rows) {
    // Position i sees its own key and all before it.
    const std::int64_t seen_by_first = p_.m - p_.n + first_ + first + 1 - key;
    if (seen_by_first + rows - 1 <= 0) return;
    alignas(64) float scores[kTileRows * kKeyBlock];
    alignas(64) Panel weights[kTileRows * kKeyBlock];
    const std::int64_t row = row_of(head, first);
    for (std::int64_t j = 0; j < block_; j += kPanel) {
      tiles.multiply(queries_.data() + row * p_.head_dim, p_.head_dim, rows,
                     key_panels_.data() + j * p_.head_dim, p_.head_dim, scores + j, kKeyBlock,
                     /*accumulate=*/false);
    }
    for (std::int64_t r = 0; r < rows; ++r) {
      const auto state = static_cast<std::size_t>(row + r);
      const std::int64_t count = std::clamp<std::int64_t>(seen_by_first + r, 0, block_);
      if (count == 0) {
        std::fill_n(weights + r * kKeyBlock, block_, Panel{0});
        continue;
      }
      const float factor = tiles.softmax_step(scores + r * kKeyBlock, count, block_, p_.scale,
                                              &maximums_[state], &totals_[state], weights + r * kKeyBlock);
      if (factor != 1.0F) tiles.rescale(sums_.data() + (row + r) * width_, width_, factor);
    }
    for (std::int64_t column = 0; column < p_.head_dim; column += kPanel) {
      tiles.multiply(weights, kKeyBlock, rows, value_panels_.data() + column * kKeyBlock, block_,
                     sums_.data() + row * width_ + column, width_, /*accumulate=*/true);
    }
  }

  void write_output() {
    for (std::int64_t head = 0; head < p_.heads_per_group; ++head) {
      for (std::int64_t i = 0; i < positions_; ++i) {
        const std::int64_t row = row_of(head, i);
        const float* sums = sums_.data() + row * width_;
        const float inverse = 1.0F / totals_[static_cast<std::size_t>(row)];
        Element* to =
            p_.output + ((first_ + i) * p_.groups * p_.heads_per_group + group_ * p_.heads_per_group + head) *
                            p_.head_dim;
        for (std::int64_t k = 0; k < p_.head_dim; ++k) assign(to[k], sums[k] * inverse);
      }
    }
  }

  const Attention<Element, Rows>& p_;
  CpuLevel level_;
  std::int64_t group_;
  std::int64_t first_;
  std::int64_t positions_;
  std::int64_t width_;                                // head_dim in whole panels
  std::int64_t block_ = 0;                            // keys packed now, in whole panels
  std::vector<Panel> queries_;                        // (rows, head_dim)
  std::vector<Panel> key_panels_;                     // (2, head_dim, 64)
  std::vector<Panel> value_panels_;                   // (width / 64, 128, 64)
  std::vector<Panel> widened_keys_, widened_values_;  // (128, head_dim)
  std::vector<float> sums_;                           // (rows, width)
  std::vector<float> maximums_;                       // (rows)
  std::vector<float> totals_;                         // (rows)
};

template <typename Element, typename Rows, typename Panel>
void run_blocks(const Attention<Element, Rows>& problem, const AttentionTiles<Panel>& tiles, CpuLevel level) {
  const std::int64_t block = std::max(kTileRows, kTaskRows / problem.heads_per_group);
  const std::int64_t blocks = (problem.n + block - 1) / block;
  at::parallel_for(0, problem.groups * blocks, 1, [&](std::int64_t begin, std::int64_t end) {
    for (std::int64_t task = begin; task < end; ++task) {
      const std::int64_t first = task % blocks * block;
      BlockTask<Element, Rows, Panel>(problem, task / blocks, first, std::min(problem.n, first + block),
                                      level)
          .run(tiles);
    }
  });
}

/// One position, one group: its heads' queries go over the keys and then over the values as they lie.
template <typename Lanes, typename Element, typename Rows>
VP_ALWAYS_INLINE void attend_row(const Attention<Element, Rows>& p, std::int64_t group, float* scores) {
  const std::int64_t room = round_up(p.m, kCount<Lanes>);
  const std::int64_t vectors = p.head_dim / kCount<Lanes>;
  alignas(64) float q[kMaxHeadDim];
  for (std::int64_t head = 0; head < p.heads_per_group; ++head) {
    const Element* query = p.query + (group * p.heads_per_group + head) * p.head_dim;
    for (std::int64_t k = 0; k < p.head_dim; ++k) q[k] = to_float(query[k]) * p.scale;
    Lanes largest{};
    largest -= std::numeric_limits<float>::infinity();
    for (std::int64_t j = 0; j < p.m; ++j) {
      Lanes sums{}, a, b;
      const auto key = p.keys.row(group, j);
      for (std::int64_t v = 0; v < vectors; ++v) {
        load(a, q + v * kCount<Lanes>);
        key.load_lanes(b, v);
        sums += a * b;
      }
      scores[j] = sum_of_lanes(sums);
    }
    for (std::int64_t j = p.m; j < room; ++j) scores[j] = -std::numeric_limits<float>::infinity();
    Lanes s, totals{};
    for (std::int64_t j = 0; j < room; j += kCount<Lanes>) {
      load(s, scores + j);
      largest = larger_of(largest, s);
    }
    const float maximum = largest_lane(largest);
    for (std::int64_t j = 0; j < room; j += kCount<Lanes>) {
      load(s, scores + j);
      s = exp_lanes(s - maximum);
      totals += s;
      store(scores + j, s);
    }
    const float inverse = 1.0F / sum_of_lanes(totals);
    Element* output = p.output + (group * p.heads_per_group + head) * p.head_dim;
    // Eight registers of sums a pass; with AVX-512 that is a whole head of the usual size.
    for (std::int64_t first = 0; first < vectors; first += 8) {
      const std::int64_t count = vectors - first < 8 ? vectors - first : 8;
      Lanes sums[8] = {}, value;
      if (count == 8) {
        for (std::int64_t j = 0; j < p.m; ++j) {
          const auto row = p.values.row(group, j);
          for (int v = 0; v < 8; ++v) {
            row.load_lanes(value, first + v);
            sums[v] += value * scores[j];
          }
        }
      } else {
        for (std::int64_t v = 0; v < count; ++v) {
          for (std::int64_t j = 0; j < p.m; ++j) {
            p.values.row(group, j).load_lanes(value, first + v);
            sums[v] += value * scores[j];
          }
        }
      }
      for (std::int64_t v = 0; v < count; ++v) store(output + (first + v) * kCount<Lanes>, sums[v] * inverse);
    }
  }
}

template <typename Element, typename Rows>
void run_row(const Attention<Element, Rows>& problem, CpuLevel level) {
  const auto body = compiled_for<VP_FOR_LANES(attend_row, Element, Rows)>(level);
  at::parallel_for(0, problem.groups, 1, [&](std::int64_t begin, std::int64_t end) {
    std::vector<float> scores(static_cast<std::size_t>(round_up(problem.m, kLanes)));
    for (std::int64_t group = begin; group < end; ++group) body(problem, group, scores.data());
  });
}

template <typename Element, typename Rows>
at::Tensor run(const at::Tensor& query, const KeptRows& keys, const KeptRows& values, double scale,
               CpuLevel level) {
  at::Tensor output = at::empty(query.sizes(), query.options());
  const Attention<Element, Rows> problem{elements<const Element>(query),
                                         Rows(keys),
                                         Rows(values),
                                         elements<Element>(output),
                                         query.size(0),
                                         keys.rows.size(1),
                                         keys.rows.size(0),
                                         query.size(1) / keys.rows.size(0),
                                         query.size(2),
                                         query.stride(0),
                                         static_cast<float>(scale)};
  if (problem.n == 1) {
    run_row(problem, level);
    return output;
  }
#if VP_HAVE_X86_TARGETS
  if constexpr (std::is_same_v<Element, std::uint16_t>) {
    if (level == CpuLevel::Avx512Bf16) {
      run_blocks(problem, bfloat16_attention_tiles(), level);
      return output;
    }
  }
#endif
  run_blocks(problem, float_attention_tiles(level), level);
  return output;
}

/// The last two dimensions lie densely.
bool has_dense_rows(const at::Tensor& x) {
  return x.stride(2) == 1 && x.stride(1) == x.size(2);
}

}  // namespace

bool causal_attention_has_cpu_body(const at::Tensor& query, const KeptRows& keys, const KeptRows& values) {
  const auto knows = [&](const KeptRows& kept) {
    if (!has_dense_rows(kept.rows)) return false;
    if (kept.has_codes()) return has_dense_rows(kept.scales);
    return kept.rows.scalar_type() == query.scalar_type() ||
           (kept.rows.scalar_type() == at::kHalf && query.scalar_type() == at::kFloat);
  };
  return has_cpu_body(query) && query.size(2) % kLanes == 0 && query.size(2) <= kMaxHeadDim &&
         has_dense_rows(query) && knows(keys) && knows(values) && keys.has_codes() == values.has_codes() &&
         keys.rows.scalar_type() == values.rows.scalar_type();
}

at::Tensor causal_attention_cpu(const at::Tensor& query, const KeptRows& keys, const KeptRows& values,
                                double scale, CpuLevel level) {
  using BFloat16 = std::uint16_t;
  if (query.scalar_type() != at::kFloat)
    return keys.has_codes() ? run<BFloat16, CodeRows>(query, keys, values, scale, level)
                            : run<BFloat16, NumberRows<BFloat16>>(query, keys, values, scale, level);
  if (keys.has_codes()) return run<float, CodeRows>(query, keys, values, scale, level);
  return keys.rows.scalar_type() == at::kHalf
             ? run<float, NumberRows<Half>>(query, keys, values, scale, level)
             : run<float, NumberRows<float>>(query, keys, values, scale, level);
}

}  // namespace vp::kernels
