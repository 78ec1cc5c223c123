#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/message.h"
#include "checkpoint/model_config.h"
#include "checkpoint/model_files.h"
#include "checkpoint/weight_reader.h"

namespace vp::engine {

/// What is known of a checkpoint folder without loading it.
struct CheckpointReport {
  checkpoint::ModelConfig config;
  std::int64_t visual_parameters =
      0;  ///< that its sizes call for: STAB or the vision tower, and projector, in use
  std::int64_t decoder_parameters = 0;  ///< that its sizes call for
  std::int64_t needed_bytes = 0;        ///< of the needed tensors, as stored
  std::int64_t unneeded_bytes = 0;      ///< of duplicates and training-only parts
  std::map<std::string, int> dtypes;    ///< of the needed tensors: name -> count
  std::vector<base::Message>
      problems;  ///< one sentence for each missing or misshapen tensor, missing tokenizer…
};

/// The tensors that inference takes, by name.
struct TensorsInUse {
  std::map<std::string, std::vector<std::int64_t>> shapes;
  std::set<std::string> products;  ///< of these, the decoder's matrices that vectors are multiplied with
};

/// What a model of these sizes takes from `reader`, which may be null; it is asked for what is optional.
TensorsInUse tensors_in_use(const checkpoint::ModelConfig& config, const checkpoint::WeightReader* reader);

/// Looks at config.json, the weights' headers and the tokenizer. Throws Error(Checkpoint) when config.json
/// itself cannot be used; everything else that is wrong becomes one of `problems`.
CheckpointReport inspect_checkpoint(const checkpoint::ModelFiles& given);

}  // namespace vp::engine
