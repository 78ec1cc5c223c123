#include "media/ffmpeg_handles.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdarg>
#include <cstdio>
#include <mutex>
#include <utility>

#include "base/error.h"

namespace vp::media::ffmpeg {
namespace {

// FFmpeg's log callback has no user pointer, so the scope that listens is found through the thread.
thread_local std::int64_t* listening_scope = nullptr;
thread_local std::vector<std::string>* listening_lines = nullptr;

void keep_line(const char* format, std::va_list arguments) {
  constexpr std::size_t kMostLines = 64;
  if (listening_lines->size() >= kMostLines) return;
  std::array<char, 256> text{};
  if (std::vsnprintf(text.data(), text.size(), format, arguments) < 0) return;
  std::string line = text.data();
  while (!line.empty() && std::isspace(static_cast<unsigned char>(line.back())) != 0) line.pop_back();
  listening_lines->push_back(std::move(line));
}

void count_errors(void*, int level, const char* format, std::va_list arguments) {
  if (level <= AV_LOG_ERROR && listening_scope != nullptr) ++*listening_scope;
  if (level <= AV_LOG_WARNING && listening_lines != nullptr) keep_line(format, arguments);
}

void silence_log_once() {
  static std::once_flag once;
  std::call_once(once, [] { av_log_set_callback(count_errors); });
}

}  // namespace

LogScope::LogScope(std::int64_t& errors, std::vector<std::string>* lines)
    : outer_(listening_scope), outer_lines_(listening_lines) {
  silence_log_once();
  listening_scope = &errors;
  listening_lines = lines;
}

LogScope::~LogScope() {
  listening_scope = outer_;
  listening_lines = outer_lines_;
}

void throw_out_of_memory() {
  throw base::Error(
      base::ErrorCode::Device,
      base::message("There is not enough memory to decode this file; close other programs and try again."));
}

FramePtr make_frame() {
  return require(FramePtr(av_frame_alloc()));
}

PacketPtr make_packet() {
  return require(PacketPtr(av_packet_alloc()));
}

std::string error_text(int code) {
  // Because of a number in the file, not because the machine were short of memory.
  if (code == AVERROR(ENOMEM)) return "it claims sizes that cannot be";
  char text[AV_ERROR_MAX_STRING_SIZE] = {};
  av_strerror(code, text, sizeof text);
  return text;
}

const std::uint8_t* stream_side_data(const AVStream& stream, AVPacketSideDataType type,
                                     std::size_t min_size) {
#if LIBAVFORMAT_VERSION_INT >= AV_VERSION_INT(60, 15, 100)
  const AVPacketSideData* data =
      av_packet_side_data_get(stream.codecpar->coded_side_data, stream.codecpar->nb_coded_side_data, type);
  return data != nullptr && data->size >= min_size ? data->data : nullptr;
#else
  std::size_t size = 0;
  const std::uint8_t* data = av_stream_get_side_data(&stream, type, &size);
  return data != nullptr && size >= min_size ? data : nullptr;
#endif
}

void set_extradata(AVCodecContext& codec, std::span<const std::uint8_t> extradata) {
  av_freep(&codec.extradata);
  codec.extradata_size = 0;
  if (extradata.empty()) return;
  codec.extradata =
      require(static_cast<std::uint8_t*>(av_mallocz(extradata.size() + AV_INPUT_BUFFER_PADDING_SIZE)));
  std::copy(extradata.begin(), extradata.end(), codec.extradata);
  codec.extradata_size = static_cast<int>(extradata.size());
}

#if LIBAVUTIL_VERSION_INT >= AV_VERSION_INT(58, 7, 100)
bool is_interlaced(const AVFrame& frame) {
  return (frame.flags & AV_FRAME_FLAG_INTERLACED) != 0;
}

bool upper_field_first(const AVFrame& frame) {
  return (frame.flags & AV_FRAME_FLAG_TOP_FIELD_FIRST) != 0;
}
#else
bool is_interlaced(const AVFrame& frame) {
  return frame.interlaced_frame != 0;
}

bool upper_field_first(const AVFrame& frame) {
  return frame.top_field_first != 0;
}
#endif

}  // namespace vp::media::ffmpeg
