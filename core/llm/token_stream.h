#pragma once

#include <cstdint>
#include <memory>

#include "llm/decode_step.h"

namespace vp::llm {

/// The tokens of an answer from a GPU that does not wait for the host: while one is read the next is being
/// computed. Steps are captured once and replayed; ids come back through a ring of pinned memory. There with
/// VP_CUDA only.
class TokenStream {
 public:
  struct Token {
    std::int64_t id = 0;
    float log_probability = 0;
  };

  /// As DecodeStep; at most `most` tokens will be asked for.
  TokenStream(const Decoder& decoder, KvCache& cache, const SamplingOptions& sampling, std::int64_t first,
              const std::vector<double>& draws, std::int64_t most);
  ~TokenStream();

  /// The token that follows the one before, whose keys and values are in the cache then. The cache must have
  /// room for it. Throws Error(Device) where no logit is finite, and c10::Error where the device fails.
  Token next();

 private:
  struct Device;  // LibTorch's CUDA side

  void queue();

  KvCache& cache_;
  std::int64_t vocabulary_, first_position_, most_;
  std::int64_t queued_ = 0, taken_ = 0;
  std::unique_ptr<Device> device_;
};

}  // namespace vp::llm
