#pragma once

#include <cstdint>
#include <optional>
#include <stop_token>
#include <vector>

#include "base/progress.h"
#include "media/video_reader.h"

namespace vp::media {

/// Which part of a video is asked about, in whole seconds after its first frame. Absent: to the
/// beginning/end.
struct TimeRange {
  std::optional<std::int64_t> start_s;
  std::optional<std::int64_t> end_s;

  bool operator==(const TimeRange&) const = default;
};

/// The range as the rule reads it: its ends swapped if reversed, one second long if it had no length.
TimeRange in_order(TimeRange range);

/// Frames of a film, both ends included.
struct FrameSpan {
  std::int64_t first = 0;
  std::int64_t last = 0;

  std::int64_t count() const { return last - first + 1; }
};

/// The frames of a range; see sample_frame_indices() for which these are. Throws Error(Usage) where the range
/// starts past the end, Error(Video) for a film without frames or a rate.
FrameSpan frames_in_range(const FrameIndex& index, double fps, const TimeRange& range);

/// The frames that the model is shown (paper's sampling rule: spec section 1; one frame a second, thinned or
/// filled to `max_frames`) of `frame_count` pictures at the constant rate `fps`. Returns 1..max_frames
/// indices within the range, ascending. Throws Error(Usage) when max_frames is not a positive multiple of
/// `chunk_frames` or the range starts past the end.
std::vector<std::int64_t> sample_frame_indices(std::int64_t frame_count, double fps, int max_frames,
                                               int chunk_frames, const TimeRange& range = {});
/// The same of a film with its true times. `fps`, its average rate, is only how many frames the rule takes
/// for a second. A range is the frames that begin within it, [start, end); where none does, the one that is
/// on the screen then. Only where every frame begins at its place by `fps` they are counted as the authors
/// count, from int(start * fps) to int(end * fps).
std::vector<std::int64_t> sample_frame_indices(const FrameIndex& index, double fps, int max_frames,
                                               int chunk_frames, const TimeRange& range = {});

/// What sample_frame_indices() would refuse, for frames that were chosen by hand: throws Error(Usage) unless
/// there is at least one and none comes before the one ahead of it, within a video of `frame_count` frames.
/// One may be given again: that is how it stands in a record where it took the places of several broken ones.
void check_frame_indices(const std::vector<std::int64_t>& indices, std::int64_t frame_count);

/// Decodes these frames. A frame that cannot be decoded is replaced by the nearest one that can (its own
/// index and time are then given) and a warning says so. Throws Error(Video) when none can be decoded.
std::vector<VideoFrame> read_frames(VideoReader& reader, const std::vector<std::int64_t>& indices,
                                    base::Progress& progress, const std::stop_token& stop = {});

/// The same without the warning, for frames that are read in several calls: `replaced` grows by those that
/// could not be decoded.
std::vector<VideoFrame> read_frames_quietly(VideoReader& reader, const std::vector<std::int64_t>& indices,
                                            base::Progress& progress, const std::stop_token& stop,
                                            std::int64_t& replaced);
/// The warning, once all are read: `replaced` of `total` frames could not be decoded.
void warn_of_damage(const VideoReader& reader, std::int64_t replaced, std::int64_t total,
                    base::Progress& progress);

}  // namespace vp::media
