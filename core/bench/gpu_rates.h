#pragma once

#include <c10/core/TensorOptions.h>

#include <stop_token>

#include "bench/machine_rates.h"

namespace vp::bench {

/// What the GPU of `options` reaches in their dtype: a product of 8192 x 8192 matrices, copying 1 GiB within
/// its memory, and a launch that does nothing worth the name. There with VP_CUDA only. Throws Error(Stopped),
/// and c10::Error where the device fails.
MachineRates measure_gpu_rates(const at::TensorOptions& options, const std::stop_token& stop);

/// Until everything that was queued on the current device is done.
void wait_for_gpu();

}  // namespace vp::bench
