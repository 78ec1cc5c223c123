#include "engine/chunk_reader.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <functional>
#include <optional>
#include <system_error>
#include <utility>

#include "base/error.h"
#include "base/progress.h"
#include "engine/encoded_video_impl.h"
#include "engine/process_limits.h"
#include "media/frame_sampling.h"
#include "media/preprocess.h"

namespace vp::engine {
namespace {

// Of frames as the model sees them, which are small.
constexpr std::size_t kMostWaitingChunks = 2;
// A decoder holds a film's pictures until no other one refers to them.
constexpr std::size_t kMostReaders = 8;
constexpr std::int64_t kPicturesOfDecoder = 32;
constexpr std::int64_t kMostDecoderBytes = std::int64_t{1} << 30;
// Opening a file takes as long as decoding some pictures.
constexpr std::int64_t kPicturesWorthAReader = 50;

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

std::size_t cores() {
  return static_cast<std::size_t>(processor_count());
}

std::int64_t decoder_bytes(const media::VideoInfo& info) {
  const std::int64_t bytes_of_sample = info.bit_depth > 8 ? 2 : 1;
  return kPicturesOfDecoder * info.coded_width * info.coded_height * 3 * bytes_of_sample / 2;
}

}  // namespace

/// Said by one of several readers: what it gives may not be what one alone would give.
class ChunkReader::Doubt {
 public:
  explicit Doubt(const std::stop_token& stop) : with_the_others_(stop, [this] { own_.request_stop(); }) {}

  void raise() {
    raised_ = true;
    own_.request_stop();
  }
  bool raised() const { return raised_; }
  std::stop_token token() const { return own_.get_token(); }

