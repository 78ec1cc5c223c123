#pragma once

#include <filesystem>
#include <stop_token>
#include <string>

#include "base/progress.h"
#include "engine/encoded_video.h"
#include "overlays/frame_overlay.h"

namespace vp::overlays {

struct FilmOptions {
  OverlayStyle style;
  bool caption = true;  ///< say in the picture which sampled frame the map belongs to
  bool sound = true;    ///< where the film has any
  int crf = 20;         ///< H.264's constant rate factor
};

/// Writes the film, or the part of it that was encoded, as MP4 (H.264, AAC) with the map of the nearest
/// sampled frame over every picture, each picture shown as long as the film shows it. An odd side gets one
/// more row or column, a copy of the last. Reports Phase::Write in pictures. After a stop or a failure no
/// file is left. Throws Error(Usage), also where `file` is the film itself, Error(Video), Error(Output),
/// Error(Stopped).
void write_overlay_film(const engine::EncodedVideo& video, const std::filesystem::path& file,
                        const FilmOptions& options, base::Progress& progress,
                        const std::stop_token& stop = {});

/// "FSRA of frame 48 at 0:02.00" on the sampled frame itself, "FSRA of the nearest frame: 48 at
/// 0:02.00" on others.
std::string film_caption(const engine::SampledFrame& sampled, attention::FrameMap map, bool on_it);

}  // namespace vp::overlays
