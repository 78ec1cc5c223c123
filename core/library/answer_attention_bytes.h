#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include "attention/answer_attention.h"

namespace vp::library {

/// A recorded attention takes 4 bytes a value (tokens, rows, visual tokens), and no more than this is stored:
/// about 60 tokens of a model with 32 layers and 2184 visual tokens, or 1900 with the mean of its layers.
inline constexpr std::size_t kMostAttentionBytes = std::size_t{16} << 20;

/// The record as bytes, without its shares, which follow from its values. A record with too many values is
/// stored as the mean of its layers; empty when these are too many as well.
std::vector<std::byte> to_bytes(const attention::AnswerAttention& record);

/// Reads it back, to the same bits. Null for bytes that are no such record, whose sizes contradict each
/// other, or with a value that is no share: an answer is not lost for it.
std::shared_ptr<const attention::AnswerAttention> answer_attention_of(std::span<const std::byte> bytes);

}  // namespace vp::library
