#include "media/picture_converter.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <string>

#include "base/error.h"

namespace vp::media {
namespace {

constexpr double kMaxAspect = 10.0;

/// The "yuvj" formats are old names that say "full range".
int without_range(int format, bool& full_range) {
  switch (format) {
    case AV_PIX_FMT_YUVJ420P:
      full_range = true;
      return AV_PIX_FMT_YUV420P;
    case AV_PIX_FMT_YUVJ411P:
      full_range = true;
      return AV_PIX_FMT_YUV411P;
    case AV_PIX_FMT_YUVJ422P:
      full_range = true;
      return AV_PIX_FMT_YUV422P;
    case AV_PIX_FMT_YUVJ444P:
      full_range = true;
      return AV_PIX_FMT_YUV444P;
    case AV_PIX_FMT_YUVJ440P:
      full_range = true;
      return AV_PIX_FMT_YUV440P;
    default:
      return format;
  }
}

int matrix_of(const AVFrame& frame) {
  switch (frame.colorspace) {
    case AVCOL_SPC_BT709:
      return SWS_CS_ITU709;
    case AVCOL_SPC_FCC:
      return SWS_CS_FCC;
    case AVCOL_SPC_BT470BG:
    case AVCOL_SPC_SMPTE170M:
      return SWS_CS_ITU601;
    case AVCOL_SPC_SMPTE240M:
      return SWS_CS_SMPTE240M;
    case AVCOL_SPC_BT2020_NCL:
    case AVCOL_SPC_BT2020_CL:
      return SWS_CS_BT2020;
    default:
      return frame.width >= 1280 || frame.height > 576 ? SWS_CS_ITU709 : SWS_CS_ITU601;
  }
}

/// What the scaler writes. FFmpeg's fast code for exact YUV conversion writes planar RGB only; the levels are
/// those that it would write into packed RGB.
AVPixelFormat rgb_format_for(int source_format) {
  const AVPixFmtDescriptor* layout = av_pix_fmt_desc_get(static_cast<AVPixelFormat>(source_format));
  const bool yuv =
      layout != nullptr && layout->nb_components >= 3 && (layout->flags & AV_PIX_FMT_FLAG_RGB) == 0;
  return yuv ? AV_PIX_FMT_GBRP : AV_PIX_FMT_RGB24;
}

/// One colour of an RGB frame, packed or planar.
struct Channel {
  const std::uint8_t* data;
  std::ptrdiff_t row_step;
  std::ptrdiff_t pixel_step;

