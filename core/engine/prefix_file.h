#pragma once

// Keys and values of a video's prefix in a file, for the engine's own files.
#include <cstdint>
#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

#include "engine/model.h"
#include "engine/model_impl.h"
#include "llm/kv_cache.h"
#include "text/tokenizer.h"

namespace vp::engine {

/// What decides the keys and values of the positions before a conversation's first question, and how they are
/// written: two prefixes with the same text are the same numbers.
///
/// Form on the disk: as they were computed where a conversation keeps them so in float32, else in 8 bits.
class Prefix {
 public:
  /// `positions`: see positions_of(); `frames`: the tokens that stand in the frames' places.
  Prefix(const Model& model, std::vector<text::TokenId> positions, const std::vector<at::Tensor>& frames);

  const std::vector<text::TokenId>& positions() const { return positions_; }
  std::int64_t length() const { return static_cast<std::int64_t>(positions_.size()); }
  const std::string& identity() const { return identity_; }
  /// Of the file, but for a few thousand bytes.
  std::int64_t bytes() const;

  /// Writes the cache's first length() positions, atomically, a layer at a time. Throws Error(Output),
  /// Error(Stopped).
  void write(const std::filesystem::path& file, llm::KvCache& cache, const std::stop_token& stop) const;
  /// Fills the empty cache's first length() positions; where it throws, the cache stays empty. The file may
  /// come from anyone. Throws Error(Checkpoint) when it is not this prefix, or damaged.
  void read(const std::filesystem::path& file, llm::KvCache& cache) const;

 private:
  kernels::KeptRows rows() const;  // of one layer's keys or values, as they are on the disk

  checkpoint::DecoderConfig config_;
  at::TensorOptions options_;
  kernels::KeptForm form_;  // on the disk
  std::vector<text::TokenId> positions_;
  std::string identity_;
};

}  // namespace vp::engine
