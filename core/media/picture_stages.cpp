#include "media/picture_stages.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>
#include <string>
#include <vector>

#include "base/error.h"

namespace vp::media {
namespace {

// GBRP's planes in the order red, green, blue.
constexpr std::array<std::size_t, 3> kPlanes{2, 0, 1};
constexpr std::size_t kAlphaPlane = 3;

template <typename Value>
Value* row_of(const AVFrame& frame, std::size_t plane, int y) {
  return reinterpret_cast<Value*>(frame.data[plane] + static_cast<std::ptrdiff_t>(y) * frame.linesize[plane]);
}

/// An 8-bit value over the ground.
std::uint8_t over_ground(std::uint32_t value, std::uint32_t alpha, std::uint32_t most, bool premultiplied) {
  const std::uint32_t ground = kGround * (most - alpha);
  const std::uint32_t sum = premultiplied ? value * most : value * alpha;
  return static_cast<std::uint8_t>(std::min<std::uint32_t>((sum + ground + most / 2) / most, 255));
}

template <typename Value>
bool is_zero_everywhere(const AVFrame& frame, std::size_t plane) {
  for (int y = 0; y < frame.height; ++y) {
    const Value* row = row_of<const Value>(frame, plane, y);
    if (std::any_of(row, row + frame.width, [](Value value) { return value != 0; })) return false;
  }
  return true;
}

int depth_of(int format) {
  const AVPixFmtDescriptor* layout = av_pix_fmt_desc_get(static_cast<AVPixelFormat>(format));
  return layout != nullptr ? layout->comp[0].depth : 8;
}

AVPixelFormat rgb_format_for(const PictureSource& source) {
  const bool wide = source.colours.needs_mapping() || depth_of(source.format) > 8;
  // What is opaque and needs no mapping is rounded to 8 bits by the scaler.
  if (source.transparent) return wide ? AV_PIX_FMT_GBRAP16 : AV_PIX_FMT_GBRAP;
  return source.colours.needs_mapping() ? AV_PIX_FMT_GBRP16 : AV_PIX_FMT_GBRP;
}

/// The lines of a field as a picture of its own: every second line of each plane.
struct FieldLines {
  std::array<const std::uint8_t*, AV_NUM_DATA_POINTERS> data{};
  std::array<int, AV_NUM_DATA_POINTERS> linesize{};

