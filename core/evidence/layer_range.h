#pragma once

#include <string>
#include <string_view>

namespace vp::evidence {

/// Layers [first, last] of a decoder, counted from 0.
struct LayerRange {
  int first = 0;
  int last = 0;

  /// Throws Error(Usage) where a decoder of so many layers has not all of them.
  void validate(int layers) const;
  bool covers(int layers) const { return first == 0 && last == layers - 1; }
  bool operator==(const LayerRange&) const = default;
};

/// "A-B" or "A"; "early", "middle" and "late" are the thirds of a decoder of `layers` layers, and "all" is
/// all of it. Throws Error(Usage) for anything else.
LayerRange parsed_layers(std::string_view text, int layers);
/// Throws Error(Usage) for a text that is no range of layers of any decoder.
void check_layers(std::string_view text);

/// "2-5", or "2" for one alone.
std::string text_of(const LayerRange& range);

}  // namespace vp::evidence