  const std::uint8_t* at(int row, int column) const { return data + row * row_step + column * pixel_step; }
};

std::array<Channel, 3> channels_of(const AVFrame& rgb) {
  if (rgb.format == AV_PIX_FMT_GBRP)
    return {{{rgb.data[2], rgb.linesize[2], 1},
             {rgb.data[0], rgb.linesize[0], 1},
             {rgb.data[1], rgb.linesize[1], 1}}};
  return {{{rgb.data[0], rgb.linesize[0], 3},
           {rgb.data[0] + 1, rgb.linesize[0], 3},
           {rgb.data[0] + 2, rgb.linesize[0], 3}}};
}

inline __attribute__((always_inline)) void interleave_row(const std::uint8_t* __restrict red,
                                                          const std::uint8_t* __restrict green,
                                                          const std::uint8_t* __restrict blue, int width,
                                                          std::uint8_t* __restrict out) {
  for (int x = 0; x < width; ++x) {
    out[3 * x] = red[x];
    out[3 * x + 1] = green[x];
    out[3 * x + 2] = blue[x];
  }
}

void copy_upright(const AVFrame& rgb, base::RgbImage& image) {
  const std::array<Channel, 3> channels = channels_of(rgb);
  for (int y = 0; y < image.height; ++y) {
    if (rgb.format == AV_PIX_FMT_RGB24) {
      std::memcpy(image.row(y), channels[0].at(y, 0), static_cast<std::size_t>(image.width) * 3);
    } else {
      interleave_row(channels[0].at(y, 0), channels[1].at(y, 0), channels[2].at(y, 0), image.width,
                     image.row(y));
    }
  }
}

void copy_turned(const AVFrame& rgb, const Orientation& orientation, base::RgbImage& image) {
  // Turned pictures are read across their rows: in blocks, so that what was fetched into the cache for one
  // pixel serves its neighbours, too.
  constexpr int kBlock = 16;
  const std::array<Channel, 3> channels = channels_of(rgb);
  for (int top = 0; top < image.height; top += kBlock) {
    const int bottom = std::min(top + kBlock, image.height);
    for (int x = 0; x < image.width; ++x) {
      const int u = orientation.mirror_x ? image.width - 1 - x : x;
      for (int y = top; y < bottom; ++y) {
        const int v = orientation.mirror_y ? image.height - 1 - y : y;
        std::uint8_t* const out = image.row(y) + static_cast<std::ptrdiff_t>(x) * 3;
        for (std::size_t c = 0; c < 3; ++c)
          out[c] = orientation.transpose ? *channels[c].at(u, v) : *channels[c].at(v, u);
      }
    }
  }
}

/// Turns 4-byte pixels, in blocks for the same reason.
void turn_pixels(const AVFrame& stored, const Orientation& orientation, ScreenPicture& picture) {
  constexpr int kBlock = 16;
  for (int top = 0; top < picture.height; top += kBlock) {
    const int bottom = std::min(top + kBlock, picture.height);
    for (int x = 0; x < picture.width; ++x) {
      const int u = orientation.mirror_x ? picture.width - 1 - x : x;
      for (int y = top; y < bottom; ++y) {
        const int v = orientation.mirror_y ? picture.height - 1 - y : y;
        const int row = orientation.transpose ? u : v;
        const int column = orientation.transpose ? v : u;
        std::memcpy(picture.pixels.data() + (static_cast<std::size_t>(y) * picture.width + x) * 4,
                    stored.data[0] + static_cast<std::ptrdiff_t>(row) * stored.linesize[0] + column * 4, 4);
      }
    }
  }
}

ffmpeg::FramePtr make_target(AVPixelFormat format, PictureSize size) {
  ffmpeg::FramePtr frame = ffmpeg::make_frame();
  frame->format = format;
  frame->width = size.width;
  frame->height = size.height;
  if (av_frame_get_buffer(frame.get(), 0) < 0) ffmpeg::throw_out_of_memory();
  return frame;
}

bool has_alpha(int format) {
  const AVPixFmtDescriptor* layout = av_pix_fmt_desc_get(static_cast<AVPixelFormat>(format));
  return layout == nullptr || (layout->flags & (AV_PIX_FMT_FLAG_ALPHA | AV_PIX_FMT_FLAG_PAL)) != 0;
}

int scaled(int side, double factor) {
  return std::clamp(static_cast<int>(std::lround(side * factor)), 1, kMaxPictureSide);
}

}  // namespace

Orientation Orientation::from_matrix(const std::int32_t* matrix) {
  // A point (x, y), y downwards, goes to (a x + c y, b x + d y).
  const double a = matrix[0];
  const double b = matrix[1];
  const double c = matrix[3];
  const double d = matrix[4];
  Orientation orientation;
  orientation.transpose = std::abs(b) + std::abs(c) > std::abs(a) + std::abs(d);
  orientation.mirror_x = (orientation.transpose ? c : a) < 0;
  orientation.mirror_y = (orientation.transpose ? b : d) < 0;
  return orientation;
}

int Orientation::degrees() const {
  if (transpose) return mirror_x ? 90 : 270;
  return mirror_y ? 180 : 0;
}

PictureSize square_pixel_size(int width, int height, AVRational sample_aspect_ratio) {
  if (sample_aspect_ratio.num <= 0 || sample_aspect_ratio.den <= 0) return {width, height};
  const double aspect = av_q2d(sample_aspect_ratio);
  if (aspect > kMaxAspect || aspect < 1 / kMaxAspect) return {width, height};
  // Always enlarged, never shrunk: no detail is lost.
  if (aspect > 1) return {scaled(width, aspect), height};
  return {width, scaled(height, 1 / aspect)};
}

PictureConverter::PictureConverter(PictureSize stored, Orientation orientation)
    : stored_(stored), orientation_(orientation) {}

PictureConverter::Source PictureConverter::describe(const AVFrame& frame) {
  Source source;
  source.width = frame.width;
  source.height = frame.height;
  source.full_range = frame.color_range == AVCOL_RANGE_JPEG;
  source.format = without_range(frame.format, source.full_range);
  source.matrix = matrix_of(frame);
  const AVPixFmtDescriptor* layout = av_pix_fmt_desc_get(static_cast<AVPixelFormat>(frame.format));
  if (layout != nullptr && layout->nb_components <= 2 && frame.color_range == AVCOL_RANGE_UNSPECIFIED) {
    source.full_range = true;
  }
  return source;
}

ffmpeg::ScalerPtr PictureConverter::make_scaler(const Source& source, PictureSize size, AVPixelFormat target,
                                                int flags) const {
  ffmpeg::ScalerPtr scaler(sws_getContext(source.width, source.height,
                                          static_cast<AVPixelFormat>(source.format), size.width, size.height,
                                          target, flags, nullptr, nullptr, nullptr));
  if (!scaler) {
    const char* name = av_get_pix_fmt_name(static_cast<AVPixelFormat>(source.format));
    throw base::Error(base::ErrorCode::Video, "Pictures of " + std::to_string(source.width) + "x" +
                                                  std::to_string(source.height) + " in \"" +
                                                  (name != nullptr ? name : "an unknown format") +
                                                  "\" cannot be converted to RGB.");
  }
  // Fails for RGB sources, which have neither matrix nor range.
  sws_setColorspaceDetails(scaler.get(), sws_getCoefficients(source.matrix), source.full_range ? 1 : 0,
                           sws_getCoefficients(SWS_CS_DEFAULT), 1, 0, 1 << 16, 1 << 16);
  return scaler;
}

void PictureConverter::configure(const Source& source) {
  constexpr int kFlags =
      SWS_BICUBIC | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INT | SWS_FULL_CHR_H_INP | SWS_BITEXACT;
  const AVPixelFormat target = rgb_format_for(source.format);
  scaler_ = make_scaler(source, stored_, target, kFlags);
  // The scaler writes whole vectors past a row's end, so it does not write into an RgbImage directly.
  if (!rgb_ || rgb_->format != target) rgb_ = make_target(target, stored_);
  source_ = source;
}

void PictureConverter::configure_for_screen(const Source& source, PictureSize turned) {
  screen_scaler_ = make_scaler(source, turned, AV_PIX_FMT_BGRA, SWS_BILINEAR);
  if (!screen_ || screen_->width != turned.width || screen_->height != turned.height)
    screen_ = make_target(AV_PIX_FMT_BGRA, turned);
  screen_source_ = source;
}

base::RgbImage PictureConverter::convert(const AVFrame& frame) {
  const Source source = describe(frame);
  if (!scaler_ || !(source == source_)) configure(source);
  sws_scale(scaler_.get(), frame.data, frame.linesize, 0, frame.height, rgb_->data, rgb_->linesize);

  base::RgbImage image;
  image.width = width();
  image.height = height();
  image.pixels.resize(static_cast<std::size_t>(image.width) * image.height * 3);
  if (orientation_ == Orientation{})
    copy_upright(*rgb_, image);
  else
    copy_turned(*rgb_, orientation_, image);
  return image;
}

ScreenPicture PictureConverter::convert_for_screen(const AVFrame& frame, int most_width, int most_height) {
  ScreenPicture picture;
  const double factor = std::min({1.0, static_cast<double>(std::max(most_width, 1)) / width(),
                                  static_cast<double>(std::max(most_height, 1)) / height()});
  picture.width = scaled(width(), factor);
  picture.height = scaled(height(), factor);
  const PictureSize turned = orientation_.transpose ? PictureSize{picture.height, picture.width}
                                                    : PictureSize{picture.width, picture.height};
  const Source source = describe(frame);
  if (!screen_scaler_ || !(source == screen_source_) || screen_->width != turned.width ||
      screen_->height != turned.height)
    configure_for_screen(source, turned);
  sws_scale(screen_scaler_.get(), frame.data, frame.linesize, 0, frame.height, screen_->data,
            screen_->linesize);

  const std::size_t row_bytes = static_cast<std::size_t>(picture.width) * 4;
  picture.pixels.resize(row_bytes * static_cast<std::size_t>(picture.height));
  if (orientation_ == Orientation{}) {
    for (int y = 0; y < picture.height; ++y)
      std::memcpy(picture.pixels.data() + row_bytes * static_cast<std::size_t>(y),
                  screen_->data[0] + static_cast<std::ptrdiff_t>(y) * screen_->linesize[0], row_bytes);
  } else {
    turn_pixels(*screen_, orientation_, picture);
  }
  if (has_alpha(source.format)) {
    for (std::size_t i = 3; i < picture.pixels.size(); i += 4) picture.pixels[i] = 255;
  }
  return picture;
}

}  // namespace vp::media
