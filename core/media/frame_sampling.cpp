#include "media/frame_sampling.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>

#include "base/error.h"

namespace vp::media {
namespace {

using base::Error;
using base::ErrorCode;

struct Seconds {
  std::int64_t start = 0;
  std::optional<std::int64_t> end;
};

Seconds seconds_of(const TimeRange& range) {
  const TimeRange ordered = in_order(range);
  if (ordered.start_s.value_or(0) < 0) {
    throw Error(ErrorCode::Usage,
                base::message("The start and end of the range must not be negative (seconds)."));
  }
  return {ordered.start_s.value_or(0), ordered.end_s};
}

[[noreturn]] void refuse_start(std::int64_t start, double duration_s) {
  char length[32];
  std::snprintf(length, sizeof length, "%.2f", duration_s);
  throw Error(
      ErrorCode::Usage,
      base::message("The range starts at %1 s, but the video is only %2 s long; give an earlier start.",
                    start, length));
}

/// int(seconds * fps), at most `limit`; whole seconds may be as large as a user can type.
std::int64_t frame_at(std::int64_t seconds, double fps, std::int64_t limit) {
  const double frame = static_cast<double>(seconds) * fps;
  return frame >= static_cast<double>(limit) ? limit : static_cast<std::int64_t>(frame);
}

/// The frames of a range at a constant rate, as the reference counts them: from the one that is on the screen
/// at the start to the one that is at the end.
FrameSpan range_at_rate(std::int64_t frame_count, double fps, double duration_s, const TimeRange& range) {
  const Seconds seconds = seconds_of(range);
  FrameSpan frames{frame_at(seconds.start, fps, frame_count), frame_count - 1};
  if (frames.first == frame_count) {
    // The last frame may be shown for longer than the others; less than a frame is rounding.
    if (static_cast<double>(seconds.start) >= duration_s - 1 / fps) refuse_start(seconds.start, duration_s);
    frames.first = frames.last;
  }
  if (seconds.end) frames.last = std::max(frames.first, frame_at(*seconds.end, fps, frames.last));
  return frames;
}

/// The frames that begin within a range: at its start or later, and before its end. Where none does, the one
/// that is on the screen then, since a frame lasts until the next one.
FrameSpan range_by_times(const FrameIndex& index, const TimeRange& range) {
  const Seconds seconds = seconds_of(range);
  const auto start_s = static_cast<double>(seconds.start);
  if (seconds.start > 0 && start_s >= index.duration_s()) refuse_start(seconds.start, index.duration_s());
  const std::int64_t first = index.first_from(start_s);
  const std::int64_t end = seconds.end ? index.first_from(static_cast<double>(*seconds.end)) : index.size();
  if (first < end) return {first, end - 1};
  const std::int64_t shown = index.index_at(start_s);
  return {shown, shown};
}

void check_film(std::int64_t frame_count, double fps) {
  if (frame_count <= 0) throw Error(ErrorCode::Video, base::message("The video has no frames."));
  if (!std::isfinite(fps) || fps <= 0) {
    throw Error(ErrorCode::Video,
                base::message("The video's frame rate is unknown, so its frames cannot be sampled."));
  }
}

void check_request(std::int64_t frame_count, double fps, int max_frames, int chunk_frames) {
  if (max_frames <= 0 || chunk_frames <= 0 || max_frames % chunk_frames != 0) {
    throw Error(ErrorCode::Usage,
                base::message("The number of frames is %1, but it must be a positive multiple of %2.",
                              max_frames, chunk_frames));
  }
  check_film(frame_count, fps);
}

/// `count` of the frames first, first + step, … (`length` of them), at int(linspace(0, length - 1, count)).
std::vector<std::int64_t> thin(std::int64_t first, std::int64_t step, std::int64_t length,
                               std::int64_t count) {
  std::vector<std::int64_t> indices;
  indices.reserve(static_cast<std::size_t>(count));
  const double stride = count > 1 ? static_cast<double>(length - 1) / static_cast<double>(count - 1) : 0.0;
  for (std::int64_t i = 0; i < count; ++i) {
    // The last position is set, not computed, so that rounding cannot lose it.
    const bool is_last = count > 1 && i == count - 1;
    const std::int64_t position =
        is_last ? length - 1 : static_cast<std::int64_t>(static_cast<double>(i) * stride);
    indices.push_back(first + position * step);
  }
  return indices;
}

/// The rule within these frames of a video of `frame_count` at `fps` on average.
std::vector<std::int64_t> sample_within(const FrameSpan& frames, std::int64_t frame_count, double fps,
                                        int max_frames) {
  // nearbyint rounds half to even, as the reference does; below half a frame a second it would give 0.
  const double rounded = std::clamp(std::nearbyint(fps), 1.0, static_cast<double>(INT32_MAX));
  const auto per_second = static_cast<std::int64_t>(rounded);
  const std::int64_t span = frames.last - frames.first;
  const std::int64_t seconds = span / per_second + 1;
  if (seconds > max_frames) return thin(frames.first, per_second, seconds, max_frames);

  std::int64_t count = seconds;
  std::int64_t step = per_second;
  if (seconds < max_frames) {
    count = std::min<std::int64_t>(max_frames, frame_count);
    step = count > 1 ? std::max<std::int64_t>(1, span / (count - 1)) : 1;
  }
  std::vector<std::int64_t> indices;
  for (std::int64_t i = 0; i < count; ++i) {
    const std::int64_t index = frames.first + i * step;
    // A range of less than `count` frames has no more to give: what lies behind it was not asked about.
    if (index > frames.last) break;
    indices.push_back(index);
  }
  return indices;
}

}  // namespace

TimeRange in_order(TimeRange range) {
  if (!range.end_s) return range;
  const std::int64_t start = range.start_s.value_or(0);
  if (*range.end_s < start) {
    range.start_s = range.end_s;
    range.end_s = start;
  } else if (*range.end_s == start && start < INT64_MAX) {
    ++*range.end_s;
  }
  return range;
}

FrameSpan frames_in_range(const FrameIndex& index, double fps, const TimeRange& range) {
  check_film(index.size(), fps);
  if (range == TimeRange{}) return {0, index.size() - 1};
  return index.keeps_rate(fps) ? range_at_rate(index.size(), fps, index.duration_s(), range)
                               : range_by_times(index, range);
}

std::vector<std::int64_t> sample_frame_indices(std::int64_t frame_count, double fps, int max_frames,
                                               int chunk_frames, const TimeRange& range) {
  check_request(frame_count, fps, max_frames, chunk_frames);
  const double duration_s = static_cast<double>(frame_count) / fps;
  return sample_within(range_at_rate(frame_count, fps, duration_s, range), frame_count, fps, max_frames);
}

std::vector<std::int64_t> sample_frame_indices(const FrameIndex& index, double fps, int max_frames,
                                               int chunk_frames, const TimeRange& range) {
  check_request(index.size(), fps, max_frames, chunk_frames);
  return sample_within(frames_in_range(index, fps, range), index.size(), fps, max_frames);
}

void check_frame_indices(const std::vector<std::int64_t>& indices, std::int64_t frame_count) {
  if (indices.empty())
    throw Error(ErrorCode::Usage, base::message("No frames are given; give at least one frame number."));
  std::int64_t previous = -1;
  for (const std::int64_t index : indices) {
    if (index < 0 || index >= frame_count) {
      throw Error(ErrorCode::Usage, base::message("Frame %1 is not in the video, whose frames are 0 to %2.",
                                                  index, frame_count - 1));
    }
    if (index < previous) {
      throw Error(
          ErrorCode::Usage,
          base::message("Frame %1 comes after frame %2, but frame numbers must be given in ascending order.",
                        index, previous));
    }
    previous = index;
  }
}

std::vector<VideoFrame> read_frames_quietly(VideoReader& reader, const std::vector<std::int64_t>& indices,
                                            base::Progress& progress, const std::stop_token& stop,
                                            std::int64_t& replaced) {
  const std::int64_t frame_count = reader.index().size();
  const auto total = static_cast<std::int64_t>(indices.size());
  std::vector<VideoFrame> frames;
  for (const std::int64_t index : indices) {
    progress.report(base::Phase::Decode, static_cast<std::int64_t>(frames.size()), total);
    std::optional<VideoFrame> frame = reader.read(index, stop);
    if (!frame) {
      frame = reader.read_nearest(index, stop);
      if (!frame)
        throw Error(
            ErrorCode::Video,
            base::message("None of the video's %1 frames can be decoded; the file is damaged.", frame_count));
      ++replaced;
    }
    frames.push_back(std::move(*frame));
  }
  progress.report(base::Phase::Decode, total, total);
  return frames;
}

void warn_of_damage(const VideoReader& reader, std::int64_t replaced, std::int64_t total,
                    base::Progress& progress) {
  if (replaced > 0) {
    progress.warn(
        base::message("The video is damaged: %1 of %2 frames could not be decoded, and the nearest readable "
                      "ones are used instead.",
                      replaced, total));
  } else if (reader.damage_seen()) {
    progress.warn(base::message("The video is damaged in places: some of the frames may show errors."));
  }
}

std::vector<VideoFrame> read_frames(VideoReader& reader, const std::vector<std::int64_t>& indices,
                                    base::Progress& progress, const std::stop_token& stop) {
  std::int64_t replaced = 0;
  std::vector<VideoFrame> frames = read_frames_quietly(reader, indices, progress, stop, replaced);
  warn_of_damage(reader, replaced, static_cast<std::int64_t>(indices.size()), progress);
  return frames;
}

}  // namespace vp::media
