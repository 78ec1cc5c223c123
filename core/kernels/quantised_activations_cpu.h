#pragma once

#include <cstdint>
#include <vector>

#include "kernels/cpu_dispatch.h"
#include "kernels/quantised_rows.h"

namespace vp::kernels {

/// Rows of x as integers that meet the codes of weights: a scale for each group of 32 columns, x ≈ scale ·
/// code.
template <typename Code>
struct QuantisedActivations {
  std::vector<Code> codes;              ///< (n, padded columns)
  std::vector<float> scales;            ///< (n, groups)
  std::vector<float> sums;              ///< (n, groups), of x itself
  std::vector<std::int32_t> code_sums;  ///< (n, groups), of its codes; of 8 bits only
  std::int64_t columns = 0, groups = 0;
};

/// (n, weight.columns) float32, contiguous, in codes from -127 to 127.
QuantisedActivations<std::int8_t> activations_in_8_bits(const float* x, std::int64_t n,
                                                        const QuantisedRows& weight,
                                                        CpuLevel level = cpu_level());

/// The same in codes from -32767 to 32767. With weights of 4 bits they are in the order in which a register
/// meets the weights' codes: `together` groups side by side, eight columns of each at a time.
QuantisedActivations<std::int16_t> activations_in_16_bits(const float* x, std::int64_t n,
                                                          const QuantisedRows& weight, std::int64_t together,
                                                          CpuLevel level = cpu_level());

}  // namespace vp::kernels
