#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <span>
#include <stop_token>
#include <vector>

#include "base/progress.h"
#include "llm/decoder.h"
#include "llm/kv_cache.h"

namespace vp::llm {

/// The log-probability, at temperature 1, of each of `ids` when it follows all before it (teacher forcing):
/// `last` (1, hidden_size) is the embedding of the prompt's last position, behind which `ids` come; the cache
/// holds everything before `last`, and is left as it was. All positions are one pass; nothing is generated.
/// Throws Error(Usage) when they do not fit into the cache, Error(Checkpoint) for an id outside the
/// vocabulary, Error(Stopped).
std::vector<float> score_tokens(const Decoder& decoder, KvCache& cache, const at::Tensor& last,
                                std::span<const std::int64_t> ids, base::Progress& progress,
                                const std::stop_token& stop);

}  // namespace vp::llm
