#include "base/utc_time.h"

#include <array>
#include <chrono>
#include <ctime>

namespace vp::base {

std::int64_t now_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

std::string utc_text(std::int64_t time_ms) {
  const auto seconds = static_cast<std::time_t>(time_ms / 1000);
  std::tm utc{};
  if (gmtime_r(&seconds, &utc) == nullptr) return {};
  std::array<char, 64> text{};
  return {text.data(), std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &utc)};
}

std::optional<std::int64_t> utc_time_of(const std::string& text) {
  std::tm utc{};
  const char* const end = strptime(text.c_str(), "%Y-%m-%dT%H:%M:%SZ", &utc);
  if (end == nullptr || *end != '\0') return std::nullopt;
  const std::int64_t time_ms = std::int64_t{timegm(&utc)} * 1000;
  // Reading is lenient with blanks, signs and days that no month has.
  return utc_text(time_ms) == text ? std::optional(time_ms) : std::nullopt;
}

}  // namespace vp::base
