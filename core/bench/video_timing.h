#pragma once

#include <filesystem>
#include <stop_token>

#include "bench/stage_timings.h"
#include "media/open_options.h"

namespace vp::bench {

/// The stage "decode": opening a film and decoding 8 of its frames, the best of three times. Throws
/// Error(Video), Error(Stopped).
StageTiming time_video(const std::filesystem::path& file, const media::OpenOptions& open,
                       const std::stop_token& stop);

}  // namespace vp::bench
