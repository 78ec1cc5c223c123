#include "library/answer_attention_bytes.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "base/error.h"

namespace vp::library {
namespace {

using nlohmann::json;

// The head's length, the head in JSON, the pieces' text (a token may end inside a character, which JSON
// cannot hold), then the values as little-endian floats. Not CBOR: its reader calls itself for each level of
// nesting.
static_assert(std::endian::native == std::endian::little);
using HeadLength = std::uint32_t;

constexpr int kForm = 1;
constexpr float kLargestShare = 1.001F;  // rounding included

json head_of(const attention::AnswerAttention& record) {
  json frames = json::array();
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

// Takes the pieces' text off the front of `rest`. Throws json::exception for a head of another form.
attention::AnswerAttention record_of(const json& head, std::span<const std::byte>& rest) {
  attention::AnswerAttention record;
  if (head.at("form").get<int>() != kForm) return record;
  record.layers = head.at("layers").get<std::vector<int>>();
  record.heads = head.at("heads").get<std::vector<int>>();
  record.layer_heads = head.at("layer_heads").get<int>();
  record.per_layer = head.at("per_layer").get<bool>();
  for (const auto length : head.at("piece_lengths").get<std::vector<std::size_t>>()) {
    if (length > rest.size()) return {};
    record.pieces.emplace_back(reinterpret_cast<const char*>(rest.data()), length);
    rest = rest.subspan(length);
  }
  for (const json& frame : head.at("frames"))
    record.frames.push_back(
        {frame.at(0).get<int>(), frame.at(1).get<int>(), frame.at(2).get<bool>(), frame.at(3).get<bool>()});
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
    attention::AnswerAttention record = record_of(json::parse(head, head + length), bytes);
    if (bytes.size() % sizeof(float) != 0) return nullptr;
    record.values.resize(bytes.size() / sizeof(float));
    if (!record.values.empty()) std::memcpy(record.values.data(), bytes.data(), bytes.size());
    const auto is_share = [](float value) { return value >= 0 && value <= kLargestShare; };
    if (!std::all_of(record.values.begin(), record.values.end(), is_share)) return nullptr;
    record.shares = attention::visual_shares(record);
    return std::make_shared<const attention::AnswerAttention>(std::move(record));
  } catch (const json::exception&) {
    return nullptr;
  } catch (const base::Error&) {
    return nullptr;
  }
}

}  // namespace vp::library
