#include "bench/bench_device.h"

#include <algorithm>
#include <vector>

#include "base/error.h"
#include "engine/compute_device.h"
#include "engine/cuda_devices.h"

namespace vp::bench {

at::TensorOptions bench_options(const engine::DeviceWish& device, engine::DtypeChoice dtype) {
  if (device.cuda_index <= 0) return engine::resolve_options(device.choice, dtype);
  const std::vector<engine::CudaDevice> gpus = engine::cuda_devices();
  if (gpus.empty()) engine::refuse_cuda();
  if (std::none_of(gpus.begin(), gpus.end(),
                   [&](const engine::CudaDevice& gpu) { return gpu.index == device.cuda_index; }))
    throw base::Error(base::ErrorCode::Device,
                      base::untranslated("There is no device " + engine::name_of_device(device) +
                                         "; `videopanda info` lists those that there are."));
  return engine::options_on_gpu(device.cuda_index, dtype);
}

}  // namespace vp::bench
