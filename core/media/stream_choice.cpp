#include "media/stream_choice.h"

#include <algorithm>
#include <cstdint>
#include <tuple>

#include "base/error.h"
#include "media/stream_info.h"

namespace vp::media {
namespace {

// A stream that has no second picture while the others have so many is taken for a still one.
constexpr std::int64_t kPacketsToCompare = 1500;

bool is_cover(const AVStream& stream) {
  return (stream.disposition & (AV_DISPOSITION_ATTACHED_PIC | AV_DISPOSITION_TIMED_THUMBNAILS)) != 0;
}

bool is_video(const AVStream& stream) {
  return stream.codecpar->codec_type == AVMEDIA_TYPE_VIDEO;
}

base::Message name_of(const InputFile& input, int index) {
  const StreamInfo info = describe_stream(input.stream(index), index);
  const std::string detail = info.detail.empty() ? std::string() : " " + info.detail;
  return info.codec.empty()
             ? base::message("%1 (unknown codec%2)", index, detail)
             : base::Message::verbatim(std::to_string(index) + " (" + info.codec + detail + ")");
}

base::Message list_of(const std::vector<base::Message>& items) {
  base::Message list;
  for (std::size_t i = 0; i < items.size(); ++i)
    list = i == 0                  ? items[i]
           : i + 1 == items.size() ? base::message("%1 and %2", list, items[i])
                                   : base::message("%1, %2", list, items[i]);
  return list;
}

[[noreturn]] void refuse(const InputFile& input, int wanted, const std::vector<int>& videos) {
  const auto count = static_cast<int>(input.format().nb_streams);
  const std::string file = input.path().string();
  std::vector<base::Message> names;
  for (const int video : videos) names.push_back(name_of(input, video));
  const base::Message there = names.empty() ? base::message("none") : list_of(names);
  if (wanted < 0 || wanted >= count)
    throw base::Error(base::ErrorCode::Usage,
                      base::message("\"%1\" has no stream %2; its video streams: %3.", file, wanted, there));
  throw base::Error(base::ErrorCode::Usage,
                    base::message("Stream %1 of \"%2\" holds no pictures but %3; its video streams: %4.",
                                  wanted, file, describe_stream(input.stream(wanted), wanted).kind, there));
}

[[noreturn]] void refuse_without_film(const InputFile& input, bool has_cover) {
  const AVFormatContext& format = input.format();
  const bool has_audio =
      std::any_of(format.streams, format.streams + format.nb_streams,
                  [](const AVStream* each) { return each->codecpar->codec_type == AVMEDIA_TYPE_AUDIO; });
  const std::string name = input.path().string();
  throw base::Error(
      base::ErrorCode::Video,
      has_cover ? base::message(
                      "\"%1\" holds only sound and a cover picture; give a file with moving pictures.", name)
      : has_audio ? base::message("\"%1\" holds only sound; give a file with moving pictures.", name)
                  : base::message("\"%1\" holds no video stream; give a file with moving pictures.", name));
}

/// How many packets each of these streams has; counting ends as soon as it is known which have one only.
std::vector<std::int64_t> count_packets(InputFile& input, const std::vector<int>& streams,
                                        const std::stop_token& stop) {
  std::vector<std::int64_t> counts(streams.size(), 0);
  std::int64_t ignored_errors = 0;
  const ffmpeg::LogScope log(ignored_errors);
  const ffmpeg::PacketPtr packet = ffmpeg::make_packet();
  AVFormatContext& format = input.format();
  for (unsigned i = 0; i < format.nb_streams; ++i)
    if (std::find(streams.begin(), streams.end(), static_cast<int>(i)) == streams.end())
      format.streams[i]->discard = AVDISCARD_ALL;
  int errors = 0;
  for (std::int64_t read = 0; read < kPacketsToCompare && errors < kMaxConsecutiveReadErrors;) {
    base::throw_if_stopped(stop);
    const int result = av_read_frame(&format, packet.get());
    base::throw_if_stopped(stop);
    if (result == AVERROR_EOF) break;
    if (result < 0) {
      ++errors;
      continue;
    }
    errors = 0;
    const auto found = std::find(streams.begin(), streams.end(), packet->stream_index);
    av_packet_unref(packet.get());
    if (found == streams.end()) continue;
    ++read;
    ++counts[static_cast<std::size_t>(found - streams.begin())];
    if (*std::min_element(counts.begin(), counts.end()) > 1) break;
  }
  input.reopen();
  return counts;
}

std::vector<int> stills_among(InputFile& input, const std::vector<int>& streams,
                              const std::stop_token& stop) {
  std::vector<int> stills;
  const std::vector<std::int64_t> counts = count_packets(input, streams, stop);
  for (std::size_t i = 0; i < streams.size(); ++i)
    if (counts[i] <= 1) stills.push_back(streams[i]);
  return stills.size() < streams.size() ? stills : std::vector<int>{};
}

bool contains(const std::vector<int>& list, int value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

}  // namespace

StreamChoice choose_streams(InputFile& input, const std::optional<int>& wanted, const std::stop_token& stop) {
  std::vector<int> videos;
  StreamChoice choice;
  const AVFormatContext& format = input.format();
  for (int i = 0; i < static_cast<int>(format.nb_streams); ++i) {
    if (!is_video(*format.streams[i])) continue;
    videos.push_back(i);
    if (!is_cover(*format.streams[i])) choice.order.push_back(i);
  }
  if (wanted) {
    if (!contains(videos, *wanted)) refuse(input, *wanted, videos);
    return {{*wanted}, {}};
  }
  if (choice.order.empty()) refuse_without_film(input, !videos.empty());
  if (choice.order.size() == 1) return choice;

  choice.stills = stills_among(input, choice.order, stop);
  const auto rank = [&](int index) {
    const AVStream& stream = input.stream(index);
    const int disposition = stream.disposition;
    const bool aside = (disposition & (AV_DISPOSITION_DEPENDENT | AV_DISPOSITION_HEARING_IMPAIRED |
                                       AV_DISPOSITION_VISUAL_IMPAIRED)) != 0;
    return std::tuple(contains(choice.stills, index),
                      avcodec_find_decoder(stream.codecpar->codec_id) == nullptr, aside,
                      (disposition & AV_DISPOSITION_DEFAULT) == 0,
                      -std::max<std::int64_t>(stream.codecpar->bit_rate, 0), index);
  };
  std::sort(choice.order.begin(), choice.order.end(), [&](int a, int b) { return rank(a) < rank(b); });
  return choice;
}

base::Message sentence_about(const StreamChoice& choice, std::size_t taken, const InputFile& input) {
  if (choice.order.size() < 2) return {};
  std::vector<int> others;
  for (std::size_t i = 0; i < choice.order.size(); ++i)
    if (i != taken) others.push_back(choice.order[i]);
  const auto undecodable = [&](int index) {
    const auto place = std::find(choice.order.begin(), choice.order.end(), index) - choice.order.begin();
    return place < static_cast<std::ptrdiff_t>(taken) ||
           avcodec_find_decoder(input.stream(index).codecpar->codec_id) == nullptr;
  };
  std::vector<base::Message> left;
  for (const int other : others) {
    const base::Message name = name_of(input, other);
    left.push_back(undecodable(other)               ? base::message("%1, which cannot be decoded", name)
                   : contains(choice.stills, other) ? base::message("%1, a single picture", name)
                                                    : name);
  }
  return base::message("Of the video streams of \"%1\", %2 is looked at and not %3.", input.path().string(),
                       name_of(input, choice.order[taken]), list_of(left));
}

}  // namespace vp::media
