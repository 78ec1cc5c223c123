#pragma once

#include <cstdint>
#include <filesystem>
#include <stop_token>

#include "base/progress.h"
#include "media/video_writer.h"
#include "train/scenes/scene.h"

namespace vp::scenes {

/// A set of clips with questions, on disk.
struct BenchmarkOptions {
  std::filesystem::path folder;  ///< empty or not there yet
  std::int64_t count = 100;      ///< clips, 1..100000
  std::uint64_t seed = 0;
  media::VideoCodec codec = media::VideoCodec::H264;
  int questions_per_clip = 0;  ///< 0: all
  int threads = 0;             ///< clips drawn at a time, 1..256; 0: one a processor
  SceneOptions scene;

  /// Throws Error(Usage).
  void validate() const;
};

/// Draws test scenes (test_seed(seed, 0..count - 1)) into `folder` in the layout of the Video-ChatGPT
/// benchmarks: videos/scene_00000.mp4 …; test_q.json, a list of {video_name, question, question_id};
/// test_a.json, a list of {answer, type, question_id}. The same options give the same bytes,
/// whatever the number of threads. Throws Error(Usage) for bad options and a folder that holds something,
/// Error(Output), and Error(Stopped); after a stop the two lists are those of the clips that are there.
/// `progress` is called on the caller's thread.
void write_benchmark(const BenchmarkOptions& options, base::Progress& progress, const std::stop_token& stop);

}  // namespace vp::scenes
