#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string_view>

namespace vp::checkpoint {

/// Parses `text`, which came from `file`, as one JSON object. Throws Error(Checkpoint) when it is not one, is
/// nested deeper than any checkpoint's, or gives a key twice in an object (two readers could disagree on it).
/// `what` names the text in messages: "its header".
nlohmann::json parse_json_object(const std::filesystem::path& file, std::string_view text, const char* what);

}  // namespace vp::checkpoint
