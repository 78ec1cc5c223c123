#pragma once

// A chunk of pictures through STAB, for the engine's own files.
#include <ATen/core/Tensor.h>

#include <span>

#include "attention/attention_maps.h"
#include "base/geometry.h"
#include "checkpoint/model_config.h"
#include "stab/stab.h"

namespace vp::engine {

/// At most T pictures of a chunk -> (1, T, 4, S, S) float32. Slots without a picture stay all zero in all
/// four channels: padding frames. On a GPU they are made there.
at::Tensor chunk_pixels(const checkpoint::VisionConfig& vision,
                        std::span<const base::RgbImage* const> pictures, const at::Device& device = at::kCPU);

/// Puts a chunk's maps behind those of the chunks before it.
void append_maps(attention::AttentionMaps& maps, const stab::StabResult& result,
                 const checkpoint::VisionConfig& vision);

}  // namespace vp::engine
