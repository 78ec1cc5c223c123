#pragma once

#include <memory>

#include "checkpoint/model_files.h"
#include "checkpoint/weight_reader.h"

namespace vp::checkpoint {

/// The weights of a model of any system, from all of its files, under the names that this program's layers
/// ask for: the decoder's as LLaMA has them, the vision tower's below "model.video_tower.", the projector's
/// below "model.video_projector.". What no answer depends on is left out: a tower's unused layers, the tower
/// for pictures, a projector that another file replaces. Of Video-Panda and of a prepared
/// checkpoint they are what open_weights() gives.
/// Throws Error(Checkpoint).
std::unique_ptr<WeightReader> open_model_weights(const ModelFiles& files, const ModelConfig& config);

}  // namespace vp::checkpoint
