#pragma once

#include <cstdint>

#include "kernels/simd_math.h"

namespace vp::kernels {

/// Columns of a packed panel.
inline constexpr std::int64_t kPanel = 64;
/// Rows of a tile.
inline constexpr std::int64_t kTileRows = 6;

/// The arithmetic of blockwise attention for one instruction set. Panel is the type that products take:
/// float, or std::uint16_t for bfloat16 where the processor multiplies it. A panel holds 64 columns; bfloat16
/// panels hold two consecutive depths of a column side by side, as the processor's instruction wants them.
template <typename Panel>
struct AttentionTiles {
  /// c (rows, 64) = a (rows, depth) * panel (depth, 64), or += with `accumulate`; rows <= kTileRows, depth
  /// even.
  void (*multiply)(const Panel* a, std::int64_t a_stride, std::int64_t rows, const Panel* panel,
                   std::int64_t depth, float* c, std::int64_t c_stride, bool accumulate);
  /// One step of a running softmax. `scores` are the next `count` raw scores (room for a multiple of 16),
  /// `weights` becomes e^(scale s - maximum), zero beyond `count`. Returns by how much everything summed so
  /// far is to be multiplied, and updates the running `maximum` and `total`.
  float (*softmax_step)(float* scores, std::int64_t count, std::int64_t room, float scale, float* maximum,
                        float* total, Panel* weights);
  /// x (width, a multiple of 16) *= factor
  void (*rescale)(float* x, std::int64_t width, float factor);
};

/// float32 panels, for every level.
AttentionTiles<float> float_attention_tiles(CpuLevel level);
#if VP_HAVE_X86_TARGETS
/// bfloat16 panels, for CpuLevel::Avx512Bf16.
AttentionTiles<std::uint16_t> bfloat16_attention_tiles();
#endif

}  // namespace vp::kernels
