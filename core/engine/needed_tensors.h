#pragma once

#include <string>

#include "checkpoint/ablation.h"

namespace vp::engine {

/// Whether inference uses a checkpoint's tensor of this name: not the duplicates (model.vision_tower,
/// model.mm_projector), the training-only parts (compressor, teacher), lmhra2 or counters (spec section 6),
/// nor what belongs to a part of STAB that the model was trained `without`.
bool is_needed(const std::string& name, const checkpoint::Ablation& without = {});

/// Whether the tensor is a matrix of the decoder that inference multiplies with or looks rows up in, by its
/// name: a tensor of two dimensions is one.
bool is_decoder_matrix(const std::string& name);

/// Whether it is one of the tensors that a matrix in few bits is stored as (checkpoint/prepared.h).
bool is_quantised_part(const std::string& name);

/// Whether the tensor is a parameter of the visual part in use (STAB and projector; running statistics are
/// no parameters).
bool is_visual_parameter(const std::string& name, const checkpoint::Ablation& without = {});

}  // namespace vp::engine
