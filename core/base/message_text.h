#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace vp::base {

/// Text that a file or a user brought, for one line of a message: at most `most_bytes` bytes, cut between
/// characters and marked by "…"; control characters become '?'.
std::string for_message(std::string_view text, std::size_t most_bytes = 80);

}  // namespace vp::base
