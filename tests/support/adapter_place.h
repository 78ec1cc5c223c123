// Where the tensors lie that the suite gives to the CUDA bodies (kernels/cuda_bodies.h), and where their
// launches go. Which of the two places it is, is decided by what the program links.
#pragma once

#include <c10/core/Device.h>

#include <string>
#include <vector>

namespace vp::test {

/// "where" is a sentence for the log.
struct AdapterPlace {
  at::Device device;
  std::string where;
};

AdapterPlace adapter_place();
/// Waits for all launches; what went wrong in them since the last call.
std::vector<std::string> adapter_faults();

}  // namespace vp::test
