// The CUDA bodies' launches on the CPU: what they take for the GPU's stream runs a block's threads as fibers.
#include "kernels/cuda_scope.h"
#include "support/adapter_place.h"
#include "support/executor.h"

namespace vp::test {
namespace {

/// Behind every CudaScope of the process: LibTorch's streams belong to the process too.
Executor& executor() {
  static const std::unique_ptr<Executor> only = make_executor();
  return *only;
}

}  // namespace

AdapterPlace adapter_place() {
  return {at::kCPU, executor().where()};
}

std::vector<std::string> adapter_faults() {
  return executor().finish();
}

}  // namespace vp::test

vp::kernels::CudaScope::CudaScope(const at::Tensor& x)
    : guard_(x.device()), stream_(test::executor().stream()), processors_(4) {}
