#pragma once

#include <string>

#include "transcript/transcript.h"

namespace vp::library {

/// What a session keeps of how it was answered, as JSON: everything of a transcript but its turns, its file
/// and its hash.
std::string to_text(const transcript::Transcript& record);

/// Reads it back. Lenient, since nothing may be lost: what is missing or of another type keeps its default,
/// and text that is no JSON gives an empty record.
transcript::Transcript record_of(const std::string& text);

}  // namespace vp::library
