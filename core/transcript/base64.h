#pragma once

#include <cstddef>
#include <span>
#include <string>

namespace vp::transcript {

/// RFC 4648, with padding, on one line.
std::string to_base64(std::span<const std::byte> bytes);

}  // namespace vp::transcript
