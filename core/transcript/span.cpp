#include "transcript/span.h"

#include <algorithm>
#include <cmath>

#include "media/frame_sampling.h"

namespace vp::transcript {
namespace {

constexpr double kLatest_ms = 4294967294.0;

std::int64_t milliseconds(double seconds) {
  if (!(seconds > 0)) return 0;  // also for a NaN
  return std::llround(std::min(seconds * 1000, kLatest_ms));
}

Span at_least_one(std::int64_t start_ms, std::int64_t end_ms) {
  start_ms = std::min(start_ms, static_cast<std::int64_t>(kLatest_ms));
  return {start_ms, std::max(end_ms, start_ms + 1)};
}

}  // namespace

double file_time(const Transcript& transcript, double time_s) {
  return transcript.video.start_s.value_or(0) + time_s;
}

Span span_of(const Transcript& transcript) {
  const media::TimeRange range = media::in_order({transcript.range_start_s, transcript.range_end_s});
  const auto start_s = static_cast<double>(range.start_s.value_or(0));
  double end_s = transcript.video.duration_s;
  if (!(end_s > 0)) {  // not known: as far as the model saw
    end_s = 0;
    for (const TranscriptFrame& frame : transcript.frames)
      if (frame.time_s > end_s) end_s = frame.time_s;
  }
  if (range.end_s) end_s = std::min(end_s, static_cast<double>(*range.end_s));
  return at_least_one(milliseconds(file_time(transcript, start_s)),
                      milliseconds(file_time(transcript, end_s)));
}

Span span_of_cue(const Transcript& transcript, std::size_t turn) {
  const Span whole = span_of(transcript);
  const auto count = static_cast<std::int64_t>(std::max<std::size_t>(transcript.turns.size(), 1));
  const std::int64_t length = std::max(whole.end_ms - whole.start_ms, count);  // a millisecond each at least
  const auto place = static_cast<std::int64_t>(turn);
  return at_least_one(whole.start_ms + length * place / count, whole.start_ms + length * (place + 1) / count);
}

Span span_of_frame(const Transcript& transcript, std::size_t frame) {
  const TranscriptFrame& shown = transcript.frames[frame];
  const double start_s = file_time(transcript, shown.time_s);
  const std::int64_t start_ms = milliseconds(start_s);
  const double mean_s = transcript.video.frames_per_s > 0 ? 1 / transcript.video.frames_per_s : 0;
  const double frame_s = shown.duration_s.value_or(0) > 0 ? *shown.duration_s : mean_s;
  std::int64_t end_ms = std::max(milliseconds(start_s + frame_s), start_ms + 1);
  if (frame + 1 < transcript.frames.size()) {
    const std::int64_t next_ms = milliseconds(file_time(transcript, transcript.frames[frame + 1].time_s));
    if (next_ms > start_ms) end_ms = std::min(end_ms, next_ms);
  }
  return at_least_one(start_ms, end_ms);
}

}  // namespace vp::transcript
