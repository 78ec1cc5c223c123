#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace vp::serve {

/// Ends a text that comes in pieces before the first of some strings. What may be the beginning of one of
/// them is held back until it is known.
class StopStrings {
 public:
  /// None of them is empty.
  explicit StopStrings(std::vector<std::string> strings) : strings_(std::move(strings)) {}

  /// What may be shown now.
  std::string push(std::string_view piece);
  /// The text is at its end: what was held back.
  std::string finish();
  /// Whether one of them has come; nothing is shown any more.
  bool found() const { return found_; }
  /// Bytes of what was shown.
  std::size_t shown() const { return shown_; }

 private:
  std::string take(std::size_t count);

  std::vector<std::string> strings_;
  std::string held_;
  std::size_t shown_ = 0;
  bool found_ = false;
};

}  // namespace vp::serve
