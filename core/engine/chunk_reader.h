#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <exception>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

#include "engine/encoded_video.h"
#include "media/preprocess.h"
#include "media/video_reader.h"

namespace vp::engine {

/// The frames of a video's chunks, decoded and resized on a thread of their own while the chunk before them
/// is encoded. At most two chunks wait: memory does not grow with the number of frames.
class ChunkReader {
 public:
  struct Options {
    std::vector<std::int64_t> indices;  ///< of all frames, ascending
    std::int64_t chunk_frames = 4;
    media::PreprocessOptions preprocessing;
    bool pictures = false;  ///< keep SampledFrame::picture
  };

  /// Begins to read. `reader` belongs to this object's thread until the last chunk was taken, or the object
  /// is gone.
  ChunkReader(media::VideoReader& reader, Options options);
  ~ChunkReader();

  /// The next chunk's frames, fewer than a chunk has, or none, where the video has no more. Throws
  /// Error(Video), Error(Stopped).
  std::vector<SampledFrame> next(const std::stop_token& stop);

  // Of the chunks that were taken:
  double decode_ms() const { return decode_ms_; }
  double resize_ms() const { return resize_ms_; }
  /// Frames that could not be decoded, and were replaced.
  std::int64_t replaced() const { return replaced_; }

 private:
  struct Chunk {
    std::vector<SampledFrame> frames;
    double decode_ms = 0, resize_ms = 0;
    std::int64_t replaced = 0;
  };

  void read_all(const std::stop_token& stop);
  Chunk read(std::int64_t first, std::int64_t last, const std::stop_token& stop);

  media::VideoReader& reader_;
  const Options options_;
  double decode_ms_ = 0, resize_ms_ = 0;
  std::int64_t replaced_ = 0;

  std::mutex mutex_;  // guards what follows
  std::condition_variable_any changed_;
  std::deque<Chunk> waiting_;
  bool ended_ = false;
  std::exception_ptr failure_;

  std::jthread thread_;  // the last: it uses all of the above
};

}  // namespace vp::engine
