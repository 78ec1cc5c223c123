#pragma once

#include <QList>
#include <cstdint>
#include <vector>

#include "engine/encoded_video.h"
#include "media/frame_sampling.h"
#include "ui/player/picture_source.h"
#include "ui/player/timeline_mark.h"

namespace vp::ui {

/// Which frames of the open video the model is to be shown.
struct SamplingPlan {
  media::TimeRange range;            ///< whole seconds, as the authors' rule has it
  int frames = 0;                    ///< a multiple of the model's chunk; 0: as many as it was trained with
  std::vector<std::int64_t> chosen;  ///< by hand, ascending; empty: by the rule

  bool operator==(const SamplingPlan&) const = default;
};

/// The released model's chunk, and as many frames as it was trained with: what is shown before a model is
/// loaded.
inline constexpr int kChunkFrames = 4;
inline constexpr int kUsualFrames = 8;

/// The frames that the plan gives by the system's rule, ascending; `usual` is meant by 0 frames. `chunk`: how
/// many the model takes at once.
std::vector<std::int64_t> planned_frames(const VideoDetails& video, const SamplingPlan& plan, int usual,
                                         int chunk = kChunkFrames,
                                         checkpoint::System system = checkpoint::System::VideoPanda);
QList<TimelineMark> planned_marks(const VideoDetails& video, const SamplingPlan& plan, int usual,
                                  int chunk = kChunkFrames,
                                  checkpoint::System system = checkpoint::System::VideoPanda);

/// The plan in which the frame at this position of planned_frames() is another one. Where another frame of
/// the plan already is, it goes to the nearest place that is free.
SamplingPlan with_frame_moved(const VideoDetails& video, const SamplingPlan& plan, int usual, int position,
                              std::int64_t frame, int chunk = kChunkFrames,
                              checkpoint::System system = checkpoint::System::VideoPanda);
/// The plan with its range from or to this second; a border at or beyond the video's own is none, and the
/// other border gives way. Frames chosen by hand are given up.
SamplingPlan with_start(const VideoDetails& video, SamplingPlan plan, std::int64_t second);
SamplingPlan with_end(const VideoDetails& video, SamplingPlan plan, std::int64_t second);

/// What the engine is asked for.
engine::VideoRequest to_request(const VideoDetails& video, const SamplingPlan& plan);

}  // namespace vp::ui
