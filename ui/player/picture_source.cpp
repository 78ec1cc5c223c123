#include "ui/player/picture_source.h"

#include <functional>
#include <utility>

#include "media/video_reader.h"
#include "ui/look/format.h"

namespace vp::ui {
namespace {

Picture to_picture(const media::VideoFrame& frame, QSize limit) {
  const QImage borrowed(frame.image.pixels.data(), frame.image.width, frame.image.height,
                        frame.image.width * 3, QImage::Format_RGB888);
  // 32 bits a pixel is what the raster painter is fast with; the conversion copies.
  QImage image = borrowed.convertToFormat(QImage::Format_RGB32);
  const QSize fitted = image.size().scaled(limit, Qt::KeepAspectRatio);
  if (!limit.isEmpty() && !fitted.isEmpty() && fitted.width() < image.width()) {
    image = image.scaled(fitted, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
  }
  return {frame.index, frame.time_s, std::move(image)};
}

}  // namespace

/// The decoding thread's own state.
class PictureSource::Decoder {
 public:
  bool is_open() const { return reader_.has_value(); }
  void close() { reader_.reset(); }

  VideoDetailsPtr open(const std::filesystem::path& file, const std::stop_token& stop) {
    reader_.reset();
    base::NoProgress progress;
    reader_.emplace(media::VideoReader::open(file, progress, stop));
    return std::make_shared<const VideoDetails>(VideoDetails{file, reader_->info(), reader_->index()});
  }

  std::optional<Picture> read(qint64 frame, QSize limit, const std::stop_token& stop) {
    const auto decoded = reader_->read(frame, stop);
    return decoded ? std::optional(to_picture(*decoded, limit)) : std::nullopt;
  }

  /// The first frame from `frame` on that can be decoded.
  std::optional<Picture> read_from(qint64 frame, QSize limit, const std::stop_token& stop) {
    if (auto picture = read(frame, limit, stop)) return picture;
    return next(limit, stop);
  }

  std::optional<Picture> next(QSize limit, const std::stop_token& stop) {
    const auto decoded = reader_->next(stop);
    return decoded ? std::optional(to_picture(*decoded, limit)) : std::nullopt;
  }

 private:
  std::optional<media::VideoReader> reader_;
};

PictureSource::PictureSource(QObject* parent)
    : QObject(parent), thread_([this](const std::stop_token& quit) { loop(quit); }) {}

PictureSource::~PictureSource() {
  {
    const std::lock_guard lock(mutex_);
    file_stop_.request_stop();
  }
  thread_.request_stop();
  thread_.join();
}

void PictureSource::open(const std::filesystem::path& file) {
  const std::lock_guard lock(mutex_);
  file_stop_.request_stop();
  file_stop_ = std::stop_source();
  ++generation_;
  commands_ = {.open = file, .frame = {}, .stream = {}};
  streaming_ = false;
  queue_.clear();
  wake_.notify_all();
}

void PictureSource::close() {
  const std::lock_guard lock(mutex_);
  file_stop_.request_stop();
  file_stop_ = std::stop_source();
  ++generation_;
  commands_ = {};
  close_ = true;
  streaming_ = false;
  queue_.clear();
  wake_.notify_all();
}

void PictureSource::request(qint64 frame) {
  const std::lock_guard lock(mutex_);
  commands_.frame = frame;
  commands_.stream.reset();
  streaming_ = false;
  queue_.clear();
  wake_.notify_all();
}

void PictureSource::stream_from(qint64 frame) {
  const std::lock_guard lock(mutex_);
  commands_.frame.reset();
  commands_.stream = frame;
  streaming_ = true;
  stream_ended_ = false;
  queue_.clear();
  wake_.notify_all();
}

void PictureSource::stop_streaming() {
  const std::lock_guard lock(mutex_);
  commands_.stream.reset();
  streaming_ = false;
  queue_.clear();
}

void PictureSource::set_display_size(QSize size) {
  const std::lock_guard lock(mutex_);
  display_size_ = size;
}

std::optional<double> PictureSource::next_time() const {
  const std::lock_guard lock(mutex_);
  return queue_.empty() ? std::nullopt : std::optional(queue_.front().time_s);
}

std::optional<Picture> PictureSource::take() {
  const std::lock_guard lock(mutex_);
  if (queue_.empty()) return std::nullopt;
  Picture picture = std::move(queue_.front());
  queue_.pop_front();
  wake_.notify_all();
  return picture;
}

bool PictureSource::exhausted() const {
  const std::lock_guard lock(mutex_);
  return queue_.empty() && stream_ended_;
}

void PictureSource::post(quint64 generation, std::function<void()> event) {
  mailbox_.post([this, generation, event = std::move(event)] {
    if (generation == generation_) event();  // only the window's thread changes it
  });
}

void PictureSource::loop(const std::stop_token& quit) {
  Decoder decoder;
  std::unique_lock lock(mutex_);
  const auto has_work = [&] {
    return close_ || commands_.open || (decoder.is_open() && (commands_.frame || commands_.stream)) ||
           (decoder.is_open() && streaming_ && !stream_ended_ && queue_.size() < kQueueLength);
  };
  while (wake_.wait(lock, quit, has_work)) {
    const Commands todo = std::exchange(commands_, {});
    const bool close = std::exchange(close_, false);
    const quint64 generation = generation_;
    const std::stop_token stop = file_stop_.get_token();
    const QSize limit = display_size_;
    lock.unlock();
    std::optional<Picture> streamed;
    bool want_stream = false;
    try {
      if (close) decoder.close();
      if (todo.open) {
        const VideoDetailsPtr details = decoder.open(*todo.open, stop);
        post(generation, [this, details] { emit opened(details); });
      } else if (todo.frame) {
        if (auto picture = decoder.read(*todo.frame, limit, stop)) {
          post(generation, [this, found = std::move(*picture)] { emit picture_ready(found); });
        } else {
          post(generation, [this, frame = *todo.frame] { emit picture_missing(frame); });
        }
      } else if (decoder.is_open()) {
        want_stream = true;
        streamed = todo.stream ? decoder.read_from(*todo.stream, limit, stop) : decoder.next(limit, stop);
      }
    } catch (const std::exception& error) {
      decoder.close();
      if (!stop.stop_requested()) {
        post(generation, [this, sentence = to_qstring(error.what())] { emit failed(sentence); });
      }
    }
    lock.lock();
    // While this frame was decoded, the player may have sought elsewhere or opened another file.
    if (want_stream && generation == generation_ && streaming_ && !commands_.stream) {
      if (streamed) {
        queue_.push_back(std::move(*streamed));
      } else {
        stream_ended_ = true;
      }
    }
  }
}

}  // namespace vp::ui
