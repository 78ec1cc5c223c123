#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "base/geometry.h"
#include "base/progress.h"
#include "base/timestamp.h"
#include "media/frame_index.h"
#include "media/open_options.h"
#include "media/scan.h"
#include "media/screen_picture.h"
#include "media/video_info.h"

namespace vp::media {

/// One decoded picture, upright, with square pixels, in 8-bit RGB (the stream's own matrix and range
/// applied).
struct VideoFrame {
  std::int64_t index = 0;     ///< position in the FrameIndex
  base::Timestamp timestamp;  ///< as in the stream
  double time_s = 0;          ///< seconds after the first frame
  base::RgbImage image;
};

/// Exact random access to the pictures of a video file. Not thread-safe: one reader a thread.
class VideoReader {
 public:
  /// Opens anything that FFmpeg reads and indexes its video stream.
  /// Throws Error(Video) for a file that has no readable picture, saying why (missing, folder, no
  /// permission, empty, no video stream, encrypted, damaged), and Error(Stopped).
  static VideoReader open(const std::filesystem::path& file, base::Progress& progress,
                          const std::stop_token& stop = {});
  /// The same with a choice among its video streams and of what is done with their pictures. Throws
  /// Error(Usage) for a stream that is no video stream of the file.
  static VideoReader open(const std::filesystem::path& file, const OpenOptions& options,
                          base::Progress& progress, const std::stop_token& stop = {});

  /// Opens a file again without indexing it again. `threads`: of the decoder; 0: as suits one alone. Throws
  /// Error(Video) when the file is gone or is of another length than it was.
  static VideoReader open(const ScanPtr& scan, const std::stop_token& stop = {}, int threads = 0);
  /// What opening found out. Always the same one for a reader and for those that were opened with it.
  const ScanPtr& scan() const;

  VideoReader(VideoReader&&) noexcept;
  VideoReader& operator=(VideoReader&&) noexcept;
  ~VideoReader();

  const VideoInfo& info() const;
  const OpenOptions& options() const;
  const FrameIndex& index() const;

  /// The frame with this index, whatever was read before. nullopt when that frame's packets cannot be decoded
  /// (the container lists it, the stream is damaged there); the neighbours may still be readable.
  std::optional<VideoFrame> read(std::int64_t index, const std::stop_token& stop = {});

  /// A readable frame near this one, for when read() gives none: the closest of those that were met on the
  /// way, at worst the first frame of the video.
  std::optional<VideoFrame> read_nearest(std::int64_t index, const std::stop_token& stop = {});

  /// The frame after the one read last (the first frame after open); nullopt at the end. Damaged frames are
  /// passed over. Costs one decode: this is what playback uses.
  std::optional<VideoFrame> next(const std::stop_token& stop = {});

  /// As read() and next(), for a screen.
  std::optional<ScreenPicture> read_for_screen(std::int64_t index, int most_width, int most_height,
                                               const std::stop_token& stop = {});
  std::optional<ScreenPicture> next_for_screen(int most_width, int most_height,
                                               const std::stop_token& stop = {});

  /// The last frame up to this one at which decoding can start: the one that is read fastest.
  std::int64_t key_frame_before(std::int64_t index) const;

  /// Whether anything broken was met while reading so far: pictures may be missing or show errors.
  bool damage_seen() const;
  /// Whether what it gives may be otherwise than what a reader gives that has read other frames before: where
  /// anything is broken, or where the stream is not what it says.
  bool depends_on_history() const;

 private:
  struct Impl;
  explicit VideoReader(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace vp::media
