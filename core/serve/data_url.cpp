#include "serve/data_url.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdint>

namespace vp::serve {
namespace {

constexpr std::int8_t kNoDigit = -1;

constexpr std::array<std::int8_t, 256> base64_values() {
  std::array<std::int8_t, 256> values{};
  values.fill(kNoDigit);
  constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (std::size_t i = 0; i < kDigits.size(); ++i)
    values[static_cast<unsigned char>(kDigits[i])] = static_cast<std::int8_t>(i);
  return values;
}
constexpr std::array<std::int8_t, 256> kValues = base64_values();

bool same_word(std::string_view one, std::string_view lower_case) {
  return one.size() == lower_case.size() &&
         std::equal(one.begin(), one.end(), lower_case.begin(),
                    [](unsigned char a, unsigned char b) { return std::tolower(a) == static_cast<int>(b); });
}

}  // namespace

std::optional<DataUrl> data_url_of(std::string_view url) {
  constexpr std::string_view kScheme = "data:";
  if (url.size() < kScheme.size() || !same_word(url.substr(0, kScheme.size()), kScheme)) return std::nullopt;
  url.remove_prefix(kScheme.size());
  const std::size_t comma = url.find(',');
  if (comma == std::string_view::npos) return std::nullopt;
  const std::string_view head = url.substr(0, comma);
  const std::size_t last = head.rfind(';');
  if (last == std::string_view::npos || !same_word(head.substr(last + 1), "base64")) return std::nullopt;
  return DataUrl{head.substr(0, head.find(';')), url.substr(comma + 1)};
}

std::optional<std::string> from_base64(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  std::size_t padding = 0;
  while (padding < 2 && padding < text.size() && text[text.size() - 1 - padding] == '=') ++padding;
  text.remove_suffix(padding);
  std::string bytes;
  bytes.reserve(text.size() / 4 * 3 + 3);
  std::uint32_t gathered = 0;
  int bits = 0;
  for (const char character : text) {
    const std::int8_t value = kValues[static_cast<unsigned char>(character)];
    if (value == kNoDigit) return std::nullopt;
    gathered = (gathered << 6 | static_cast<std::uint32_t>(value)) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push_back(static_cast<char>(gathered >> bits & 0xff));
  }
  if ((gathered & ((1U << bits) - 1)) != 0) return std::nullopt;
  return bytes;
}

}  // namespace vp::serve
