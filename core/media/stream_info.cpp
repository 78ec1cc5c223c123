#include "media/stream_info.h"

#include <algorithm>
#include <cstdio>
#include <optional>
#include <string>

namespace vp::media {
namespace {

constexpr double kMaxFrameRate = 1000.0;

bool is_believable(AVRational rate) {
  return rate.num > 0 && rate.den > 0 && av_q2d(rate) <= kMaxFrameRate;
}

AVRational frame_rate(const AVStream& stream) {
  if (is_believable(stream.avg_frame_rate)) return stream.avg_frame_rate;
  if (is_believable(stream.r_frame_rate)) return stream.r_frame_rate;
  return {0, 1};
}

std::string kind_of(AVMediaType type) {
  const char* name = av_get_media_type_string(type);
  return name != nullptr ? name : "unknown";
}

std::string detail_of(const AVStream& stream) {
  const AVCodecParameters& parameters = *stream.codecpar;
  std::string detail;
  if (parameters.codec_type == AVMEDIA_TYPE_VIDEO) {
    detail = std::to_string(parameters.width) + "x" + std::to_string(parameters.height);
    if (const char* format = av_get_pix_fmt_name(static_cast<AVPixelFormat>(parameters.format))) {
      detail += std::string(" ") + format;
    }
    const AVRational rate = frame_rate(stream);
    if ((stream.disposition & AV_DISPOSITION_ATTACHED_PIC) != 0) return detail + ", cover picture";
    if (rate.num > 0) {
      char text[32];
      std::snprintf(text, sizeof text, " %.5g fps", av_q2d(rate));
      detail += text;
    }
  } else if (parameters.codec_type == AVMEDIA_TYPE_AUDIO) {
    const int channels = parameters.ch_layout.nb_channels;
    detail = std::to_string(parameters.sample_rate) + " Hz ";
    detail += channels == 1 ? "mono" : channels == 2 ? "stereo" : std::to_string(channels) + " channels";
  }
  return detail;
}

}  // namespace

StreamInfo describe_stream(const AVStream& stream, int index) {
  const bool known = stream.codecpar->codec_id != AV_CODEC_ID_NONE;
  return {index, kind_of(stream.codecpar->codec_type),
          known ? avcodec_get_name(stream.codecpar->codec_id) : "", detail_of(stream)};
}

bool is_encrypted(const AVStream& stream) {
  return stream.codecpar->codec_tag == MKTAG('e', 'n', 'c', 'v') ||
         stream.codecpar->codec_tag == MKTAG('d', 'r', 'm', 'i');
}

VideoInfo describe_container(const InputFile& input, int stream) {
  const AVFormatContext& format = input.format();
  const AVStream& video = input.stream(stream);
  VideoInfo info;
  info.stream = stream;
  info.container = format.iformat->name;
  info.codec = avcodec_get_name(video.codecpar->codec_id);
  info.time_base = video.time_base.num > 0 && video.time_base.den > 0
                       ? base::Rational{video.time_base.num, video.time_base.den}
                       : base::Rational{1, AV_TIME_BASE};
  const AVRational rate = frame_rate(video);
  info.header_frame_rate = info.average_frame_rate = {rate.num, rate.den};
  for (unsigned i = 0; i < format.nb_streams; ++i) {
    info.streams.push_back(describe_stream(*format.streams[i], static_cast<int>(i)));
    info.has_audio = info.has_audio || format.streams[i]->codecpar->codec_type == AVMEDIA_TYPE_AUDIO;
  }
  return info;
}

double container_start_s(const InputFile& input) {
  const AVFormatContext& format = input.format();
  std::optional<double> earliest;
  for (unsigned i = 0; i < format.nb_streams; ++i) {
    const AVStream& stream = *format.streams[i];
    const AVMediaType type = stream.codecpar->codec_type;
    const bool plays =
        type == AVMEDIA_TYPE_AUDIO ||
        (type == AVMEDIA_TYPE_VIDEO && (stream.disposition & AV_DISPOSITION_ATTACHED_PIC) == 0);
    if (!plays || stream.start_time == AV_NOPTS_VALUE) continue;
    const double start = static_cast<double>(stream.start_time) * av_q2d(stream.time_base);
    if (!earliest || start < *earliest) earliest = start;
  }
  return std::max(0.0, earliest.value_or(0));
}

}  // namespace vp::media
