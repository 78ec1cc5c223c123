#include "batch/batch_plan.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <unordered_set>

#include "base/error.h"
#include "base/message_text.h"

namespace vp::batch {
namespace {

using base::Error;
using base::ErrorCode;

constexpr std::int64_t kLatest_s = 1'000'000'000;
constexpr double kShortestRest_s = 0.5;

[[noreturn]] void refuse(const base::Message& sentence) {
  throw Error(ErrorCode::Usage, sentence);
}

void check_seconds(std::int64_t seconds, const base::Message& what) {
  if (seconds < 0 || seconds > kLatest_s)
    refuse(
        base::message("The %1 is %2 s; whole seconds from 0 to %3 can be given.", what, seconds, kLatest_s));
}

std::string seconds_text(double seconds) {
  char text[32];
  std::snprintf(text, sizeof text, "%.2f s", seconds);
  return text;
}

}  // namespace

void BatchOptions::validate(int chunk_frames) const {
  ask.validate();
  check_seconds(range.start_s.value_or(0), base::message("start of the range"));
  check_seconds(range.end_s.value_or(0), base::message("end of the range"));
  if (range.end_s && *range.end_s <= range.start_s.value_or(0))
    refuse(base::message("The range ends at %1 s, where it has not begun; give a later end.", *range.end_s));
  if (frames < 0 || frames > 4096 || frames % chunk_frames != 0)
    refuse(base::message("The number of frames is %1, but it must be a multiple of %2, at most 4096.", frames,
                         chunk_frames));
  check_seconds(window_s, base::message("length of a window"));
  check_seconds(step_s, base::message("step between windows"));
  if (step_s > 0 && window_s == 0)
    refuse(base::message("A step between windows is given, but no length of a window."));
}

void BatchPlan::validate(int chunk_frames) const {
  options.validate(chunk_frames);
  if (videos.empty()) refuse(base::message("There is no video to ask about; name at least one."));
  if (questions.empty()) refuse(base::message("There is no question to ask; give at least one."));
  if (videos.size() > kMostVideos)
    refuse(base::message("%1 videos are more than the %2 of one batch; make several.", videos.size(),
                         kMostVideos));
  if (questions.size() > kMostQuestions)
    refuse(base::message("%1 questions are more than the %2 of one batch; make several.", questions.size(),
                         kMostQuestions));
  if (videos.size() * questions.size() > static_cast<std::size_t>(kMostCells))
    refuse(
        base::message("Videos times questions are %1 answers, more than the %2 of one batch; make several.",
                      videos.size() * questions.size(), kMostCells));
  std::unordered_set<std::string> seen;
  for (const std::string& question : questions) {
    engine::check_question(question);
    if (question.size() > kLongestQuestion)
      refuse(base::message("The question \"%1\" is longer than %2 bytes; shorten it.",
                           base::for_message(question), kLongestQuestion));
    if (!seen.insert(question).second)
      refuse(base::message("The question \"%1\" is there twice; ask it once.", base::for_message(question)));
  }
  seen.clear();
  for (const std::filesystem::path& video : videos)
    if (!seen.insert(video.string()).second)
      refuse(base::message("The video %1 is there twice; name it once.",
                           base::for_message(video.string(), 400)));
}

void guard_inputs(base::FileGuard& guard, const BatchPlan& plan) {
  for (const std::filesystem::path& video : plan.videos)
    guard.reads(video, base::message("one of the videos"));
}

Window whole_window(const BatchOptions& options) {
  Window window;
  window.start_s = static_cast<double>(options.range.start_s.value_or(0));
  window.range = options.range;
  return window;
}

std::vector<Window> windows_of(const BatchOptions& options, double duration_s) {
  if (!std::isfinite(duration_s) || duration_s < 0) duration_s = 0;
  const std::int64_t start = options.range.start_s.value_or(0);
  double end = duration_s;
  if (options.range.end_s) end = std::min(end, static_cast<double>(*options.range.end_s));
  if (static_cast<double>(start) >= end && start > 0)
    refuse(base::message("The range starts at %1 s, but the video is only %2 long; give an earlier start.",
                         start, seconds_text(duration_s)));
  if (options.window_s == 0) {
    Window window = whole_window(options);
    window.end_s = end;
    return {window};
  }

  const std::int64_t step = options.step_s > 0 ? options.step_s : options.window_s;
  const double most_s = static_cast<double>(kMostWindows) * static_cast<double>(step);
  if (end - static_cast<double>(start) - static_cast<double>(options.window_s) >
      most_s - static_cast<double>(step))
    refuse(base::message("Windows every %1 s of a video of %2 are more than %3; make the step longer.", step,
                         seconds_text(duration_s), kMostWindows));
  std::vector<Window> windows;
  for (std::int64_t first = start;; first += step) {
    Window window;
    window.index = static_cast<std::int64_t>(windows.size());
    window.start_s = static_cast<double>(first);
    window.range.start_s = first;
    const double last = static_cast<double>(first + options.window_s);
    const double next = static_cast<double>(first + step);
    const bool is_last = last > end - kShortestRest_s || next > end - kShortestRest_s;
    // A video may end a little later than its last whole window, and may end between two windows.
    window.end_s = is_last && last + kShortestRest_s > end ? end : last;
    window.range.end_s = static_cast<std::int64_t>(std::ceil(*window.end_s));
    windows.push_back(window);
    if (is_last) return windows;
  }
}

}  // namespace vp::batch
