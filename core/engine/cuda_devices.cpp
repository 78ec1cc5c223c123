#include "engine/cuda_devices.h"

#include "engine/process_limits.h"
#ifdef VP_CUDA
#include <ATen/cuda/CUDAContext.h>
#include <c10/cuda/CUDAFunctions.h>
#include <c10/cuda/CUDAGuard.h>
#include <cuda_runtime_api.h>
#endif

namespace vp::engine {

#ifdef VP_CUDA
bool is_built_with_cuda() {
  return true;
}

std::vector<CudaDevice> cuda_devices() {
  std::vector<CudaDevice> devices;
  const int count = c10::cuda::device_count();
  for (int index = 0; index < count; ++index) {
    try {
      const auto number = static_cast<c10::DeviceIndex>(index);
      const c10::cuda::CUDAGuard guard(number);
      std::size_t free_bytes = 0, total_bytes = 0;
      if (cudaMemGetInfo(&free_bytes, &total_bytes) != cudaSuccess) {
        cudaGetLastError();  // or the next operation would find it
        continue;
      }
      devices.push_back({index, at::cuda::getDeviceProperties(number)->name,
                         static_cast<std::int64_t>(total_bytes), static_cast<std::int64_t>(free_bytes)});
    } catch (const c10::Error&) {
      cudaGetLastError();
    }
  }
  return devices;
}
#else
bool is_built_with_cuda() {
  return false;
}

std::vector<CudaDevice> cuda_devices() {
  return {};
}
#endif

std::string text_of(const CudaDevice& device) {
  return name_of_device({DeviceChoice::Cuda, device.index}) + " " + device.name + ", " +
         bytes_text(device.free_bytes) + " free";
}

}  // namespace vp::engine
