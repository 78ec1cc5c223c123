#pragma once

#include <cstdint>
#include <vector>

#include "checkpoint/weight_reader.h"
#include "engine/checkpoint_report.h"

namespace vp::prepare {

/// How a prepared checkpoint stores a tensor of its source.
enum class PreparedForm { AsStored, BFloat16, Bits8, Bits4 };

/// A tensor of the source and what becomes of it.
struct PreparedTensor {
  checkpoint::TensorInfo source;
  PreparedForm form = PreparedForm::AsStored;
  std::vector<checkpoint::TensorInfo> outputs;
};

/// What a folder with the decoder's matrices in `bits` (16, 8 or 4) holds, sorted by the sources' names.
/// `in_use`: of the same weights, none of them missing.
std::vector<PreparedTensor> prepared_layout(const checkpoint::WeightReader& source,
                                            const engine::TensorsInUse& in_use, int bits);

/// Of all their elements.
std::uint64_t bytes_of(const std::vector<checkpoint::TensorInfo>& tensors);

}  // namespace vp::prepare
