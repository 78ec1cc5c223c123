#pragma once

// The lines of a results file, for the room's own files.
#include <cstdint>
#include <string>
#include <string_view>

#include "base/message.h"
#include "batch/results_file.h"

namespace vp::batch {

/// What line_of() begins with.
inline constexpr std::string_view kLineStart = R"({"format":"videopanda-batch")";

/// A hash of what makes a cell: its video's path, its window and its question.
std::string cell_key(const std::string& path, std::int64_t window, const std::string& question);
std::string key_of(const CellResult& result);

/// With its line break; always valid UTF-8.
std::string line_of(const CellResult& result);

/// A line without its line break. Throws json::Unusable, whose clause follows "line 3".
CellResult result_of(std::string_view line);

/// One clause on what differs in two provenances, such as "its max_new_tokens is 5 and not 10"; empty where
/// they are the same. `options_only`: whatever model they name.
base::Message difference(const Provenance& theirs, const Provenance& mine, bool options_only);

}  // namespace vp::batch
