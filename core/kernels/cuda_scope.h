#pragma once

#include <ATen/core/Tensor.h>
#include <c10/core/DeviceGuard.h>

#include "kernels/cuda/stream.h"

namespace vp::kernels {

/// Where the launches for a tensor go: its device is the current one as long as this lives, and the stream is
/// the one that LibTorch's own operations on it are queued in.
class CudaScope {
 public:
  explicit CudaScope(const at::Tensor& x);

  cuda::Stream stream() const { return stream_; }
  /// Multiprocessors of the device.
  int processors() const { return processors_; }

 private:
  c10::DeviceGuard guard_;
  cuda::Stream stream_ = nullptr;
  int processors_ = 1;
};

}  // namespace vp::kernels
