#pragma once

#include "checkpoint/model_config.h"

namespace vp::bench {

/// The arithmetic of the matrix products of STAB and the projector for square frames, in GFLOP (two a
/// multiply-add), with the work that the folded form does.
double stab_gflop(const checkpoint::VisionConfig& vision, double llm_width, int frames);

/// The same of a system with a vision tower, its projector for so many tokens included: the layers in use.
double tower_gflop(const checkpoint::ModelConfig& config, int frames, double tokens);

}  // namespace vp::bench
