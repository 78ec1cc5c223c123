#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

namespace vp::base {

/// Gets an element and its place in the array, from 0 on. What it throws ends the walk.
using JsonElementVisitor = std::function<void(std::int64_t place, const nlohmann::json& element)>;

/// Visits the elements of a file that holds one JSON array, such as the question and conversation files of
/// video datasets. Only one element is in memory at a time, however large the file. All strings are valid
/// UTF-8. Throws Error(Usage) when the file cannot be read, is larger than `most_bytes`, is no JSON array or
/// is nested deeper than any such file; elements before the fault have been visited by then.
void for_each_in_json_array(const std::filesystem::path& file, std::uintmax_t most_bytes,
                            const JsonElementVisitor& visit);

/// Text that a file brought, for one line of a message: at most `most_bytes` bytes, cut between characters
/// and marked by "…"; control characters become '?'.
std::string for_message(std::string_view text, std::size_t most_bytes = 80);

}  // namespace vp::base
