#pragma once

#include <concepts>
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace vp::base {

/// A sentence in English with places for `kArguments` arguments: "%1", "%2" … It is a literal that stands
/// where it is used, so that translations/update.sh finds it, and is checked to have exactly these places.
template <std::size_t kArguments>
class MessageKey {
  static_assert(kArguments <= 9);

 public:
  template <std::size_t kSize>
  consteval MessageKey(const char (&text)[kSize]) : text_(text, kSize - 1) {
    bool stands[9]{};
    for (std::size_t i = 0; i + 1 < text_.size(); ++i) {
      if (text_[i] != '%' || text_[i + 1] < '1' || text_[i + 1] > '9') continue;
      stands[text_[i + 1] - '1'] = true;
    }
    for (std::size_t i = 0; i < 9; ++i)
      if (stands[i] != (i < kArguments)) throw "a message has other places than arguments";
  }
  std::string_view text() const { return text_; }

 private:
  std::string_view text_;
};

/// What the user is told: a sentence, or a part of one, with what stands at its places. An argument may be a
/// message itself. text() is the English sentence, as the command line says it and files keep it; the window
/// says the same in the user's language. Made by message(); messages without a key are the same in every
/// language.
class Message {
 public:
  /// Says nothing.
  Message() = default;
  /// A name, a number, what another library says.
  static Message verbatim(std::string text);
  /// What key() and arguments() of another one were.
  static Message of_parts(std::string key, std::vector<Message> arguments);

  bool empty() const { return text_.empty(); }
  /// Empty for a verbatim one.
  std::string key() const { return is_key_ ? text_ : std::string(); }
  const std::vector<Message>& arguments() const { return arguments_; }

  using Translate = std::function<std::string(const std::string& key)>;
  /// In the language of `translate`; English without one. What an argument says is never looked through for
  /// places.
  std::string text(const Translate& translate = {}) const;

  friend bool operator==(const Message&, const Message&) = default;

 private:
  std::string text_;
  std::vector<Message> arguments_;
  bool is_key_ = false;
};

/// As it stands in a message.
inline Message as_argument(Message message) {
  return message;
}
template <typename Number>
requires(std::is_arithmetic_v<Number> && !std::same_as<Number, bool> && !std::same_as<Number, char>) Message
    as_argument(Number number) {
  return Message::verbatim(std::to_string(number));
}
template <typename Text>
requires std::is_constructible_v<std::string, const Text&> &&(!std::is_arithmetic_v<Text>)Message
    as_argument(const Text& text) {
  return Message::verbatim(std::string(text));
}

/// A message whose key is the literal `key`. Texts, numbers and messages can be arguments.
template <typename... Arguments>
Message message(MessageKey<sizeof...(Arguments)> key, const Arguments&... arguments) {
  return Message::of_parts(std::string(key.text()), {as_argument(arguments)...});
}

/// In English, for what is kept or read by programs.
std::vector<std::string> texts_of(const std::vector<Message>& messages);

/// A sentence that the command line alone can come to say, or a test.
inline Message untranslated(std::string sentence) {
  return Message::verbatim(std::move(sentence));
}

}  // namespace vp::base
