#include "ui/player/thumbnail_maker.h"

#include <sys/resource.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "media/video_reader.h"

namespace vp::ui {
namespace {

constexpr int kLowestPriority = 19;
/// Decoding from a key frame over more frames than this is too much for a picture in the film.
constexpr qint64 kMostDecoded = 300;

/// The frame that stands for `seconds` to `seconds` + `length` in a film: a key frame where there is one, for
/// it is decoded by itself.
qint64 film_frame(const media::VideoReader& reader, qint64 frame, double length_s) {
  const qint64 key = reader.key_frame_before(frame);
  const bool close = reader.index().seconds(frame) - reader.index().seconds(key) <= length_s;
  return close || frame - key > kMostDecoded ? key : frame;
}

QImage to_image(const media::ScreenPicture& picture) {
  return QImage(picture.pixels.data(), picture.width, picture.height, picture.width * 4, QImage::Format_RGB32)
      .copy();
}

}  // namespace

ThumbnailMaker::ThumbnailMaker(QObject* parent)
    : QObject(parent), thread_([this](const std::stop_token& quit) { loop(quit); }) {}

ThumbnailMaker::~ThumbnailMaker() {
  {
    const std::lock_guard lock(mutex_);
    video_stop_.request_stop();
  }
  thread_.request_stop();
  thread_.join();
}

void ThumbnailMaker::set_video(const VideoDetailsPtr& video) {
  const std::lock_guard lock(mutex_);
  video_stop_.request_stop();
  video_stop_ = std::stop_source();
  ++generation_;
  video_ = video;
  frames_.clear();
  film_.clear();
  now_.reset();
  wake_.notify_all();
}

void ThumbnailMaker::want_frames(const std::vector<qint64>& frames, QSize size) {
  const std::lock_guard lock(mutex_);
  frames_.clear();
  for (const qint64 frame : frames) frames_.push_back({frame, -1, size});
  wake_.notify_all();
}

void ThumbnailMaker::want_film(const FilmPart& part) {
  const std::lock_guard lock(mutex_);
  film_.clear();
  part_ = part;
  for (int i = 0; video_ && i < part.count; ++i) {
    const double middle_s = part.first_s + (part.last_s - part.first_s) * (i + 0.5) / part.count;
    film_.push_back({video_->index.index_at(middle_s), i, part.size});
  }
  wake_.notify_all();
}

void ThumbnailMaker::want_now(qint64 frame, QSize size) {
  const std::lock_guard lock(mutex_);
  now_ = Job{frame, -1, size};
  wake_.notify_all();
}

void ThumbnailMaker::set_paused(bool paused) {
  const std::lock_guard lock(mutex_);
  paused_ = paused;
  wake_.notify_all();
}

void ThumbnailMaker::loop(const std::stop_token& quit) {
  // On Linux a priority is a thread's own, and the decoder's threads inherit it.
  setpriority(PRIO_PROCESS, 0, kLowestPriority);
  std::optional<media::VideoReader> reader;
  quint64 opened = 0;
  std::unique_lock lock(mutex_);
  const auto has_work = [&] {
    return (reader && opened != generation_) ||
           (video_ && !paused_ && (now_ || !frames_.empty() || !film_.empty()));
  };
  while (wake_.wait(lock, quit, has_work)) {
    const quint64 generation = generation_;
    const VideoDetailsPtr video = video_;
    const std::stop_token stop = video_stop_.get_token();
    std::optional<Job> job;
    const FilmPart part = part_;
    if (video && !paused_ && now_) {
      job = std::exchange(now_, std::nullopt);
    } else if (video && !paused_) {
      std::deque<Job>& jobs = frames_.empty() ? film_ : frames_;
      if (!jobs.empty()) {
        job = jobs.front();
        jobs.pop_front();
      }
    }
    lock.unlock();
    QImage picture;
    try {
      if (opened != generation) reader.reset();
      if (job) {
        if (!reader) reader.emplace(media::VideoReader::open(video->scan, stop));
        opened = generation;
        const qint64 frame = job->position < 0
                                 ? job->frame
                                 : film_frame(*reader, job->frame, (part.last_s - part.first_s) / part.count);
        if (const auto made = reader->read_for_screen(frame, job->size.width(), job->size.height(), stop))
          picture = to_image(*made);
      }
    } catch (const std::exception&) {
      reader.reset();  // the player says what is wrong with the file; a thumbnail stays empty
    }
    if (job && !stop.stop_requested()) {
      mailbox_.post([this, generation, part, wanted = *job, picture] {
        if (generation != generation_) return;  // only the window's thread changes it
        if (wanted.position < 0) {
          emit frame_ready(wanted.frame, picture);
        } else {
          emit film_ready(part, wanted.position, picture);
        }
      });
    }
    lock.lock();
  }
}

}  // namespace vp::ui
