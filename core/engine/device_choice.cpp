#include "engine/device_choice.h"

#include <charconv>

namespace vp::engine {

std::optional<DeviceWish> device_of_name(std::string_view name) {
  if (name == "auto") return DeviceWish{};
  if (name == "cpu") return DeviceWish{DeviceChoice::Cpu};
  if (name == "cuda") return DeviceWish{DeviceChoice::Cuda};
  constexpr std::string_view kNumbered = "cuda:";
  constexpr std::size_t kMostDigits = 3;
  if (!name.starts_with(kNumbered)) return std::nullopt;
  name.remove_prefix(kNumbered.size());
  int index = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), index);
  if (error != std::errc() || end != name.data() + name.size() || index < 0 || name.size() > kMostDigits)
    return std::nullopt;
  return DeviceWish{DeviceChoice::Cuda, index};
}

std::string name_of_device(const DeviceWish& wish) {
  switch (wish.choice) {
    case DeviceChoice::Cpu:
      return "cpu";
    case DeviceChoice::Cuda:
      return wish.cuda_index < 0 ? "cuda" : "cuda:" + std::to_string(wish.cuda_index);
    case DeviceChoice::Auto:
      break;
  }
  return "auto";
}

}  // namespace vp::engine
