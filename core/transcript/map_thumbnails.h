#pragma once

#include <filesystem>
#include <stop_token>
#include <vector>

#include "transcript/transcript.h"

namespace vp::transcript {

/// FSRA and GSTRA over every sampled frame, small. Empty when the video was encoded without pictures or maps.
/// Throws Error(Stopped).
std::vector<MapThumbnail> map_thumbnails(const engine::EncodedVideo& video, const std::stop_token& stop = {});

/// The record's own map pictures made small, as far as they are there. A record may come from anyone, so only
/// PNG files below the record's folder are read. Throws Error(Stopped).
std::vector<MapThumbnail> map_thumbnails_of_files(const Transcript& transcript,
                                                  const std::filesystem::path& folder,
                                                  const std::stop_token& stop = {});

}  // namespace vp::transcript
