#pragma once

#include <QImage>
#include <QObject>
#include <QSize>
#include <condition_variable>
#include <deque>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>

#include "base/message.h"
#include "media/frame_index.h"
#include "media/video_info.h"
#include "media/video_reader.h"
#include "ui/mailbox.h"

namespace vp::ui {

/// What is known of the open video. Shared and never changed.
struct VideoDetails {
  std::filesystem::path file;
  media::OpenOptions options;  ///< with which it was opened
  media::VideoInfo info;
  media::FrameIndex index;
  media::ScanPtr scan;  ///< to open the file once more at once
};
using VideoDetailsPtr = std::shared_ptr<const VideoDetails>;

/// A decoded frame, ready to be painted: never larger than the display size that was asked for. What was
/// requested is exact and then shrunk; what is streamed is converted and shrunk in one quick step.
struct Picture {
  qint64 index = -1;
  double time_s = 0;
  QImage image;
};

/// Decodes a video on its own thread, for the player. While playing, a short queue is kept full; otherwise
/// single frames are decoded on request, the latest request only.
class PictureSource final : public QObject {
  Q_OBJECT

 public:
  explicit PictureSource(QObject* parent = nullptr);
  ~PictureSource() override;

  /// Drops the video before. Ends in opened() or failed().
  void open(const std::filesystem::path& file, const media::OpenOptions& options = {});
  void close();
  /// Decodes this frame; ends in picture_ready() or picture_missing(), unless another request comes first.
  void request(qint64 frame);
  /// Fills the queue from this frame on.
  void stream_from(qint64 frame);
  /// Pictures larger than this are shrunk on the decoding thread. In device pixels.
  void set_display_size(QSize size);

  /// The next picture's time, if one waits in the queue.
  std::optional<double> next_time() const;
  std::optional<Picture> take();
  /// Nothing waits in the queue and nothing more will come.
  bool exhausted() const;

  static constexpr std::size_t kQueueLength = 6;

 signals:
  /// Indexing a long file takes a while.
  void opening(int percent);
  void opened(const vp::ui::VideoDetailsPtr& video);
  void failed(const vp::base::Message& message);
  void picture_ready(const vp::ui::Picture& picture);
  void picture_missing(qint64 frame);

 private:
  struct Opening {
    std::filesystem::path file;
    media::OpenOptions options;
  };
  struct Commands {
    std::optional<Opening> open;
    std::optional<qint64> frame;   ///< single frame wanted
    std::optional<qint64> stream;  ///< start of a new stream
  };
  class Decoder;

  void loop(const std::stop_token& quit);
  void post(quint64 generation, std::function<void()> event);

  mutable std::mutex mutex_;
  std::condition_variable_any wake_;
  Commands commands_;
  bool close_ = false;
  bool streaming_ = false;
  bool stream_ended_ = false;
  std::deque<Picture> queue_;
  QSize display_size_;
  quint64 generation_ = 0;      ///< counts opened files
  std::stop_source file_stop_;  ///< interrupts reading the present file
  Mailbox mailbox_;
  std::jthread thread_;
};

}  // namespace vp::ui
