#include "evidence/layer_range.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <optional>

#include "base/error.h"
#include "base/message_text.h"

namespace vp::evidence {
namespace {

using base::Error;
using base::ErrorCode;

std::optional<int> number(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool digits =
      !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (!digits || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

void LayerRange::validate(int layers) const {
  if (0 <= first && first <= last && last < layers) return;
  throw Error(ErrorCode::Usage, base::message("The decoder has the layers 0 to %1; %2 to %3 were asked for.",
                                              layers - 1, first, last));
}

LayerRange parsed_layers(std::string_view text, int layers) {
  const int third = std::max(1, layers / 3);
  const auto named = [&](int first, int last) {
    return LayerRange{std::clamp(first, 0, layers - 1), std::clamp(last, 0, layers - 1)};
  };
  if (text == "all") return named(0, layers - 1);
  if (text == "early") return named(0, third - 1);
  if (text == "middle") return named(third, layers - third - 1);
  if (text == "late") return named(layers - third, layers - 1);
  const std::size_t dash = text.find('-');
  const std::optional<int> first = number(text.substr(0, dash));
  const std::optional<int> last = dash == std::string_view::npos ? first : number(text.substr(dash + 1));
  if (!first || !last || *first > *last)
    throw Error(ErrorCode::Usage,
                base::message("\"%1\" is no range of layers; two numbers as in 4-11, early, "
                              "middle, late or all were expected.",
                              base::for_message(std::string(text), 80)));
  const LayerRange range{*first, *last};
  range.validate(layers);
  return range;
}

void check_layers(std::string_view text) {
  parsed_layers(text, std::numeric_limits<int>::max());
}

std::string text_of(const LayerRange& range) {
  const std::string first = std::to_string(range.first);
  return range.first == range.last ? first : first + "-" + std::to_string(range.last);
}

}  // namespace vp::evidence
