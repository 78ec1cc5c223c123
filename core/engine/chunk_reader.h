#pragma once

#include <condition_variable>
#include <cstdint>
#include <exception>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>
#include <vector>

#include "base/geometry.h"
#include "engine/encoded_video.h"
#include "media/video_reader.h"

namespace vp::engine {

/// The frames of a video's chunks, decoded and resized on threads of their own while the chunk before them is
/// encoded. What lies behind different key frames is decoded side by side where that is worth it; the frames
/// are those that one reader gives, and so is what is said of a damaged film. No more than a few chunks wait:
/// memory does not grow with the number of frames.
class ChunkReader {
 public:
  struct Options {
    std::vector<std::int64_t> indices;  ///< of all frames, ascending
    std::int64_t chunk_frames = 4;
    /// What the model sees of a picture; may be called on several threads.
    std::function<base::RgbImage(const base::RgbImage&)> see;
    bool pictures = false;  ///< keep SampledFrame::picture
    int readers = 0;        ///< side by side at most; 0: what this machine and the film are good for
  };

  /// Begins to read. `reader` belongs to this object's threads until the last chunk was taken, or the object
  /// is gone.
  ChunkReader(media::VideoReader& reader, Options options);
  ~ChunkReader();

  /// The next chunk's frames, fewer than a chunk has, or none, where the video has no more. Throws
  /// Error(Video), Error(Stopped).
  std::vector<SampledFrame> next(const std::stop_token& stop);

  /// How many read side by side.
  int readers() const { return static_cast<int>(readers_); }
  // Of the chunks that were taken, all readers together:
  double decode_ms() const { return decode_ms_; }
  double resize_ms() const { return resize_ms_; }
  /// Frames that could not be decoded, and were replaced.
  std::int64_t replaced() const { return replaced_; }

 private:
  /// Places in `indices`, [first, last), whose frames are decoded from one key frame on.
  struct Run {
    std::size_t first = 0, last = 0;
  };
  struct Read {
    SampledFrame frame;
    double decode_ms = 0, resize_ms = 0;
    bool replaced = false;
  };
  class Doubt;

  void split_into_runs();
  std::size_t worthwhile_readers() const;
  int threads_of_each() const;
  void read_all(const std::stop_token& stop);
  bool read_side_by_side(const std::stop_token& stop);
  void read_runs(Doubt& doubt);
  void read_in_order(const std::stop_token& stop);
  Read read(media::VideoReader& reader, std::size_t place, const std::stop_token& stop) const;
  void wait_for_turn(std::size_t place, const std::stop_token& stop);
  void put(std::size_t place, Read&& read);
  std::optional<Run> take_run();

  media::VideoReader& reader_;
  const Options options_;
  std::vector<Run> runs_;
  std::int64_t pictures_ = 0;  ///< that have to be decoded
  std::size_t readers_ = 1;
  double decode_ms_ = 0, resize_ms_ = 0;
  std::int64_t replaced_ = 0;

  std::mutex mutex_;  // guards what follows
  std::condition_variable_any changed_;
  std::map<std::size_t, Read> waiting_;  ///< by place
  std::size_t taken_ = 0;                ///< places before this one
  std::size_t next_run_ = 0;
  bool ended_ = false;
  std::exception_ptr failure_;

  std::jthread thread_;  // the last: it uses all of the above
};

}  // namespace vp::engine
