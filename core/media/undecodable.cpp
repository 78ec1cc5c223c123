#include "media/undecodable.h"

#include <algorithm>
#include <cstdio>
#include <vector>

#include "base/ascii.h"
#include "base/error.h"
#include "media/picture_converter.h"

namespace vp::media {
namespace {

constexpr int kPacketsToTry = 32;

/// What the decoder says about the stream's first packets.
struct Complaints {
  std::vector<std::string> lines;
  bool unsupported = false;
};

Complaints complaints_about(InputFile& input, int stream, const std::stop_token& stop) {
  Complaints complaints;
  input.reopen();
  std::int64_t ignored_errors = 0;
  const ffmpeg::LogScope log(ignored_errors, &complaints.lines);
  const AVCodecParameters* parameters = input.stream(stream).codecpar;
  const AVCodec* decoder = avcodec_find_decoder(parameters->codec_id);
  if (decoder == nullptr) return complaints;
  const ffmpeg::CodecPtr codec = ffmpeg::require(ffmpeg::CodecPtr(avcodec_alloc_context3(decoder)));
  if (avcodec_parameters_to_context(codec.get(), parameters) < 0) return complaints;
  codec->thread_count = 1;  // what other threads log is not heard
  codec->max_pixels = kMaxPicturePixels;
  const int opened = avcodec_open2(codec.get(), decoder, nullptr);
  complaints.unsupported = is_unsupported(opened);
  if (opened < 0) return complaints;
  const ffmpeg::PacketPtr packet = ffmpeg::make_packet();
  const ffmpeg::FramePtr frame = ffmpeg::make_frame();
  for (int tried = 0; tried < kPacketsToTry && av_read_frame(&input.format(), packet.get()) >= 0;) {
    base::throw_if_stopped(stop);
    if (packet->stream_index == stream) {
      ++tried;
      const int sent = avcodec_send_packet(codec.get(), packet.get());
      const int received = avcodec_receive_frame(codec.get(), frame.get());
      complaints.unsupported = complaints.unsupported || is_unsupported(sent) || is_unsupported(received);
      av_frame_unref(frame.get());
    }
    av_packet_unref(packet.get());
  }
  return complaints;
}

/// The first line that says that something is missing in FFmpeg; empty when none does.
std::string line_about_support(const std::vector<std::string>& lines) {
  for (const std::string& line : lines) {
    const std::string lower = base::lower_case(line);
    for (const char* words : {"unsupported", "not supported", "not implemented", "unimplemented"})
      if (lower.find(words) != std::string::npos) return line;
  }
  return {};
}

}  // namespace

bool is_too_large(int width, int height) {
  return width > kMaxPictureSide || height > kMaxPictureSide ||
         std::int64_t{width} * height > kMaxPicturePixels;
}

base::Message too_large(const InputFile& input, int width, int height) {
  return base::message(
      "\"%1\" claims pictures of %2x%3 pixels; at most %4 a side and %5 in all are supported, so make it "
      "smaller first.",
      input.path().string(), width, height, kMaxPictureSide, kMaxPicturePixels);
}

bool is_unsupported(int code) {
  return code == AVERROR_PATCHWELCOME || code == AVERROR(ENOSYS) || code == AVERROR_DECODER_NOT_FOUND;
}

base::Message why_undecodable(InputFile& input, int stream, const std::stop_token& stop) {
  const Complaints complaints = complaints_about(input, stream, stop);
  for (const std::string& line : complaints.lines) {
    unsigned width = 0, height = 0;
    const std::size_t at = line.find("Picture size ");
    if (at != std::string::npos &&
        std::sscanf(line.c_str() + at, "Picture size %ux%u", &width, &height) == 2 && width <= 1U << 30 &&
        height <= 1U << 30 && is_too_large(static_cast<int>(width), static_cast<int>(height)))
      return too_large(input, static_cast<int>(width), static_cast<int>(height));
  }
  const std::string name = input.path().string();
  const std::string line = line_about_support(complaints.lines);
  if (line.empty() && !complaints.unsupported)
    return base::message("\"%1\" has no picture that can be decoded; it is damaged.", name);
  const std::string codec = avcodec_get_name(input.stream(stream).codecpar->codec_id);
  if (codec == "webp" && line.find("ANIM") != std::string::npos)
    return base::message(
        "\"%1\" is an animated WebP that the installed FFmpeg cannot decode; convert it to another format "
        "first.",
        name);
  if (line.empty())
    return base::message(
        "\"%1\" is in a form of \"%2\" that the installed FFmpeg cannot decode; convert it to another format "
        "first.",
        name, codec);
  return base::message(
      "\"%1\" is in a form of \"%2\" that the installed FFmpeg cannot decode (%3); convert it to another "
      "format first.",
      name, codec, line);
}

}  // namespace vp::media
