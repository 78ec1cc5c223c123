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

int matrix_of(AVColorSpace matrix, const AVFrame& frame, const ColourDescription& colours) {
  switch (matrix) {
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
      if (colours.primaries == ColourDescription::Primaries::Bt2020) return SWS_CS_BT2020;
      return frame.width >= 1280 || frame.height > 576 ? SWS_CS_ITU709 : SWS_CS_ITU601;
  }
}

ColourDescription colours_of(const AVFrame& frame, const PictureFacts& facts) {
  using Transfer = ColourDescription::Transfer;
  using Primaries = ColourDescription::Primaries;
  const auto transfer = frame.color_trc != AVCOL_TRC_UNSPECIFIED ? frame.color_trc : facts.transfer;
  const auto primaries =
      frame.color_primaries != AVCOL_PRI_UNSPECIFIED ? frame.color_primaries : facts.primaries;
  ColourDescription colours;
  if (transfer == AVCOL_TRC_SMPTE2084) colours.transfer = Transfer::Pq;
  if (transfer == AVCOL_TRC_ARIB_STD_B67) colours.transfer = Transfer::Hlg;
  if (primaries == AVCOL_PRI_BT2020) colours.primaries = Primaries::Bt2020;
  if (primaries == AVCOL_PRI_SMPTE431 || primaries == AVCOL_PRI_SMPTE432) colours.primaries = Primaries::P3;
  // HDR without a word about its primaries is BT.2100's.
  if (colours.is_hdr() && primaries == AVCOL_PRI_UNSPECIFIED) colours.primaries = Primaries::Bt2020;
  if (colours.transfer == Transfer::Pq) colours.peak_nits = facts.peak_nits;
  return colours;
}

/// Formats of which some programs write 32 bits a pixel and leave the fourth byte at 0.
bool leaves_alpha_unset(AVCodecID codec) {
  switch (codec) {
    case AV_CODEC_ID_RAWVIDEO:
    case AV_CODEC_ID_HUFFYUV:
    case AV_CODEC_ID_FFVHUFF:
    case AV_CODEC_ID_LAGARITH:
    case AV_CODEC_ID_UTVIDEO:
    case AV_CODEC_ID_FFV1:
    case AV_CODEC_ID_ZMBV:
    case AV_CODEC_ID_BMP:
    case AV_CODEC_ID_TARGA:
      return true;
    default:
      return false;
  }
}

/// Formats whose pictures say themselves which of them are interlaced.
bool says_it_in_each_picture(AVCodecID codec) {
  return codec == AV_CODEC_ID_H264 || codec == AV_CODEC_ID_MPEG2VIDEO || codec == AV_CODEC_ID_VC1 ||
         codec == AV_CODEC_ID_MPEG4 || codec == AV_CODEC_ID_HEVC;
}

bool upper_field_first(const AVFrame& frame, const PictureFacts& facts) {
  if (ffmpeg::is_interlaced(frame)) return ffmpeg::upper_field_first(frame);
  return facts.field_order == AV_FIELD_TT || facts.field_order == AV_FIELD_BT;
}

