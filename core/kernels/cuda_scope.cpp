#include "kernels/cuda_scope.h"

#include <ATen/cuda/CUDAContext.h>

namespace vp::kernels {

CudaScope::CudaScope(const at::Tensor& x)
    : guard_(x.device()),
      stream_(at::cuda::getCurrentCUDAStream(x.device().index()).stream()),
      processors_(at::cuda::getDeviceProperties(x.device().index())->multiProcessorCount) {}

}  // namespace vp::kernels
