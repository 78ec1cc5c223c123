#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

#include "checkpoint/model_config.h"

namespace vp::llm {

/// Keys and values of all positions so far, allocated once for the whole context.
class KvCache {
 public:
  /// Room for `capacity` positions. Throws Error(Device) when there is not enough memory.
  KvCache(const checkpoint::DecoderConfig& config, std::int64_t capacity, at::TensorOptions options);

  std::int64_t capacity() const { return capacity_; }
  /// Positions that are filled.
  std::int64_t length() const { return length_; }
  /// Forgets everything from position `length` on; 0 <= length <= length().
  void truncate(std::int64_t length);
  /// Called by the decoder once all its layers have written their new positions.
  void advance(std::int64_t positions);

  /// (num_key_value_heads, capacity, head_dim), post-RoPE.
  at::Tensor& keys(std::int64_t layer) { return keys_[static_cast<std::size_t>(layer)]; }
  at::Tensor& values(std::int64_t layer) { return values_[static_cast<std::size_t>(layer)]; }

 private:
  std::int64_t capacity_ = 0;
  std::int64_t length_ = 0;
  std::vector<at::Tensor> keys_;
  std::vector<at::Tensor> values_;
};

}  // namespace vp::llm
