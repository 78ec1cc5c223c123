#include "bench/video_timing.h"

#include <algorithm>
#include <chrono>
#include <limits>

#include "base/progress.h"
#include "media/frame_sampling.h"
#include "media/video_reader.h"

namespace vp::bench {

StageTiming time_video(const std::filesystem::path& file, const media::OpenOptions& open,
                       const std::stop_token& stop) {
  constexpr int kSampled = 8, kMultiple = 4, kTimes = 3;
  base::NoProgress quiet;
  double best = std::numeric_limits<double>::infinity();
  for (int i = 0; i < kTimes; ++i) {
    const auto start = std::chrono::steady_clock::now();
    media::VideoReader reader = media::VideoReader::open(file, open, quiet, stop);
    const auto indices = media::sample_frame_indices(reader.index(), reader.info().average_frame_rate.value(),
                                                     kSampled, kMultiple);
    media::read_frames(reader, indices, quiet, stop);
    best = std::min(best, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
  }
  return {"decode", file.filename().string(), best * 1e3, 0, 0, 0, kSampled / best};
}

}  // namespace vp::bench
