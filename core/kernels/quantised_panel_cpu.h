#pragma once

#include <cstdint>
#include <vector>

#include "kernels/quantised_rows.h"

namespace vp::kernels {

/// How a panel holds a code: in a byte, or in 16 bits (codes of 8 bits only).
enum class PanelCode { Byte, Word };

/// Part of a tile of quantised weights, unpacked for products with several rows: 32 bits of every row side by
/// side.
struct QuantisedPanel {
  /// (groups, 8, tile, 4) bytes, with 8 bits 128 was added to each; or (groups, 16, tile, 2) int16.
  std::vector<std::uint8_t> codes;
  std::vector<float> scales;   ///< (groups, tile)
  std::vector<float> offsets;  ///< (groups, tile), with 4 bits
};

/// What is added to a code of 8 bits to make it unsigned.
inline constexpr int kCodeZero = 128;

/// What of the weights goes into a panel: rows [first_row, first_row + tile), with zeros behind the last one,
/// and groups [first_group, first_group + groups). `tile`, `first_group` and `groups` are multiples of eight.
struct PanelPlace {
  std::int64_t first_row, tile, first_group, groups;
  PanelCode code = PanelCode::Byte;
};

/// Fills the panel. The processor has AVX2.
void unpack_panel(const QuantisedRows& weight, const PanelPlace& place, QuantisedPanel& panel);

}  // namespace vp::kernels
