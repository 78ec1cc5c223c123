#include "engine/chunk_reader.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "base/error.h"
#include "base/progress.h"
#include "engine/encoded_video_impl.h"
#include "media/frame_sampling.h"

namespace vp::engine {
namespace {

constexpr std::size_t kMostWaiting = 2;

/// Milliseconds since it was last asked.
class Stopwatch {
 public:
  double lap() {
    const auto now = Clock::now();
    const double passed = std::chrono::duration<double, std::milli>(now - last_).count();
    last_ = now;
    return passed;
  }

 private:
  using Clock = std::chrono::steady_clock;
  Clock::time_point last_ = Clock::now();
};

base::RgbImage shown_picture(base::RgbImage picture) {
  const PictureSize size = shown_size(picture.width, picture.height);
  if (size.width == picture.width && size.height == picture.height) return picture;
  return media::resize_bicubic(picture, size.width, size.height);
}

}  // namespace

ChunkReader::ChunkReader(media::VideoReader& reader, Options options)
    : reader_(reader),
      options_(std::move(options)),
      thread_([this](const std::stop_token& stop) { read_all(stop); }) {}

ChunkReader::~ChunkReader() = default;

std::vector<SampledFrame> ChunkReader::next(const std::stop_token& stop) {
  const std::stop_callback stops_reading(stop, [this] { thread_.request_stop(); });
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return !waiting_.empty() || ended_; });
  if (waiting_.empty()) {
    if (failure_) std::rethrow_exception(failure_);
    return {};
  }
  Chunk chunk = std::move(waiting_.front());
  waiting_.pop_front();
  changed_.notify_all();
  decode_ms_ += chunk.decode_ms;
  resize_ms_ += chunk.resize_ms;
  replaced_ += chunk.replaced;
  return std::move(chunk.frames);
}

void ChunkReader::read_all(const std::stop_token& stop) {
  std::exception_ptr failure;
  try {
    const auto total = static_cast<std::int64_t>(options_.indices.size());
    for (std::int64_t first = 0; first < total; first += options_.chunk_frames) {
      Chunk chunk = read(first, std::min(first + options_.chunk_frames, total), stop);
      std::unique_lock lock(mutex_);
      changed_.wait(lock, stop, [this] { return waiting_.size() < kMostWaiting; });
      base::throw_if_stopped(stop);
      waiting_.push_back(std::move(chunk));
      changed_.notify_all();
    }
  } catch (...) {
    failure = std::current_exception();
  }
  const std::lock_guard lock(mutex_);
  failure_ = failure;
  ended_ = true;
  changed_.notify_all();
}

ChunkReader::Chunk ChunkReader::read(std::int64_t first, std::int64_t last, const std::stop_token& stop) {
  Chunk chunk;
  base::NoProgress quiet;
  Stopwatch stopwatch;
  for (std::int64_t i = first; i < last; ++i) {
    // One at a time: all that the model sees of a picture is small.
    const std::int64_t index = options_.indices[static_cast<std::size_t>(i)];
    media::VideoFrame frame =
        std::move(media::read_frames_quietly(reader_, {index}, quiet, stop, chunk.replaced).front());
    chunk.decode_ms += stopwatch.lap();
    SampledFrame kept{frame.index,  frame.timestamp,
                      frame.time_s, media::resize_for_model(frame.image, options_.preprocessing),
                      {},           reader_.index().shown_s(frame.index)};
    if (options_.pictures) kept.picture = shown_picture(std::move(frame.image));
    chunk.frames.push_back(std::move(kept));
    chunk.resize_ms += stopwatch.lap();
  }
  return chunk;
}

}  // namespace vp::engine
