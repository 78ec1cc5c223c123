#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/message.h"
#include "engine/encoded_video.h"

namespace vp::engine {

/// What is known of an encoded video besides its tensors.
struct StoredVideoFacts {
  std::string model_hash;
  media::VideoInfo info;
  std::vector<SampledFrame> frames;  ///< without pictures
  std::vector<base::Message> warnings;
  double decode_ms = 0;
  double encode_ms = 0;
};

/// As JSON.
std::string to_json(const StoredVideoFacts& facts);

/// Checked: types, ranges, the order of frames. Throws std::invalid_argument with what is wrong.
StoredVideoFacts parse_video_facts(std::string_view json);

}  // namespace vp::engine
