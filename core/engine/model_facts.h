#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "checkpoint/model_config.h"
#include "text/tokenizer.h"

namespace vp::engine {

/// What is known of a loaded checkpoint beside its weights: what an encoded video, a record, the cache and
/// the window hold, so that none of them keeps gigabytes in memory while the next checkpoint is read.
/// Immutable; may be used by any thread.
struct ModelFacts {
  std::filesystem::path folder;
  std::string name;  ///< the folder's
  checkpoint::ModelConfig config;
  text::Tokenizer tokenizer;
  /// SHA-256 (hexadecimal) over the configuration, the tokenizer and every weight in use; of a prepared
  /// checkpoint see prepared_model_hash().
  std::string hash;
  std::string device;                  ///< "cpu", "cuda:0"
  std::string dtype;                   ///< "float32", "bfloat16", "float16"
  int threads = 0;                     ///< intra-op threads that it was loaded to compute with
  std::int64_t visual_parameters = 0;  ///< STAB or the vision tower, and the projector, in use
  std::int64_t decoder_parameters = 0;
  /// The fusion's α of each channel (spec section 3, step 5): the share of the frame's own context beside the
  /// chunk's, 0 to 1. Empty for a model that lacks one.
  std::vector<float> fusion_alpha;
  int weight_bits = 0;          ///< of a prepared checkpoint's matrices: 16, 8 or 4; 0: an original one
  std::string kv_cache{};       ///< how keys and values are kept: a dtype's name, or "8bit"
  std::int64_t kept_bytes = 0;  ///< of the keys and values of one position
};

using ModelFactsPtr = std::shared_ptr<const ModelFacts>;

}  // namespace vp::engine
