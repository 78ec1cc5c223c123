#pragma once

#include <filesystem>
#include <functional>
#include <stop_token>
#include <vector>

#include "base/file_guard.h"
#include "base/geometry.h"
#include "base/progress.h"
#include "engine/encoded_video.h"

namespace vp::overlays {

/// Throws Error(Usage) where a picture that write_overlay_pictures() may write into the folder is read.
void guard_overlay_pictures(base::FileGuard& guard, const std::filesystem::path& folder);

/// Hands the sampled frames in the film's own size to `take`, with their places among video.frames(), in
/// order and one at a time: they are read from the film again. Throws Error(Video) when the film is no longer
/// what was encoded, Error(Stopped), and what `take` throws.
void for_each_picture(const engine::EncodedVideo& video, const std::function<void(int, base::RgbImage)>& take,
                      base::Progress& progress, const std::stop_token& stop = {});

/// Writes frameN_fsra.png and frameN_gstra.png (mean over the heads, laid over the picture) for every sampled
/// frame, N being its number in the film; of a model with a vision tower frameN_cls.png or
/// frameN_received.png (attention::TowerMaps), laid over the part of the picture that the model saw. Reports
/// Phase::Write in pictures and returns the files. The video must have been encoded with maps; its film is
/// read again. After a stop or a failure none of them is left. Throws Error(Usage), Error(Video),
/// Error(Output), Error(Stopped).
std::vector<std::filesystem::path> write_overlay_pictures(const engine::EncodedVideo& video,
                                                          const std::filesystem::path& folder,
                                                          base::Progress& progress,
                                                          const std::stop_token& stop = {});

}  // namespace vp::overlays
