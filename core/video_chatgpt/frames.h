#pragma once

#include <cstdint>
#include <vector>

namespace vp::video_chatgpt {

/// How many of a film's moments the decoder is told of, in tokens: the most frames that it is shown.
inline constexpr int kMoments = 100;

/// Which frames of a film it is shown, of `frame_count` ones: the middles of `most` equal parts, or all but
/// the last where it has no more than `most`. Both numbers are 1 or more; ascending.
std::vector<std::int64_t> sample_frames(std::int64_t frame_count, int most);

}  // namespace vp::video_chatgpt