 private:
  std::stop_source own_;
  std::stop_callback<std::function<void()>> with_the_others_;
  std::atomic<bool> raised_ = false;
};

ChunkReader::ChunkReader(media::VideoReader& reader, Options options)
    : reader_(reader), options_(std::move(options)) {
  split_into_runs();
  readers_ = worthwhile_readers();
  thread_ = std::jthread([this](const std::stop_token& stop) { read_all(stop); });
}

ChunkReader::~ChunkReader() = default;

void ChunkReader::split_into_runs() {
  for (std::size_t place = 0; place < options_.indices.size(); ++place) {
    const std::int64_t index = options_.indices[place];
    const std::int64_t key = reader_.key_frame_before(index);
    const bool reads_on = place > 0 && key <= options_.indices[place - 1];
    pictures_ += index - (reads_on ? options_.indices[place - 1] : key - 1);
    if (!reads_on) runs_.push_back({place, place});
    runs_.back().last = place + 1;
  }
}

std::size_t ChunkReader::worthwhile_readers() const {
  // Of a damaged film it may matter what was read before.
  if (runs_.empty() || reader_.depends_on_history()) return 1;
  if (options_.readers > 0) return std::min(static_cast<std::size_t>(options_.readers), runs_.size());
  const std::int64_t by_work = pictures_ / kPicturesWorthAReader;
  const std::int64_t by_memory = kMostDecoderBytes / std::max<std::int64_t>(decoder_bytes(reader_.info()), 1);
  const auto most =
      static_cast<std::size_t>(std::clamp<std::int64_t>(std::min(by_work, by_memory), 1, kMostReaders));
  return std::min({most, runs_.size(), cores()});
}

int ChunkReader::threads_of_each() const {
  // A decoder with a single thread passes over damage that one with several reports.
  return static_cast<int>(std::max<std::size_t>(cores() / readers_, 2));
}

std::vector<SampledFrame> ChunkReader::next(const std::stop_token& stop) {
  const std::stop_callback stops_reading(stop, [this] { thread_.request_stop(); });
  std::unique_lock lock(mutex_);
  const std::size_t wanted =
      std::min(static_cast<std::size_t>(options_.chunk_frames), options_.indices.size() - taken_);
  // Places are put once, and none behind those that wait is taken before them.
  const auto is_there = [&] {
    for (std::size_t place = taken_; place < taken_ + wanted; ++place)
      if (!waiting_.contains(place)) return false;
    return true;
  };
  changed_.wait(lock, [&] { return is_there() || ended_; });
  if (!is_there()) std::rethrow_exception(failure_);
  std::vector<SampledFrame> frames;
  for (std::size_t i = 0; i < wanted; ++i, ++taken_) {
    Read read = std::move(waiting_.extract(taken_).mapped());
    decode_ms_ += read.decode_ms;
    resize_ms_ += read.resize_ms;
    replaced_ += read.replaced ? 1 : 0;
    frames.push_back(std::move(read.frame));
  }
  changed_.notify_all();
  return frames;
}

std::optional<ChunkReader::Run> ChunkReader::take_run() {
  const std::lock_guard lock(mutex_);
  return next_run_ < runs_.size() ? std::optional(runs_[next_run_++]) : std::nullopt;
}

void ChunkReader::wait_for_turn(std::size_t place, const std::stop_token& stop) {
  // Two chunks wait, and each reader has one in hand.
  const std::size_t ahead = (kMostWaitingChunks + readers_) * static_cast<std::size_t>(options_.chunk_frames);
  std::unique_lock lock(mutex_);
  changed_.wait(lock, stop, [&] { return place < taken_ + ahead; });
  base::throw_if_stopped(stop);
}

void ChunkReader::put(std::size_t place, Read&& read) {
  const std::lock_guard lock(mutex_);
  waiting_.emplace(place, std::move(read));
  changed_.notify_all();
}

void ChunkReader::read_all(const std::stop_token& stop) {
  std::exception_ptr failure;
  try {
    if (readers_ == 1 || !read_side_by_side(stop)) read_in_order(stop);
  } catch (...) {
    failure = std::current_exception();
  }
  const std::lock_guard lock(mutex_);
  failure_ = failure;
  ended_ = true;
  changed_.notify_all();
}

/// False where one of them met what may come out otherwise than with one reader: the frames that were taken
/// are right, and those after them are to be read anew.
bool ChunkReader::read_side_by_side(const std::stop_token& stop) {
  Doubt doubt(stop);
  {
    std::vector<std::jthread> others;
    try {
      for (std::size_t i = 1; i < readers_; ++i) others.emplace_back([this, &doubt] { read_runs(doubt); });
    } catch (const std::system_error&) {
      doubt.raise();  // no more threads are to be had
    }
    read_runs(doubt);
  }
  base::throw_if_stopped(stop);
  return !doubt.raised();
}

void ChunkReader::read_runs(Doubt& doubt) {
  try {
    std::optional<media::VideoReader> reader;
    while (const std::optional<Run> run = take_run()) {
      if (!reader) reader = media::VideoReader::open(reader_.scan(), doubt.token(), threads_of_each());
      for (std::size_t place = run->first; place < run->last; ++place) {
        wait_for_turn(place, doubt.token());
        Read frame = read(*reader, place, doubt.token());
        if (frame.replaced || reader->depends_on_history()) return doubt.raise();
        put(place, std::move(frame));
      }
    }
  } catch (...) {
    // What it is, one reader alone finds out, at the same frame as ever.
    doubt.raise();
  }
}

void ChunkReader::read_in_order(const std::stop_token& stop) {
  std::size_t taken = 0;
  {
    const std::lock_guard lock(mutex_);
    waiting_.clear();
    taken = taken_;
  }
  for (std::size_t place = 0; place < options_.indices.size(); ++place) {
    wait_for_turn(place, stop);
    Read frame = read(reader_, place, stop);
    if (place >= taken) put(place, std::move(frame));
  }
}

ChunkReader::Read ChunkReader::read(media::VideoReader& reader, std::size_t place,
                                    const std::stop_token& stop) const {
  base::NoProgress quiet;
  Stopwatch stopwatch;
  Read result;
  std::int64_t replaced = 0;
  media::VideoFrame frame =
      std::move(media::read_frames_quietly(reader, {options_.indices[place]}, quiet, stop, replaced).front());
  result.replaced = replaced > 0;
  result.decode_ms = stopwatch.lap();
  result.frame = {frame.index,  frame.timestamp,
                  frame.time_s, options_.see(frame.image),
                  {},           reader.index().shown_s(frame.index)};
  if (options_.pictures) result.frame.picture = shown_picture(std::move(frame.image));
  result.resize_ms = stopwatch.lap();
  return result;
}

}  // namespace vp::engine
