#pragma once

#include <cstdint>
#include <vector>

namespace vp::video_llava {

// Which frames of a film Video-LLaVA is shown, of `frame_count` ones: `count` of them, ascending, some twice
// where the film has fewer. Both numbers are 1 or more.

/// The authors' rule: evenly from the first frame to the last.
std::vector<std::int64_t> sample_frames(std::int64_t frame_count, int count);

/// The rule of the conversion's model card: evenly, from the first frame on; the last one is not reached.
std::vector<std::int64_t> sample_frames_hf(std::int64_t frame_count, int count);

}  // namespace vp::video_llava
