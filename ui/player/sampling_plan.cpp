#include "ui/player/sampling_plan.h"

#include <algorithm>
#include <cmath>

#include "base/error.h"
#include "engine/frame_layout.h"

namespace vp::ui {
namespace {

/// Whole seconds that begin within the video.
std::int64_t seconds_of(const VideoDetails& video) {
  constexpr double kRounding_s = 0.005;  // of the container's times
  return std::max<std::int64_t>(1, static_cast<std::int64_t>(std::ceil(video.info.duration_s - kRounding_s)));
}

}  // namespace

std::vector<std::int64_t> planned_frames(const VideoDetails& video, const SamplingPlan& plan, int usual,
                                         int chunk, checkpoint::System system) {
  if (!plan.chosen.empty()) return plan.chosen;
  try {
    return engine::frames_by_rule(system, video.index, video.info.average_frame_rate.value(),
                                  plan.frames > 0 ? plan.frames : usual, chunk, plan.range);
  } catch (const base::Error&) {
    return {};  // the engine says why
  }
}

QList<TimelineMark> planned_marks(const VideoDetails& video, const SamplingPlan& plan, int usual, int chunk,
                                  checkpoint::System system) {
  QList<TimelineMark> marks;
  for (const std::int64_t frame : planned_frames(video, plan, usual, chunk, system)) {
    const bool has_chunks = system == checkpoint::System::VideoPanda;
    marks.append(
        {frame, video.index.seconds(frame), has_chunks ? static_cast<int>(marks.size()) / chunk : 0});
  }
  return marks;
}

SamplingPlan with_frame_moved(const VideoDetails& video, const SamplingPlan& plan, int usual, int position,
                              std::int64_t frame, int chunk, checkpoint::System system) {
  std::vector<std::int64_t> frames = planned_frames(video, plan, usual, chunk, system);
  if (position < 0 || position >= static_cast<int>(frames.size())) return plan;
  const std::int64_t before = frames[static_cast<std::size_t>(position)];
  frames.erase(frames.begin() + position);
  const auto is_free = [&](std::int64_t candidate) {
    return candidate >= 0 && candidate < video.index.size() &&
           !std::binary_search(frames.begin(), frames.end(), candidate);
  };
  frame = std::clamp<std::int64_t>(frame, 0, video.index.size() - 1);
  for (std::int64_t distance = 0; !is_free(frame); ++distance) {
    if (is_free(frame - distance)) {
      frame -= distance;
    } else if (is_free(frame + distance)) {
      frame += distance;
    }
  }
  if (frame == before) return plan;
  frames.insert(std::lower_bound(frames.begin(), frames.end(), frame), frame);
  SamplingPlan moved;
  moved.frames = plan.frames;  // where the rule comes back, it is the one before
  moved.range = plan.range;
  moved.chosen = std::move(frames);
  return moved;
}

SamplingPlan with_start(const VideoDetails& video, SamplingPlan plan, std::int64_t second) {
  plan.chosen.clear();
  const std::int64_t seconds = seconds_of(video);
  second = std::clamp<std::int64_t>(second, 0, seconds - 1);
  plan.range.start_s = second > 0 ? std::optional(second) : std::nullopt;
  if (plan.range.end_s && *plan.range.end_s <= second) plan.range.end_s = second + 1;
  if (plan.range.end_s && *plan.range.end_s >= seconds) plan.range.end_s.reset();
  return plan;
}

SamplingPlan with_end(const VideoDetails& video, SamplingPlan plan, std::int64_t second) {
  plan.chosen.clear();
  second = std::max<std::int64_t>(second, 1);
  plan.range.end_s = second < seconds_of(video) ? std::optional(second) : std::nullopt;
  if (plan.range.start_s && *plan.range.start_s >= second) plan.range.start_s = second - 1;
  if (plan.range.start_s && *plan.range.start_s == 0) plan.range.start_s.reset();
  return plan;
}

engine::VideoRequest to_request(const VideoDetails& video, const SamplingPlan& plan) {
  engine::VideoRequest request;
  request.file = video.file;
  request.open = video.options;
  request.scan = video.scan;
  if (plan.chosen.empty()) {
    request.range = plan.range;
    request.frames = plan.frames;
  } else {
    request.frame_indices = plan.chosen;
  }
  return request;
}

}  // namespace vp::ui
