// The devices that a test of tensors runs on: the CPU, and the first GPU where the program was built with
// CUDA and there is one. A test names the device in its rows and logs devices_sentence(), so that nobody
// takes one for the other.
#pragma once

#include <ATen/Context.h>
#include <c10/core/Device.h>

#include <vector>

namespace vp::test {

inline bool has_gpu() {
#ifdef VP_CUDA
  return at::hasCUDA();
#else
  return false;
#endif
}

inline std::vector<at::Device> test_devices() {
  std::vector<at::Device> devices{at::Device(at::kCPU)};
  if (has_gpu()) devices.emplace_back(at::kCUDA, 0);
  return devices;
}

inline const char* devices_sentence() {
  return has_gpu() ? "On the CPU and on a GPU." : "On the CPU alone: no GPU took part.";
}

}  // namespace vp::test
