#pragma once

#include <string>

namespace vp::media {

/// The version of the FFmpeg libraries in use, e.g. "5.1.7".
std::string ffmpeg_version();

}  // namespace vp::media
