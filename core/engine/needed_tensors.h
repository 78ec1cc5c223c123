#pragma once

#include <string>

namespace vp::engine {

/// Whether inference uses a checkpoint's tensor of this name: not the duplicates (model.vision_tower,
/// model.mm_projector), the training-only parts (compressor, teacher), lmhra2 or counters (spec section 6).
bool is_needed(const std::string& name);

/// Whether the tensor is a parameter of the visual part in use (STAB and projector; running statistics are
/// no parameters).
bool is_visual_parameter(const std::string& name);

}  // namespace vp::engine
