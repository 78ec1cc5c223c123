#include "library/answer_attention_bytes.h"

#include <algorithm>
#include <bit>
#include <climits>
#include <cstdint>
#include <cstring>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>

#include "base/error.h"
#include "json/document.h"

namespace vp::library {
namespace {

// The head's length, the head in JSON, the pieces' text (a token may end inside a character, which JSON
// cannot hold), then the values as little-endian floats. Not CBOR: its reader calls itself for each level of
// nesting.
static_assert(std::endian::native == std::endian::little);
using HeadLength = std::uint32_t;

constexpr int kForm = 1;
constexpr std::size_t kMostEntries = std::size_t{1} << 20;  // of a list
constexpr float kLargestShare = 1.001F;                     // rounding included

nlohmann::json head_of(const attention::AnswerAttention& record) {
  nlohmann::json frames = nlohmann::json::array();
  for (const attention::TokenLayout& frame : record.frames)
    frames.push_back({frame.height, frame.width, frame.context, frame.row_tokens});
  std::vector<std::size_t> lengths;
  for (const std::string& piece : record.pieces) lengths.push_back(piece.size());
  return {{"form", kForm},
          {"layers", record.layers},
          {"heads", record.heads},
          {"layer_heads", record.layer_heads},
          {"per_layer", record.per_layer},
          {"frames", std::move(frames)},
          {"piece_lengths", std::move(lengths)}};
}

std::vector<int> numbers(const json::Value& list) {
  std::vector<int> numbers;
  for (const json::Value& number : list.elements(kMostEntries))
    numbers.push_back(static_cast<int>(number.integer(INT_MIN, INT_MAX)));
  return numbers;
}

// Takes the pieces' text off the front of `rest`. Throws json::Unusable for a head of another form.
attention::AnswerAttention record_of(const json::Value& head, std::span<const std::byte>& rest) {
  attention::AnswerAttention record;
  if (head.member("form").integer() != kForm) return record;
  record.layers = numbers(head.member("layers"));
  record.heads = numbers(head.member("heads"));
  record.layer_heads = static_cast<int>(head.member("layer_heads").integer(INT_MIN, INT_MAX));
  record.per_layer = head.member("per_layer").boolean();
  for (const json::Value& value : head.member("piece_lengths").elements(kMostEntries)) {
    const auto length = static_cast<std::size_t>(value.integer());
    if (length > rest.size()) return {};
    record.pieces.emplace_back(reinterpret_cast<const char*>(rest.data()), length);
    rest = rest.subspan(length);
  }
  for (const json::Value& frame : head.member("frames").elements(kMostEntries)) {
    const std::vector<json::Value> parts = frame.elements(4, 4);
    record.frames.push_back({static_cast<int>(parts[0].integer(INT_MIN, INT_MAX)),
                             static_cast<int>(parts[1].integer(INT_MIN, INT_MAX)), parts[2].boolean(),
                             parts[3].boolean()});
  }
  return record;
}

}  // namespace

std::vector<std::byte> to_bytes(const attention::AnswerAttention& record) {
  std::string text = head_of(record).dump();
  const auto length = static_cast<HeadLength>(text.size());
  for (const std::string& piece : record.pieces) text += piece;
  const std::size_t values = record.values.size() * sizeof(float);
  if (sizeof length + text.size() + values > kMostAttentionBytes)
    return record.rows() > 1 ? to_bytes(attention::mean_over_layers(record)) : std::vector<std::byte>();
  std::vector<std::byte> bytes(sizeof length + text.size() + values);
  std::memcpy(bytes.data(), &length, sizeof length);
  std::memcpy(bytes.data() + sizeof length, text.data(), text.size());
  if (values > 0) std::memcpy(bytes.data() + sizeof length + text.size(), record.values.data(), values);
  return bytes;
}

std::shared_ptr<const attention::AnswerAttention> answer_attention_of(std::span<const std::byte> bytes) {
  HeadLength length = 0;
  if (bytes.size() < sizeof length || bytes.size() > kMostAttentionBytes) return nullptr;
  std::memcpy(&length, bytes.data(), sizeof length);
  bytes = bytes.subspan(sizeof length);
  if (length > bytes.size()) return nullptr;
  const auto* head = reinterpret_cast<const char*>(bytes.data());
  bytes = bytes.subspan(length);
  try {
    json::Limits limits;
    limits.bytes = kMostAttentionBytes;
    const json::Document document(std::string_view(head, length), limits);
    attention::AnswerAttention record = record_of(document.root(), bytes);
    if (bytes.size() % sizeof(float) != 0) return nullptr;
    record.values.resize(bytes.size() / sizeof(float));
    if (!record.values.empty()) std::memcpy(record.values.data(), bytes.data(), bytes.size());
    const auto is_share = [](float value) { return value >= 0 && value <= kLargestShare; };
    if (!std::all_of(record.values.begin(), record.values.end(), is_share)) return nullptr;
    record.shares = attention::visual_shares(record);
    return std::make_shared<const attention::AnswerAttention>(std::move(record));
  } catch (const json::Unusable&) {
    return nullptr;
  } catch (const base::Error&) {
    return nullptr;
  }
}

}  // namespace vp::library
