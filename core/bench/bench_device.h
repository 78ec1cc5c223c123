#pragma once

#include <ATen/core/Tensor.h>

#include "engine/model.h"

namespace vp::bench {

/// Where, and in what, to compute. Throws Error(Device) where there is no such device.
at::TensorOptions bench_options(const engine::DeviceWish& device, engine::DtypeChoice dtype);

}  // namespace vp::bench
