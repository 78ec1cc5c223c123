#include "serve/stop_strings.h"

#include <algorithm>

namespace vp::serve {

std::string StopStrings::take(std::size_t count) {
  std::string text = held_.substr(0, count);
  held_.erase(0, count);
  shown_ += text.size();
  return text;
}

std::string StopStrings::push(std::string_view piece) {
  if (found_) return {};
  held_ += piece;
  std::size_t first = std::string::npos;
  for (const std::string& string : strings_) first = std::min(first, held_.find(string));
  if (first != std::string::npos) {
    found_ = true;
    std::string text = take(first);
    held_.clear();
    return text;
  }
  std::size_t kept = 0;
  for (const std::string& string : strings_)
    for (std::size_t length = std::min(string.size() - 1, held_.size()); length > kept; --length)
      if (std::string_view(held_).ends_with(std::string_view(string).substr(0, length))) kept = length;
  return take(held_.size() - kept);
}

std::string StopStrings::finish() {
  return take(held_.size());
}

}  // namespace vp::serve
