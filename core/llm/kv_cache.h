#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <utility>
#include <vector>

#include "checkpoint/model_config.h"
#include "kernels/kept_rows.h"

namespace vp::llm {

/// Keys and values of all positions so far, allocated once for the whole context. Memory that no position has
/// reached yet is never touched, so the operating system does not back it with pages.
class KvCache {
 public:
  /// Room for `capacity` positions. Throws Error(Usage) when capacity is not positive, Error(Device) when
  /// there is not enough memory.
  KvCache(const checkpoint::DecoderConfig& config, std::int64_t capacity, at::TensorOptions options,
          kernels::KeptForm form = kernels::KeptForm::AsComputed);

  std::int64_t capacity() const { return capacity_; }
  /// Positions that are filled.
  std::int64_t length() const { return length_; }
  /// Forgets everything from position `length` on; 0 <= length <= length().
  void truncate(std::int64_t length);

  /// Writes one layer's new positions behind the filled ones and gives what its queries attend to.
  /// keys (post-RoPE), values: (n, num_key_value_heads, head_dim) -> both (num_key_value_heads, length() + n,
  /// head_dim). Where a gradient is needed (and the form is AsComputed) the result carries it for the new
  /// positions; the old ones are constants.
  std::pair<kernels::KeptRows, kernels::KeptRows> append(std::int64_t layer, const at::Tensor& keys,
                                                         const at::Tensor& values);
  /// Called by the decoder once all its layers have written their new positions.
  void advance(std::int64_t positions);

  /// (num_key_value_heads, capacity, head_dim), post-RoPE.
  kernels::KeptRows& keys(std::int64_t layer) { return keys_[static_cast<std::size_t>(layer)]; }
  kernels::KeptRows& values(std::int64_t layer) { return values_[static_cast<std::size_t>(layer)]; }

 private:
  std::int64_t capacity_ = 0;
  std::int64_t length_ = 0;
  std::vector<kernels::KeptRows> keys_;
  std::vector<kernels::KeptRows> values_;
};

/// Bytes of the keys and values of one position in all layers.
std::int64_t kept_bytes_a_position(const checkpoint::DecoderConfig& config, const at::TensorOptions& options,
                                   kernels::KeptForm form);

}  // namespace vp::llm
