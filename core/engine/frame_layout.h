#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "attention/attention_maps.h"
#include "attention/token_layout.h"
#include "checkpoint/model_config.h"
#include "engine/encoded_video.h"
#include "media/frame_index.h"

namespace vp::engine {

// What is known of an encoded video before it is encoded. Pictures of `width` × `height` pixels lie in the
// same rectangle of patches in every frame; a frame slot without a picture is padding.

/// Frame slots that this request fills, padding included. Throws Error(Usage) for frames that are named one
/// by one together with a number or a range, or for too many of them.
int frame_slots(const VideoRequest& request, const checkpoint::VisionConfig& vision);

/// The same of any system; with a tower, a slot is a frame, and the frames fill whole runs of it.
int frame_slots(const VideoRequest& request, const checkpoint::ModelConfig& config);

/// Which frames of a film are shown to a model by its system's rule, `slots` of them at most, a multiple of
/// `chunk_frames`. `fps` is the film's average rate. Throws Error(Usage), Error(Video).
std::vector<std::int64_t> frames_by_rule(checkpoint::System system, const media::FrameIndex& index,
                                         double fps, int slots, int chunk_frames,
                                         const media::TimeRange& range);

/// The same, where the request does not name the frames.
std::vector<std::int64_t> chosen_frames(const VideoRequest& request, const media::FrameIndex& index,
                                        double fps, int slots, const checkpoint::ModelConfig& config);

/// The maps without a chunk in them: their sizes, and where on the canvas the pictures lie.
attention::AttentionMaps empty_maps(const checkpoint::VisionConfig& vision, int width, int height);

/// The tokens of `slot_count` frame slots, the first `pictures` of which hold a picture.
std::vector<attention::TokenLayout> slot_layouts(const checkpoint::VisionConfig& vision, int width,
                                                 int height, std::size_t pictures, std::size_t slot_count);

/// The pieces of tokens that the decoder gets, of any system, where `pictures` of `slot_count` frame slots
/// hold a picture: one a slot, but of Video-ChatGPT one token for each moment that it has room for and a last
/// piece for the places of the picture, over all frames.
std::vector<attention::TokenLayout> token_layouts(const checkpoint::ModelConfig& config, int width,
                                                  int height, std::size_t pictures, std::size_t slot_count);

/// Tokens of all slots.
std::int64_t token_count(const std::vector<attention::TokenLayout>& layouts);

}  // namespace vp::engine
