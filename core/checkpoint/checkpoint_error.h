#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/message.h"
#include "json/value.h"

namespace vp::checkpoint {

/// Throws base::Error(Checkpoint) with "FILE: SENTENCE".
[[noreturn]] void refuse(const std::filesystem::path& file, const base::Message& sentence);

/// A name out of a file, fit for a sentence: in quotes, control characters as '?', cut when it is very long.
std::string in_quotes(std::string_view name);

/// Nothing of a checkpoint in JSON is nested deeper.
inline constexpr int kDeepest = 32;

/// What reads JSON of a checkpoint throws: refuse() with "KEY is FOUND; …" and, for the text as a whole, with
/// `what` at the beginning: "its header".
json::Refuse refusal_of(const std::filesystem::path& file, const base::Message& what);

}  // namespace vp::checkpoint
