#include "checkpoint/checkpoint_error.h"

#include "base/error.h"

namespace vp::checkpoint {

void refuse(const std::filesystem::path& file, const base::Message& sentence) {
  throw base::Error(base::ErrorCode::Checkpoint, base::message("%1: %2", file.string(), sentence));
}

std::string in_quotes(std::string_view name) {
  constexpr std::size_t kLongest = 160;
  std::string text = "\"";
  for (const char character : name.substr(0, kLongest)) {
    const auto code = static_cast<unsigned char>(character);
    text += code < 0x20 || code == 0x7f ? '?' : character;
  }
  if (name.size() > kLongest) text += "…";
  return text + '"';
}

json::Refuse refusal_of(const std::filesystem::path& file, const base::Message& what) {
  return [file, what](const json::Fault& fault) {
    const base::Message subject = fault.path.empty() ? what : base::Message::verbatim(in_quotes(fault.path));
    refuse(file, base::message("%1 %2.", subject, fault.problem));
  };
}

}  // namespace vp::checkpoint
