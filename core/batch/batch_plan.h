#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/file_guard.h"
#include "checkpoint/model_config.h"
#include "engine/conversation.h"
#include "media/frame_sampling.h"

namespace vp::batch {

/// How every question of a batch is asked.
struct BatchOptions {
  media::OpenOptions open;    ///< which video stream of each file, and what is done with its pictures
  media::TimeRange range;     ///< part of each video; absent: all of it
  int frames = 0;             ///< a multiple of the model's chunk length; 0: the checkpoint's own number (8)
  std::int64_t window_s = 0;  ///< length of a window; 0: a video is asked about as a whole
  std::int64_t step_s = 0;    ///< from one window's start to the next one's; 0: as long as a window
  engine::AskOptions ask;     ///< attention is not recorded

  /// Throws Error(Usage). `chunk_frames`: the model's chunk length, the released model's where none is known.
  void validate(int chunk_frames = checkpoint::VisionConfig{}.num_frames) const;
};

/// What is asked: every question about every video, or about every window of it.
struct BatchPlan {
  std::vector<std::filesystem::path> videos;
  std::vector<std::string> questions;
  BatchOptions options;

  /// Throws Error(Usage) for no or too many videos or questions, an empty question, one that is there twice,
  /// and for the options.
  void validate(int chunk_frames = checkpoint::VisionConfig{}.num_frames) const;
};

/// The plan's videos are read.
void guard_inputs(base::FileGuard& guard, const BatchPlan& plan);

inline constexpr std::size_t kMostVideos = 100'000;
inline constexpr std::size_t kMostQuestions = 10'000;
inline constexpr std::size_t kLongestQuestion = 64 * 1024;  ///< bytes
inline constexpr std::int64_t kMostWindows = 10'000;        ///< of one video
inline constexpr std::int64_t kMostCells = 2'000'000;

/// A part of a video that is asked about.
struct Window {
  std::int64_t index = 0;
  double start_s = 0;           ///< a whole second
  std::optional<double> end_s;  ///< absent: the video's end, which is not known before it is opened

  /// What the model is asked for: whole seconds, and nothing where the whole video is meant.
  media::TimeRange range;
};

/// The windows of a video of `duration_s`, by their start. The last one ends with the video or the range; a
/// rest of less than half a second belongs to the window before it. Without a length: one window. Throws
/// Error(Usage) when the range starts past the end, or for more than kMostWindows.
std::vector<Window> windows_of(const BatchOptions& options, double duration_s);

/// The one window of a video that is asked about as a whole.
Window whole_window(const BatchOptions& options);

/// Which answer: of which video, window and question of the plan.
struct CellId {
  std::size_t video = 0;
  std::int64_t window = 0;
  std::size_t question = 0;

  bool operator==(const CellId&) const = default;
};

}  // namespace vp::batch
