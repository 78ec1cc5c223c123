#include "transcript/knockout_text.h"

#include <cstdint>
#include <limits>

#include "json/document.h"
#include "transcript/json_parts.h"

namespace vp::transcript {
namespace {

constexpr std::size_t kMostKnockoutTokens = 1 << 20;
constexpr std::size_t kMostKnockoutFrames = 4096;
constexpr std::size_t kMostKnockoutBytes = std::size_t{16} << 20;

std::vector<float> log_probabilities_of(const json::Value& field) {
  constexpr double kLargest = std::numeric_limits<float>::max();
  std::vector<float> numbers;
  for (const json::Value& value : field.elements(kMostKnockoutTokens))
    numbers.push_back(static_cast<float>(value.number_or_null(-kLargest, kLargest)));
  return numbers;
}

/// As many as the answer's tokens.
void check_count(const json::Value& field, std::size_t found, std::size_t expected) {
  if (found != expected)
    field.refuse_with(
        base::message("has %1 entries; as many as log_probabilities, %2, were expected", found, expected));
}

}  // namespace

Json to_object(const evidence::FrameKnockout& knockout) {
  return {
      {"layers",
       {{"first", knockout.layers.first}, {"last", knockout.layers.last}, {"of", knockout.decoder_layers}}},
      {"ids", knockout.ids},
      {"pieces", knockout.pieces},
      {"end", knockout.end},
      {"log_probabilities", knockout.log_probabilities},
      {"without", knockout.without}};
}

std::string to_text(const evidence::FrameKnockout& knockout) {
  return to_object(knockout).dump(-1, ' ', false, Json::error_handler_t::replace);
}

evidence::FrameKnockout knockout_of(const json::Value& field) {
  constexpr std::int64_t kMostLayers = 4096, kLargestId = std::numeric_limits<int>::max();
  constexpr std::size_t kLongestPiece = 4096;
  field.has_exactly({"layers", "ids", "pieces", "end", "log_probabilities", "without"});
  evidence::FrameKnockout knockout;
  const json::Value layers = field.member("layers");
  layers.has_exactly({"first", "last", "of"});
  knockout.decoder_layers = static_cast<int>(layers.member("of").integer(1, kMostLayers));
  knockout.layers.last = static_cast<int>(layers.member("last").integer(0, knockout.decoder_layers - 1));
  knockout.layers.first = static_cast<int>(layers.member("first").integer(0, knockout.layers.last));
  knockout.end = field.member("end").boolean();
  knockout.log_probabilities = log_probabilities_of(field.member("log_probabilities"));
  for (const json::Value& id : field.member("ids").elements(kMostKnockoutTokens))
    knockout.ids.push_back(id.integer(0, kLargestId));
  check_count(field.member("ids"), knockout.ids.size(), knockout.tokens());
  for (const json::Value& piece : field.member("pieces").elements(kMostKnockoutTokens))
    knockout.pieces.push_back(piece.text(kLongestPiece));
  check_count(field.member("pieces"), knockout.pieces.size(), knockout.tokens());
  for (const json::Value& frame : field.member("without").elements(kMostKnockoutFrames)) {
    knockout.without.push_back(log_probabilities_of(frame));
    check_count(frame, knockout.without.back().size(), knockout.tokens());
  }
  return knockout;
}

std::shared_ptr<const evidence::FrameKnockout> knockout_from_text(std::string_view text) {
  if (text.size() > kMostKnockoutBytes) return nullptr;
  try {
    json::Limits limits;
    limits.bytes = kMostKnockoutBytes;
    const json::Document document(text, limits);
    return std::make_shared<const evidence::FrameKnockout>(knockout_of(document.root()));
  } catch (const json::Unusable&) {
    return nullptr;
  }
}

}  // namespace vp::transcript
