#pragma once

// Which device is meant, in words; without LibTorch.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace vp::engine {

enum class DeviceChoice { Auto, Cpu, Cuda };

/// A device that was asked for: "auto", "cpu", "cuda" (the GPU with the most free memory) or "cuda:N".
struct DeviceWish {
  DeviceChoice choice = DeviceChoice::Auto;
  int cuda_index = -1;  ///< of Cuda; -1: any

  bool operator==(const DeviceWish&) const = default;
};

/// Empty for what is none of these names.
std::optional<DeviceWish> device_of_name(std::string_view name);
std::string name_of_device(const DeviceWish& wish);

/// A GPU, as LibTorch counts them.
struct CudaDevice {
  int index = 0;
  std::string name;              ///< "NVIDIA H200"
  std::int64_t total_bytes = 0;  ///< of its memory
  std::int64_t free_bytes = 0;   ///< when it was asked
};

}  // namespace vp::engine
