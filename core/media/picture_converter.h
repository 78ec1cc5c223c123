#pragma once

#include <cstdint>

#include <optional>

#include "base/geometry.h"
#include "base/message.h"
#include "media/ffmpeg_handles.h"
#include "media/picture_stages.h"
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

/// What a stream says of its pictures where they do not say it themselves, and what is to be done with them.
struct PictureFacts {
  AVCodecID codec = AV_CODEC_ID_NONE;
  AVColorTransferCharacteristic transfer = AVCOL_TRC_UNSPECIFIED;
  AVColorPrimaries primaries = AVCOL_PRI_UNSPECIFIED;
  AVColorSpace matrix = AVCOL_SPC_UNSPECIFIED;
  AVColorRange range = AVCOL_RANGE_UNSPECIFIED;
  AVFieldOrder field_order = AV_FIELD_UNKNOWN;
  double peak_nits = 1000;   ///< HDR: of the brightest pixel
  int dolby_profile = 0;     ///< of Dolby Vision without a base that other players can show; else 0
  bool deinterlace = false;  ///< of an interlaced picture only the field that is shown first is kept

  static PictureFacts of(const AVStream& stream, const AVFrame& first);
  /// VideoInfo::colours, of pictures with these colours.
  base::Message colours_text(const ColourDescription& colours) const;
};

/// Whether a picture is two moments woven together.
bool is_interlaced(const AVFrame& frame, const PictureFacts& facts);

/// The size of a stored picture with square pixels. An aspect that no camera has is ignored.
PictureSize square_pixel_size(int width, int height, AVRational sample_aspect_ratio);

/// Turns decoded pictures of any format and size into upright RGB of one size.
///
/// YUV goes through the matrix and range that the stream names. Without a name the matrix is BT.2020 for HDR
/// and BT.2020's primaries, else BT.709 from 1280 columns or more than 576 rows on, else BT.601, and the
/// range is limited except for "yuvj" formats and grey. 8-bit RGB of the right size passes unchanged. What is
/// transparent lies on a white ground, whatever the format. HDR and wide gamut become what an sRGB screen
/// shows (SdrMapping).
class PictureConverter {
 public:
  /// `stored` is the size before turning.
  PictureConverter(PictureSize stored, Orientation orientation, const PictureFacts& facts);

  /// Throws Error(Video) for a format that cannot be converted.
  base::RgbImage convert(const AVFrame& frame);

  /// Scaled down to fit and converted in one step, for a screen; index and time are left for the caller.
  ScreenPicture convert_for_screen(const AVFrame& frame, int most_width, int most_height);

  /// How this picture is stored and what it needs.
  PictureSource describe(const AVFrame& frame) const;

  PictureSize stored() const { return stored_; }
  const PictureFacts& facts() const { return facts_; }
  Orientation orientation() const { return orientation_; }
  int width() const { return orientation_.transpose ? stored_.height : stored_.width; }
  int height() const { return orientation_.transpose ? stored_.width : stored_.height; }

 private:
  void configure(const PictureSource& source);
  void configure_for_screen(const PictureSource& source, PictureSize turned);

  PictureSize stored_;
  Orientation orientation_;
  PictureFacts facts_;
  PictureSource source_;
  ffmpeg::ScalerPtr scaler_;             ///< of what is plain
  std::optional<PictureStages> stages_;  ///< of what is not
  ffmpeg::FramePtr rgb_;
  PictureSource screen_source_;
  ffmpeg::ScalerPtr screen_scaler_;
  std::optional<PictureStages> screen_stages_;
  ffmpeg::FramePtr screen_;  ///< before turning
};

}  // namespace vp::media
