#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "checkpoint/model_config.h"

namespace vp::engine {

/// What is known of a checkpoint folder without loading it.
struct CheckpointReport {
  checkpoint::ModelConfig config;
  std::int64_t visual_parameters = 0;   ///< that its sizes call for: STAB and projector, in use
  std::int64_t decoder_parameters = 0;  ///< that its sizes call for
  std::int64_t needed_bytes = 0;        ///< of the needed tensors, as stored
  std::int64_t unneeded_bytes = 0;      ///< of duplicates and training-only parts
  std::map<std::string, int> dtypes;    ///< of the needed tensors: name -> count
  std::vector<std::string>
      problems;  ///< one sentence for each missing or misshapen tensor, missing tokenizer…
};

/// Looks at config.json, the weights' headers and the tokenizer. Throws Error(Checkpoint) when config.json
/// itself cannot be used; everything else that is wrong becomes one of `problems`.
CheckpointReport inspect_checkpoint(const std::filesystem::path& folder);

}  // namespace vp::engine
