#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "evidence/frame_knockout.h"

namespace vp::json {
class Value;
}

namespace vp::transcript {

/// As the JSON form of a transcript has it, on one line.
std::string to_text(const evidence::FrameKnockout& knockout);
/// Reads it back; null for a text that is none.
std::shared_ptr<const evidence::FrameKnockout> knockout_from_text(std::string_view text);
/// A member of a record that is not to be trusted: refuses what cannot be, by its field.
evidence::FrameKnockout knockout_of(const json::Value& field);

}  // namespace vp::transcript
