#pragma once

#include <cstddef>
#include <cstdint>

#include "transcript/transcript.h"

namespace vp::transcript {

/// `time_s` after the first frame, by the file's own clock: when other players show it.
double file_time(const Transcript& transcript, double time_s);

/// A part of the video by the file's own clock, in milliseconds. 0 <= start_ms < end_ms < 2^32.
struct Span {
  std::int64_t start_ms = 0;
  std::int64_t end_ms = 1;
};

/// What the answers are about: the range that was asked about, as far as the video goes.
Span span_of(const Transcript& transcript);

/// When the subtitle of an answer is shown: the answers share what they are about in their order, since
/// subtitles that lie over each other cannot be read.
Span span_of_cue(const Transcript& transcript, std::size_t turn);

/// As long as a sampled frame is on the screen (in older records: for the mean time of a frame); the next one
/// begins not before it ends.
Span span_of_frame(const Transcript& transcript, std::size_t frame);

}  // namespace vp::transcript