PictureSource::Field field_to_keep(const AVFrame& frame, const PictureFacts& facts) {
  using Field = PictureSource::Field;
  constexpr int kFewestLines = 4;
  if (!facts.deinterlace || frame.height < kFewestLines || !is_interlaced(frame, facts)) return Field::None;
  const AVPixFmtDescriptor* layout = av_pix_fmt_desc_get(static_cast<AVPixelFormat>(frame.format));
  // The lower field of other heights lacks a line of colour.
  const bool even = layout != nullptr && frame.height % (2 << layout->log2_chroma_h) == 0;
  return upper_field_first(frame, facts) || !even ? Field::Upper : Field::Lower;
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

/// Whether parts of a picture may be transparent; a palette says it in its colours.
bool has_alpha(const AVFrame& frame) {
  const AVPixFmtDescriptor* layout = av_pix_fmt_desc_get(static_cast<AVPixelFormat>(frame.format));
  if (layout == nullptr) return false;
  if ((layout->flags & AV_PIX_FMT_FLAG_PAL) == 0) return (layout->flags & AV_PIX_FMT_FLAG_ALPHA) != 0;
  if (frame.data[1] == nullptr) return false;
  bool all_zero = true, all_opaque = true;
  for (std::size_t i = 0; i < AVPALETTE_COUNT; ++i) {
    std::uint32_t colour = 0;
    std::memcpy(&colour, frame.data[1] + 4 * i, sizeof colour);
    all_zero = all_zero && colour >> 24 == 0;
    all_opaque = all_opaque && colour >> 24 == 255;
  }
  // Decoders that know no transparency may leave its byte at 0.
  return !all_opaque && !all_zero;
}

/// GBRP to BGRA.
void interleave_for_screen(const AVFrame& rgb, AVFrame& screen) {
  const std::array<Channel, 3> channels = channels_of(rgb);
  for (int y = 0; y < rgb.height; ++y) {
    const std::uint8_t* red = channels[0].at(y, 0);
    const std::uint8_t* green = channels[1].at(y, 0);
    const std::uint8_t* blue = channels[2].at(y, 0);
    std::uint8_t* out = screen.data[0] + static_cast<std::ptrdiff_t>(y) * screen.linesize[0];
    for (int x = 0; x < rgb.width; ++x) {
      out[4 * x] = blue[x];
      out[4 * x + 1] = green[x];
      out[4 * x + 2] = red[x];
      out[4 * x + 3] = 255;
    }
  }
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

base::Message PictureFacts::colours_text(const ColourDescription& colours) const {
  if (dolby_profile == 0) return colours.text();
  return base::message(
      "Dolby Vision of profile %1, whose colours only its own decoders restore; here they are wrong",
      dolby_profile);
}

PictureFacts PictureFacts::of(const AVStream& stream, const AVFrame& first) {
  const AVCodecParameters& parameters = *stream.codecpar;
  PictureFacts facts;
  facts.codec = parameters.codec_id;
  facts.transfer = parameters.color_trc;
  facts.primaries = parameters.color_primaries;
  facts.matrix = parameters.color_space;
  facts.range = parameters.color_range;
  facts.field_order = parameters.field_order;
  if (const std::uint8_t* data =
          ffmpeg::stream_side_data(stream, AV_PKT_DATA_DOVI_CONF, sizeof(AVDOVIDecoderConfigurationRecord))) {
    const auto& dolby = *reinterpret_cast<const AVDOVIDecoderConfigurationRecord*>(data);
    if (dolby.bl_present_flag != 0 && dolby.dv_bl_signal_compatibility_id == 0)
      facts.dolby_profile = dolby.dv_profile;
  }

  const std::uint8_t* light =
      ffmpeg::stream_side_data(stream, AV_PKT_DATA_CONTENT_LIGHT_LEVEL, sizeof(AVContentLightMetadata));
  const std::uint8_t* master = ffmpeg::stream_side_data(stream, AV_PKT_DATA_MASTERING_DISPLAY_METADATA,
                                                        sizeof(AVMasteringDisplayMetadata));
  if (const AVFrameSideData* data = av_frame_get_side_data(&first, AV_FRAME_DATA_CONTENT_LIGHT_LEVEL))
    light = data->data;
  if (const AVFrameSideData* data = av_frame_get_side_data(&first, AV_FRAME_DATA_MASTERING_DISPLAY_METADATA))
    master = data->data;
  const auto take = [&facts](double nits) {
    constexpr double kLeast = 100, kMost = 10000;
    if (nits < kLeast || nits > kMost) return false;
    facts.peak_nits = nits;
    return true;
  };
  if (light != nullptr && take(reinterpret_cast<const AVContentLightMetadata*>(light)->MaxCLL)) return facts;
  if (master == nullptr) return facts;
  const auto& display = *reinterpret_cast<const AVMasteringDisplayMetadata*>(master);
  if (display.has_luminance != 0 && display.max_luminance.den > 0) take(av_q2d(display.max_luminance));
  return facts;
}

bool is_interlaced(const AVFrame& frame, const PictureFacts& facts) {
  if (ffmpeg::is_interlaced(frame)) return true;
  const bool stream = facts.field_order == AV_FIELD_TT || facts.field_order == AV_FIELD_BB ||
                      facts.field_order == AV_FIELD_TB || facts.field_order == AV_FIELD_BT;
  return stream && !says_it_in_each_picture(facts.codec);
}

PictureConverter::PictureConverter(PictureSize stored, Orientation orientation, const PictureFacts& facts)
    : stored_(stored), orientation_(orientation), facts_(facts) {}

PictureSource PictureConverter::describe(const AVFrame& frame) const {
  PictureSource source;
  source.width = frame.width;
  source.height = frame.height;
  const AVColorRange range = frame.color_range != AVCOL_RANGE_UNSPECIFIED ? frame.color_range : facts_.range;
  source.full_range = range == AVCOL_RANGE_JPEG;
  source.format = without_range(frame.format, source.full_range);
  source.colours = colours_of(frame, facts_);
  const AVColorSpace matrix = frame.colorspace != AVCOL_SPC_UNSPECIFIED ? frame.colorspace : facts_.matrix;
  source.matrix = matrix_of(matrix, frame, source.colours);
  const AVPixFmtDescriptor* layout = av_pix_fmt_desc_get(static_cast<AVPixelFormat>(frame.format));
  if (layout != nullptr && layout->nb_components <= 2 && range == AVCOL_RANGE_UNSPECIFIED) {
    source.full_range = true;
  }
  source.transparent = has_alpha(frame);
  source.premultiplied = facts_.codec == AV_CODEC_ID_EXR;
  source.doubtful_alpha = leaves_alpha_unset(facts_.codec);
  source.kept = field_to_keep(frame, facts_);
  return source;
}

void PictureConverter::configure(const PictureSource& source) {
  constexpr int kFlags =
      SWS_BICUBIC | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INT | SWS_FULL_CHR_H_INP | SWS_BITEXACT;
  scaler_.reset();
  stages_.reset();
  if (source.plain()) {
    const AVPixelFormat target = rgb_format_for(source.format);
    scaler_ = make_scaler(source, stored_, target, kFlags);
    // The scaler writes whole vectors past a row's end, so it does not write into an RgbImage directly.
    if (!rgb_ || rgb_->format != target) rgb_ = make_target(target, stored_);
  } else {
    stages_.emplace(source, stored_, kFlags);
  }
  source_ = source;
}

void PictureConverter::configure_for_screen(const PictureSource& source, PictureSize turned) {
  screen_scaler_.reset();
  screen_stages_.reset();
  if (source.plain()) {
    screen_scaler_ = make_scaler(source, turned, AV_PIX_FMT_BGRA, SWS_BILINEAR);
  } else {
    screen_stages_.emplace(source, turned, SWS_BILINEAR);
  }
  if (!screen_ || screen_->width != turned.width || screen_->height != turned.height)
    screen_ = make_target(AV_PIX_FMT_BGRA, turned);
  screen_source_ = source;
}

base::RgbImage PictureConverter::convert(const AVFrame& frame) {
  const PictureSource source = describe(frame);
  if ((!scaler_ && !stages_) || !(source == source_)) configure(source);
  if (scaler_)
    sws_scale(scaler_.get(), frame.data, frame.linesize, 0, frame.height, rgb_->data, rgb_->linesize);
  const AVFrame& rgb = stages_ ? stages_->run(frame) : *rgb_;

  base::RgbImage image;
  image.width = width();
  image.height = height();
  image.pixels.resize(static_cast<std::size_t>(image.width) * image.height * 3);
  if (orientation_ == Orientation{})
    copy_upright(rgb, image);
  else
    copy_turned(rgb, orientation_, image);
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
  const PictureSource source = describe(frame);
  if ((!screen_scaler_ && !screen_stages_) || !(source == screen_source_) || screen_->width != turned.width ||
      screen_->height != turned.height)
    configure_for_screen(source, turned);
  if (screen_scaler_)
    sws_scale(screen_scaler_.get(), frame.data, frame.linesize, 0, frame.height, screen_->data,
              screen_->linesize);
  else
    interleave_for_screen(screen_stages_->run(frame), *screen_);

  const std::size_t row_bytes = static_cast<std::size_t>(picture.width) * 4;
  picture.pixels.resize(row_bytes * static_cast<std::size_t>(picture.height));
  if (orientation_ == Orientation{}) {
    for (int y = 0; y < picture.height; ++y)
      std::memcpy(picture.pixels.data() + row_bytes * static_cast<std::size_t>(y),
                  screen_->data[0] + static_cast<std::ptrdiff_t>(y) * screen_->linesize[0], row_bytes);
  } else {
    turn_pixels(*screen_, orientation_, picture);
  }
  return picture;
}

}  // namespace vp::media
