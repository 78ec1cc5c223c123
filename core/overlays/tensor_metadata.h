#pragma once

#include <map>
#include <string>

#include "engine/encoded_video.h"

namespace vp::overlays {

/// What a file of a video's arrays says of them: the frames (index, time, timestamp), the valid patches, and
/// the model with device and precision, and what they depend on.
std::map<std::string, std::string> tensor_metadata(const engine::EncodedVideo& video);

}  // namespace vp::overlays
