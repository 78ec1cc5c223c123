#pragma once

#include <cstdint>
#include <vector>

#include "kernels/quantised_rows.h"

namespace vp::kernels {

/// A tile of quantised weights, unpacked for products with several rows: four columns of every row side by
/// side.
struct QuantisedPanel {
  std::vector<std::uint8_t> codes;  ///< (groups, 8, tile, 4); with 8 bits 128 was added to each
  std::vector<float> scales;        ///< (groups, tile)
  std::vector<float> offsets;       ///< (groups, tile), with 4 bits
};

/// What is added to a code of 8 bits to make it unsigned.
inline constexpr int kCodeZero = 128;

/// Fills the panel from rows [first, first + tile) of the weights, with zeros behind their last one. `tile`
/// is a multiple of eight. The processor has AVX2.
void unpack_panel(const QuantisedRows& weight, std::int64_t first, std::int64_t tile, QuantisedPanel& panel);

}  // namespace vp::kernels
