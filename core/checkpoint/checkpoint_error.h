#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace vp::checkpoint {

/// Throws base::Error(Checkpoint) with "FILE: SENTENCE".
[[noreturn]] void refuse(const std::filesystem::path& file, const std::string& sentence);

/// A name out of a file, fit for a sentence: in quotes, control characters as '?', cut when it is very long.
std::string in_quotes(std::string_view name);

}  // namespace vp::checkpoint
