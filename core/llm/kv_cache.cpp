#include "llm/kv_cache.h"

#include <ATen/core/grad_mode.h>
#include <ATen/ops/cat.h>

#include <limits>
#include <new>
#include <string>

#include "base/error.h"

namespace vp::llm {
namespace {

/// Writes `rows` (n, heads, head_dim) to positions past.. of `buffer` (heads, capacity, head_dim) and gives
/// all positions so far, (heads, past + n, head_dim).
kernels::KeptRows append_rows(kernels::KeptRows& buffer, std::int64_t past, const at::Tensor& rows) {
  {
    const at::NoGradGuard no_grad;
    buffer.write(past, rows);
  }
  if (at::GradMode::is_enabled() && rows.requires_grad()) {
    // The buffer is overwritten later, which would spoil what the backward pass needs.
    return at::cat({buffer.rows.narrow(1, 0, past).clone(), rows.transpose(0, 1)}, 1);
  }
  return buffer.narrow(0, past + rows.size(0));
}

}  // namespace

KvCache::KvCache(const checkpoint::DecoderConfig& config, std::int64_t capacity, at::TensorOptions options,
                 kernels::KeptForm form)
    : capacity_(capacity) {
  if (capacity < 1) {
    throw base::Error(
        base::ErrorCode::Usage,
        base::message("The context must have room for at least one token; %1 was asked for.", capacity));
  }
  const std::int64_t row_bytes =
      config.num_key_value_heads * kernels::kept_row_bytes(form, config.head_dim, options);
  const double total_gb = 2.0 * static_cast<double>(config.num_hidden_layers) *
                          static_cast<double>(capacity) * static_cast<double>(row_bytes) / 1e9;
  const auto no_room = [&] {
    return base::Error(
        base::ErrorCode::Device,
        base::message("There is not enough memory for a context of %1 tokens: its keys and values need %2 GB "
                      "(%3 layers, %4 bytes a token, key and layer). Use a smaller context.",
                      capacity, total_gb, config.num_hidden_layers, row_bytes));
  };
  if (capacity > std::numeric_limits<std::int64_t>::max() / row_bytes) throw no_room();
  try {
    for (std::int64_t layer = 0; layer < config.num_hidden_layers; ++layer) {
      for (std::vector<kernels::KeptRows>* rows : {&keys_, &values_})
        rows->emplace_back(form, config.num_key_value_heads, capacity, config.head_dim, options);
    }
  } catch (const c10::Error&) {
    throw no_room();
  } catch (const std::bad_alloc&) {
    throw no_room();
  }
}

void KvCache::truncate(std::int64_t length) {
  TORCH_INTERNAL_ASSERT(0 <= length && length <= length_);
  length_ = length;
}

std::pair<kernels::KeptRows, kernels::KeptRows> KvCache::append(std::int64_t layer, const at::Tensor& keys,
                                                                const at::Tensor& values) {
  return {append_rows(this->keys(layer), length_, keys), append_rows(this->values(layer), length_, values)};
}

void KvCache::advance(std::int64_t positions) {
  TORCH_INTERNAL_ASSERT(0 <= positions && length_ + positions <= capacity_);
  length_ += positions;
}

std::int64_t kept_bytes_a_position(const checkpoint::DecoderConfig& config, const at::TensorOptions& options,
                                   kernels::KeptForm form) {
  return 2 * config.num_hidden_layers * config.num_key_value_heads *
         kernels::kept_row_bytes(form, config.head_dim, options);
}

}  // namespace vp::llm
