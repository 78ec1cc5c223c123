#include "base/message.h"

namespace vp::base {

Message Message::verbatim(std::string text) {
  Message message;
  message.text_ = std::move(text);
  return message;
}

Message Message::of_parts(std::string key, std::vector<Message> arguments) {
  Message message;
  message.text_ = std::move(key);
  message.arguments_ = std::move(arguments);
  message.is_key_ = true;
  return message;
}

std::string Message::text(const Translate& translate) const {
  if (!is_key_) return text_;
  const std::string pattern = translate ? translate(text_) : text_;
  // In one pass: an argument that holds "%2" is not a place.
  std::string said;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const char next = i + 1 < pattern.size() ? pattern[i + 1] : '\0';
    const auto place = static_cast<std::size_t>(next - '1');
    if (pattern[i] != '%' || next < '1' || place >= arguments_.size()) {
      said += pattern[i];
      continue;
    }
    said += arguments_[place].text(translate);
    ++i;
  }
  return said;
}

std::vector<std::string> texts_of(const std::vector<Message>& messages) {
  std::vector<std::string> texts;
  texts.reserve(messages.size());
  for (const Message& message : messages) texts.push_back(message.text());
  return texts;
}

}  // namespace vp::base
