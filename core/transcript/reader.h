#pragma once

#include <filesystem>
#include <stop_token>
#include <string_view>

#include "transcript/transcript.h"

namespace vp::transcript {

/// Reads what to_json() writes. Everything is checked, since a record may come from anyone: the members (all
/// there, no other ones), their types, their ranges, and what must fit together; numbers that are null become
/// NaN. Thumbnails are not part of it. Throws Error(Usage) that names the field, as in
/// "turns[2].token_ids[1]"; Error(Stopped).
Transcript read_transcript(const std::filesystem::path& file, const std::stop_token& stop = {});

/// The same from memory; `file` is only named in messages.
Transcript parse_transcript(std::string_view json, const std::filesystem::path& file);

}  // namespace vp::transcript
