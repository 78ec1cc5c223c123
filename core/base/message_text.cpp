#include "base/message_text.h"

namespace vp::base {

std::string for_message(std::string_view text, std::size_t most_bytes) {
  const bool cut = text.size() > most_bytes;
  if (cut) {
    while (most_bytes > 0 && (static_cast<unsigned char>(text[most_bytes]) & 0xC0) == 0x80) --most_bytes;
    text = text.substr(0, most_bytes);
  }
  std::string shown(text);
  for (char& c : shown)
    if (static_cast<unsigned char>(c) < ' ' || c == '\x7F') c = '?';
  return cut ? shown + "…" : shown;
}

}  // namespace vp::base
