// The CUDA bodies on a GPU, by LibTorch's own stream.
#include <ATen/cuda/CUDAContext.h>
#include <c10/cuda/CUDAException.h>

#include "support/adapter_place.h"

namespace vp::test {

AdapterPlace adapter_place() {
  return {at::Device(at::kCUDA, 0),
          "The CUDA bodies ran on " + std::string(at::cuda::getDeviceProperties(0)->name) + "."};
}

std::vector<std::string> adapter_faults() {
  const cudaError_t error = cudaStreamSynchronize(at::cuda::getCurrentCUDAStream());
  return error == cudaSuccess ? std::vector<std::string>()
                              : std::vector<std::string>{cudaGetErrorString(error)};
}

}  // namespace vp::test
