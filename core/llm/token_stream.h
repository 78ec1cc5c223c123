#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "llm/decode_step.h"

namespace vp::llm {

/// The tokens of answers from a GPU that does not wait for the host: while one is read the next is being
/// computed. A step is captured once and replayed, in this answer and in the next ones; ids come back through
/// a ring of pinned memory, rows of attention by the dozen. There with VP_CUDA only.
class TokenStream {
 public:
  struct Token {
    std::int64_t id = 0;
    float log_probability = 0;
  };

  /// As DecodeStep.
  TokenStream(const Decoder& decoder, KvCache& cache, DecodeStep::Form form);
  ~TokenStream();

  /// Whether answers of this decoder in this cache can be written so.
  bool serves(const Decoder& decoder, const KvCache& cache, const DecodeStep::Form& form) const;

  /// As DecodeStep::begin; at most `most` tokens will be asked for.
  void begin(std::int64_t first, const std::vector<double>& draws, std::span<const std::int64_t> said,
             std::int64_t most);

  /// The token that follows the one before, whose keys and values are in the cache then. The cache must have
  /// room for it. Throws Error(Device) where no logit is finite, and c10::Error where the device fails.
  Token next();

  /// The position of the last token belongs to the answer: appends what was kept of it and of those before
  /// when it has become much.
  void record(AttentionRecorder& recorder, std::vector<float>& values);

  /// Appends the rest of what record() was told of. What is still queued ends before the cache's memory is
  /// used by what is queued from now on.
  void finish(AttentionRecorder* recorder, std::vector<float>& values);

 private:
  struct Device;  // LibTorch's CUDA side

  void queue();
  void append_rows(AttentionRecorder& recorder, std::vector<float>& values);

  const Decoder& decoder_;
  KvCache& cache_;
  std::int64_t first_position_ = 0, most_ = 0;
  std::int64_t queued_ = 0, taken_ = 0;       // of this answer
  std::int64_t recorded_ = 0, appended_ = 0;  // its first ones
  std::unique_ptr<Device> device_;
};

}  // namespace vp::llm
