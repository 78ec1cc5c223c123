#pragma once

#include <c10/core/ScalarType.h>

#include "checkpoint/weight_reader.h"

namespace vp::kernels {

/// LibTorch's type for elements as a checkpoint stores them.
at::ScalarType scalar_type_of(checkpoint::Dtype dtype);

}  // namespace vp::kernels
