#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "text/tokenizer.h"
#include "train/optimizer.h"
#include "train/training_model.h"

namespace vp::train {

/// How far a training is.
struct RunPosition {
  std::string stage;      ///< name
  std::int64_t step = 0;  ///< optimizer steps done in it
};

/// Where the state of a run lies.
std::filesystem::path state_file(const std::filesystem::path& folder);

/// Writes everything that the run needs to go on as if it had not stopped (weights, statistics, moments,
/// position) to FOLDER/state.safetensors, atomically. Throws Error(Output); the state written before then
/// still stands.
void save_run_state(const std::filesystem::path& folder, const TrainingModel& model, Optimizer& optimizer,
                    const RunPosition& position);

/// Reads it back. Throws Error(Checkpoint) when it does not fit the model.
RunPosition load_run_state(const std::filesystem::path& folder, TrainingModel& model, Optimizer& optimizer);

/// Writes FOLDER as a checkpoint that the program answers with: config.json, tokenizer.model and, where it
/// is, preprocessor_config.json copied from `source`, the weights as float16. What only training needs is
/// left out. Throws Error(Output).
void export_model(const std::filesystem::path& folder, const std::filesystem::path& source,
                  const TrainingModel& model);

}  // namespace vp::train
