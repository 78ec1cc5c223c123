#pragma once

#include <optional>

#include "media/ffmpeg_handles.h"
#include "media/sdr_mapping.h"

namespace vp::media {

/// The size of a picture in pixels.
struct PictureSize {
  int width = 0;
  int height = 0;
  bool operator==(const PictureSize&) const = default;
};

/// How a decoded picture is stored.
struct PictureSource {
  enum class Field { None, Upper, Lower };

  int width = 0;
  int height = 0;
  int format = -1;
  int matrix = -1;  ///< SWS_CS_…
  bool full_range = false;
  ColourDescription colours;
  bool transparent = false;
  bool premultiplied = false;   ///< the colours are already weighted with their opacity
  bool doubtful_alpha = false;  ///< a picture that is transparent everywhere is taken for an opaque one
  Field kept = Field::None;     ///< the field whose lines are kept; those of the other are made from them

  /// Nothing but the scaler's own conversion is needed.
  bool plain() const { return !transparent && !colours.needs_mapping() && kept == Field::None; }
  bool operator==(const PictureSource&) const = default;
};

/// A scaler with the source's matrix and range. Throws Error(Video) for a format that cannot be converted.
ffmpeg::ScalerPtr make_scaler(const PictureSource& source, PictureSize size, AVPixelFormat target, int flags);

/// A frame with a buffer of its own.
ffmpeg::FramePtr make_target(AVPixelFormat format, PictureSize size);

/// The ground on which transparent pictures are laid: white, as on a page.
inline constexpr int kGround = 255;

/// What a picture goes through that is not plain(): the lines of one field, RGB, colours of an SDR screen,
/// the ground under what is transparent, the lines of the other field, size; in this order.
class PictureStages {
 public:
  /// `flags`: SWS_…
  PictureStages(const PictureSource& source, PictureSize size, int flags);

  /// AV_PIX_FMT_GBRP of that size, valid until the next call. `frame` is as the source says.
  const AVFrame& run(const AVFrame& frame);

 private:
  void to_opaque_sdr();

  PictureSource source_;
  PictureSize size_;
  std::optional<SdrMapping> mapping_;
  ffmpeg::ScalerPtr to_rgb_;
  ffmpeg::FramePtr rgb_;     ///< GBRP, GBRAP, GBRP16 or GBRAP16
  ffmpeg::FramePtr opaque_;  ///< GBRP; null where rgb_ is already that
  ffmpeg::FramePtr whole_;   ///< GBRP of both fields; null where the source is not taken apart
  ffmpeg::ScalerPtr to_size_;
  ffmpeg::FramePtr sized_;  ///< GBRP; null where the size is right already
};

}  // namespace vp::media
