#include "ui/player/picture_source.h"

#include <functional>
#include <utility>

#include "base/error.h"
#include "ui/look/format.h"
#include "ui/player/fitted_size.h"

namespace vp::ui {
namespace {

Picture to_picture(const media::VideoFrame& frame, QSize limit) {
  const QImage borrowed(frame.image.pixels.data(), frame.image.width, frame.image.height,
                        frame.image.width * 3, QImage::Format_RGB888);
  // 32 bits a pixel is what the raster painter is fast with; the conversion copies.
  QImage image = borrowed.convertToFormat(QImage::Format_RGB32);
  if (!limit.isEmpty() && (image.width() > limit.width() || image.height() > limit.height())) {
    image = image.scaled(fitted_size(image.size(), limit), Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
  }
  return {frame.index, frame.time_s, std::move(image)};
}

Picture to_picture(media::ScreenPicture&& screen) {
  // The image keeps the pixels alive; nothing is copied.
  auto* owned = new media::ScreenPicture(std::move(screen));
  QImage image(
      owned->pixels.data(), owned->width, owned->height, owned->width * 4, QImage::Format_RGB32,
      [](void* picture) { delete static_cast<media::ScreenPicture*>(picture); }, owned);
  return {owned->index, owned->time_s, std::move(image)};
}

/// Tells every tenth of the way through a file.
class OpeningProgress final : public base::Progress {
 public:
  explicit OpeningProgress(std::function<void(int)> tell) : tell_(std::move(tell)) {}
  void report(base::Phase, std::int64_t done, std::int64_t total) override {
    const int tenths =
        total > 0 ? static_cast<int>(static_cast<double>(done) / static_cast<double>(total) * 10) : 0;
    if (tenths <= told_) return;
    told_ = tenths;
    tell_(tenths * 10);
  }
  void warn(const base::Message&) override {}

 private:
  std::function<void(int)> tell_;
  int told_ = 0;
};

}  // namespace

/// The decoding thread's own state.
class PictureSource::Decoder {
 public:
  bool is_open() const { return reader_.has_value(); }
  void close() { reader_.reset(); }

  VideoDetailsPtr open(const std::filesystem::path& file, const media::OpenOptions& options,
                       base::Progress& progress, const std::stop_token& stop) {
    reader_.reset();
    reader_.emplace(media::VideoReader::open(file, options, progress, stop));
    return std::make_shared<const VideoDetails>(
        VideoDetails{file, options, reader_->info(), reader_->index(), reader_->scan()});
  }

  std::optional<Picture> read(qint64 frame, QSize limit, const std::stop_token& stop) {
    const auto decoded = reader_->read(frame, stop);
    return decoded ? std::optional(to_picture(*decoded, limit)) : std::nullopt;
  }

  /// The first frame from `frame` on that can be decoded.
  std::optional<Picture> stream_from(qint64 frame, QSize limit, const std::stop_token& stop) {
    if (limit.isEmpty()) limit = whole();
    auto decoded = reader_->read_for_screen(frame, limit.width(), limit.height(), stop);
    return decoded ? std::optional(to_picture(std::move(*decoded))) : next(limit, stop);
  }

  std::optional<Picture> next(QSize limit, const std::stop_token& stop) {
    if (limit.isEmpty()) limit = whole();
    auto decoded = reader_->next_for_screen(limit.width(), limit.height(), stop);
    return decoded ? std::optional(to_picture(std::move(*decoded))) : std::nullopt;
  }

 private:
  QSize whole() const { return {reader_->info().width, reader_->info().height}; }

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

void PictureSource::open(const std::filesystem::path& file, const media::OpenOptions& options) {
  const std::lock_guard lock(mutex_);
  file_stop_.request_stop();
  file_stop_ = std::stop_source();
  ++generation_;
  commands_ = {.open = Opening{file, options}, .frame = {}, .stream = {}};
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
        OpeningProgress progress(
            [&](int percent) { post(generation, [this, percent] { emit opening(percent); }); });
        const VideoDetailsPtr details = decoder.open(todo.open->file, todo.open->options, progress, stop);
        post(generation, [this, details] { emit opened(details); });
      } else if (todo.frame) {
        if (auto picture = decoder.read(*todo.frame, limit, stop)) {
          post(generation, [this, found = std::move(*picture)] { emit picture_ready(found); });
        } else {
          post(generation, [this, frame = *todo.frame] { emit picture_missing(frame); });
        }
      } else if (decoder.is_open()) {
        want_stream = true;
        streamed = todo.stream ? decoder.stream_from(*todo.stream, limit, stop) : decoder.next(limit, stop);
      }
    } catch (const std::exception& error) {
      decoder.close();
      const auto* own = dynamic_cast<const base::Error*>(&error);
      if (!stop.stop_requested()) {
        post(generation,
             [this, message = own != nullptr ? own->message() : base::Message::verbatim(error.what())] {
               emit failed(message);
             });
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
