#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace vp::base {

/// Milliseconds since 1970, in UTC.
std::int64_t now_ms();

/// As ISO 8601 in UTC with whole seconds, "2026-11-23T20:30:28Z"; empty for a year that has no such form.
std::string utc_text(std::int64_t time_ms);
/// The reverse; nothing for a text that is no such time.
std::optional<std::int64_t> utc_time_of(const std::string& text);

}  // namespace vp::base
