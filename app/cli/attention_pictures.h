#pragma once

#include <filesystem>
#include <vector>

#include "engine/encoded_video.h"

namespace vp::cli {

/// Writes frameN_fsra.png and frameN_gstra.png (mean over the heads, laid over the picture) for every sampled
/// frame; returns the files. The video must have been encoded with pictures and maps.
std::vector<std::filesystem::path> write_attention_pictures(const engine::EncodedVideo& video,
                                                            const std::filesystem::path& folder);

}  // namespace vp::cli