  FieldLines(const AVFrame& frame, PictureSource::Field field) {
    const AVPixFmtDescriptor* layout = av_pix_fmt_desc_get(static_cast<AVPixelFormat>(frame.format));
    const bool palette = layout != nullptr && (layout->flags & AV_PIX_FMT_FLAG_PAL) != 0;
    for (std::size_t i = 0; i < data.size(); ++i) {
      data[i] = frame.data[i];
      linesize[i] = frame.linesize[i];
      if (data[i] == nullptr || (palette && i == 1)) continue;
      if (field == PictureSource::Field::Lower) data[i] += linesize[i];
      linesize[i] *= 2;
    }
  }
};

/// The field's lines in their places, and between them what lies between them.
void weave_with_made_lines(const AVFrame& field, PictureSource::Field kept, AVFrame& whole) {
  const int first = kept == PictureSource::Field::Lower ? 1 : 0;
  const auto width = static_cast<std::size_t>(whole.width);
  for (const std::size_t plane : kPlanes) {
    for (int y = 0; y < whole.height; ++y) {
      std::uint8_t* out = row_of<std::uint8_t>(whole, plane, y);
      const auto line = [&](int at) {
        return row_of<const std::uint8_t>(field, plane, std::clamp(at, 0, field.height - 1));
      };
      if ((y - first) % 2 == 0) {
        std::memcpy(out, line((y - first) / 2), width);
        continue;
      }
      const int below = (y - first + 1) / 2;
      // Four taps: sharper than the mean of two, and it keeps slopes.
      const std::uint8_t *a = line(below - 2), *b = line(below - 1), *c = line(below), *d = line(below + 1);
      for (std::size_t x = 0; x < width; ++x)
        out[x] = static_cast<std::uint8_t>(std::clamp((9 * (b[x] + c[x]) - (a[x] + d[x]) + 8) >> 4, 0, 255));
    }
  }
}

}  // namespace

ffmpeg::ScalerPtr make_scaler(const PictureSource& source, PictureSize size, AVPixelFormat target,
                              int flags) {
  ffmpeg::ScalerPtr scaler(sws_getContext(source.width, source.height,
                                          static_cast<AVPixelFormat>(source.format), size.width, size.height,
                                          target, flags, nullptr, nullptr, nullptr));
  if (!scaler) {
    const char* name = av_get_pix_fmt_name(static_cast<AVPixelFormat>(source.format));
    throw base::Error(
        base::ErrorCode::Video,
        name != nullptr
            ? base::message("Pictures of %1x%2 in \"%3\" cannot be converted to RGB.", source.width,
                            source.height, name)
            : base::message("Pictures of %1x%2 in \"an unknown format\" cannot be converted to RGB.",
                            source.width, source.height));
  }
  // Fails for RGB sources, which have neither matrix nor range.
  sws_setColorspaceDetails(scaler.get(), sws_getCoefficients(source.matrix), source.full_range ? 1 : 0,
                           sws_getCoefficients(SWS_CS_DEFAULT), 1, 0, 1 << 16, 1 << 16);
  return scaler;
}

ffmpeg::FramePtr make_target(AVPixelFormat format, PictureSize size) {
  ffmpeg::FramePtr frame = ffmpeg::make_frame();
  frame->format = format;
  frame->width = size.width;
  frame->height = size.height;
  if (av_frame_get_buffer(frame.get(), 0) < 0) ffmpeg::throw_out_of_memory();
  return frame;
}

PictureStages::PictureStages(const PictureSource& source, PictureSize size, int flags)
    : source_(source), size_(size) {
  const bool by_fields = source.kept != PictureSource::Field::None;
  PictureSource first = source;
  if (by_fields)
    first.height = source.kept == PictureSource::Field::Lower ? source.height / 2 : (source.height + 1) / 2;
  // Hidden colours and the lines of one field must not run into their neighbours, so those are scaled last.
  const bool scaled_last = by_fields || source.transparent;
  const PictureSize rgb_size = scaled_last ? PictureSize{first.width, first.height} : size;
  const AVPixelFormat rgb = rgb_format_for(source);
  to_rgb_ = make_scaler(first, rgb_size, rgb, flags);
  rgb_ = make_target(rgb, rgb_size);
  if (source.colours.needs_mapping()) mapping_.emplace(source.colours);
  if (rgb != AV_PIX_FMT_GBRP) opaque_ = make_target(AV_PIX_FMT_GBRP, rgb_size);
  PictureSource last = source;
  if (by_fields) whole_ = make_target(AV_PIX_FMT_GBRP, {source.width, source.height});
  if (scaled_last && size != PictureSize{source.width, source.height}) {
    last.format = AV_PIX_FMT_GBRP;
    to_size_ = make_scaler(last, size, AV_PIX_FMT_GBRP, flags);
    sized_ = make_target(AV_PIX_FMT_GBRP, size);
  }
}

void PictureStages::to_opaque_sdr() {
  const bool wide = rgb_->format == AV_PIX_FMT_GBRP16 || rgb_->format == AV_PIX_FMT_GBRAP16;
  const bool opaque = !source_.transparent || (source_.doubtful_alpha &&
                                               (wide ? is_zero_everywhere<std::uint16_t>(*rgb_, kAlphaPlane)
                                                     : is_zero_everywhere<std::uint8_t>(*rgb_, kAlphaPlane)));
  const int width = rgb_->width;
  for (int y = 0; y < rgb_->height; ++y) {
    std::array<std::uint8_t*, 3> out{};
    for (std::size_t c = 0; c < 3; ++c) out[c] = row_of<std::uint8_t>(*opaque_, kPlanes[c], y);
    std::array<const std::uint16_t*, 3> in{};
    for (std::size_t c = 0; c < 3 && wide; ++c) in[c] = row_of<const std::uint16_t>(*rgb_, kPlanes[c], y);
    if (mapping_) {
      mapping_->map(in, width, out);
    } else {
      for (std::size_t c = 0; c < 3; ++c) {
        const auto* narrow = row_of<const std::uint8_t>(*rgb_, kPlanes[c], y);
        for (int x = 0; x < width; ++x)
          out[c][x] = wide ? static_cast<std::uint8_t>((in[c][x] * 255U + 32767U) / 65535U) : narrow[x];
      }
    }
    if (opaque) continue;
    const auto* alpha16 = row_of<const std::uint16_t>(*rgb_, kAlphaPlane, y);
    const auto* alpha8 = row_of<const std::uint8_t>(*rgb_, kAlphaPlane, y);
    for (std::size_t c = 0; c < 3; ++c)
      for (int x = 0; x < width; ++x)
        out[c][x] = wide ? over_ground(out[c][x], alpha16[x], 65535, source_.premultiplied)
                         : over_ground(out[c][x], alpha8[x], 255, source_.premultiplied);
  }
}

const AVFrame& PictureStages::run(const AVFrame& frame) {
  if (whole_) {
    const FieldLines lines(frame, source_.kept);
    const int height =
        source_.kept == PictureSource::Field::Lower ? source_.height / 2 : (source_.height + 1) / 2;
    sws_scale(to_rgb_.get(), lines.data.data(), lines.linesize.data(), 0, height, rgb_->data, rgb_->linesize);
  } else {
    sws_scale(to_rgb_.get(), frame.data, frame.linesize, 0, frame.height, rgb_->data, rgb_->linesize);
  }
  const AVFrame* picture = rgb_.get();
  if (opaque_) {
    to_opaque_sdr();
    picture = opaque_.get();
  }
  if (whole_) {
    weave_with_made_lines(*picture, source_.kept, *whole_);
    picture = whole_.get();
  }
  if (!sized_) return *picture;
  sws_scale(to_size_.get(), picture->data, picture->linesize, 0, picture->height, sized_->data,
            sized_->linesize);
  return *sized_;
}

}  // namespace vp::media
