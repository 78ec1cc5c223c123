#pragma once

#include <cstdint>

#include "base/geometry.h"
#include "media/ffmpeg_handles.h"
#include "media/screen_picture.h"

namespace vp::media {

/// The largest pictures that are handled: four times 8K. A few bytes can claim any size, and each picture
/// held takes up to 6 bytes a pixel.
inline constexpr int kMaxPictureSide = 16384;
inline constexpr std::int64_t kMaxPicturePixels = std::int64_t{1} << 27;

/// How a stored picture is to be turned: first its rows and columns are exchanged, then it is mirrored.
struct Orientation {
  bool transpose = false;
  bool mirror_x = false;
  bool mirror_y = false;

  /// From a display matrix (9 numbers, libavutil/display.h); anything between is taken to the nearest
  /// quarter turn.
  static Orientation from_matrix(const std::int32_t* matrix);
  /// The turn alone, clockwise: 0, 90, 180 or 270.
  int degrees() const;
  bool operator==(const Orientation&) const = default;
};

/// The size of a stored picture with square pixels. An aspect that no camera has is ignored.
struct PictureSize {
  int width = 0;
  int height = 0;
};
PictureSize square_pixel_size(int width, int height, AVRational sample_aspect_ratio);

/// Turns decoded pictures of any format and size into upright RGB of one size.
///
/// YUV goes through the matrix and range that the stream names. Without a name the matrix is BT.709 from
/// 1280 columns or more than 576 rows on, else BT.601, and the range is limited except for "yuvj" formats and
/// grey. 8-bit RGB of the right size passes unchanged. Alpha is dropped, not composited, as the
/// reference decoder of the model does. HDR is not tone-mapped.
class PictureConverter {
 public:
  /// `stored` is the size before turning.
  PictureConverter(PictureSize stored, Orientation orientation);

  /// Throws Error(Video) for a format that cannot be converted.
  base::RgbImage convert(const AVFrame& frame);

  /// Scaled down to fit and converted in one step, for a screen; index and time are left for the caller.
  ScreenPicture convert_for_screen(const AVFrame& frame, int most_width, int most_height);

  PictureSize stored() const { return stored_; }
  Orientation orientation() const { return orientation_; }
  int width() const { return orientation_.transpose ? stored_.height : stored_.width; }
  int height() const { return orientation_.transpose ? stored_.width : stored_.height; }

 private:
  struct Source {
    int width = 0;
    int height = 0;
    int format = -1;
    int matrix = -1;
    bool full_range = false;
    bool operator==(const Source&) const = default;
  };
  static Source describe(const AVFrame& frame);
  void configure(const Source& source);
  void configure_for_screen(const Source& source, PictureSize turned);
  ffmpeg::ScalerPtr make_scaler(const Source& source, PictureSize size, AVPixelFormat target,
                                int flags) const;

  PictureSize stored_;
  Orientation orientation_;
  Source source_;
  ffmpeg::ScalerPtr scaler_;
  ffmpeg::FramePtr rgb_;
  Source screen_source_;
  ffmpeg::ScalerPtr screen_scaler_;
  ffmpeg::FramePtr screen_;  ///< before turning
};

}  // namespace vp::media
