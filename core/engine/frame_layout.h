#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "attention/attention_maps.h"
#include "attention/token_layout.h"
#include "checkpoint/model_config.h"
#include "engine/encoded_video.h"

namespace vp::engine {

// What is known of an encoded video before it is encoded. Pictures of `width` × `height` pixels lie in the
// same rectangle of patches in every frame; a frame slot without a picture is padding.

/// Frame slots that this request fills, padding included. Throws Error(Usage) for frames that are named one
/// by one together with a number or a range, or for too many of them.
int frame_slots(const VideoRequest& request, const checkpoint::VisionConfig& vision);

/// The maps without a chunk in them: their sizes, and where on the canvas the pictures lie.
attention::AttentionMaps empty_maps(const checkpoint::VisionConfig& vision, int width, int height);

/// The tokens of `slot_count` frame slots, the first `pictures` of which hold a picture.
std::vector<attention::TokenLayout> slot_layouts(const checkpoint::VisionConfig& vision, int width,
                                                 int height, std::size_t pictures, std::size_t slot_count);

/// Tokens of all slots.
std::int64_t token_count(const std::vector<attention::TokenLayout>& layouts);

}  // namespace vp::engine
