#include "media/packet_table.h"

#include <algorithm>
#include <limits>
#include <string_view>

#include "base/error.h"
#include "media/packet_parts.h"

namespace vp::media {
namespace {

static_assert(kNoTime == AV_NOPTS_VALUE);
constexpr std::int64_t kShortFile = 20000;  // packets

std::int64_t sane_time(std::int64_t time) {
  return time > -kMostTicks && time < kMostTicks ? time : AV_NOPTS_VALUE;
}

StreamClock clock_of(const InputFile& input, const AVStream& stream) {
  constexpr int kMostInH264 = 16;  // and HEVC; others hold back fewer
  const AVCodecDescriptor* codec = avcodec_descriptor_get(stream.codecpar->codec_id);
  const bool reorders = codec == nullptr || (codec->props & AV_CODEC_PROP_REORDER) != 0;
  const AVRational time_base = stream.time_base;
  return {time_base.num > 0 ? std::max(time_base.den / time_base.num, 1) : 1, stream.pts_wrap_bits,
          reorders ? kMostInH264 : 0,
          std::string_view(input.format().iformat->name).find("matroska") == std::string_view::npos};
}

/// VP8 stores its invisible "golden" frames as packets with a time of their own.
bool is_invisible(AVCodecID codec, const AVPacket& packet) {
  constexpr int kShowFrameBit = 0x10;
  return codec == AV_CODEC_ID_VP8 && packet.size > 0 && (packet.data[0] & kShowFrameBit) == 0;
}

}  // namespace

PacketTable PacketTable::scan(InputFile& input, int stream, base::Progress& progress,
                              const std::stop_token& stop) {
  PacketTable table;
  std::int64_t log_errors = 0;
  const ffmpeg::LogScope log(log_errors);
  const ffmpeg::PacketPtr packet = ffmpeg::make_packet();
  const AVStream& video = input.stream(stream);
  const AVCodecID codec = video.codecpar->codec_id;
  if (video.codecpar->extradata_size > 0) {
    table.headers_ =
        StreamHeaders({video.codecpar->extradata, static_cast<std::size_t>(video.codecpar->extradata_size)});
  }
  table.clock_ = clock_of(input, video);
  PacketParts parts(codec);
  table.encrypted_ = ffmpeg::stream_side_data(video, AV_PKT_DATA_ENCRYPTION_INIT_INFO, 1) != nullptr;

  int read_errors = 0;
  constexpr int kPacketsBeforeJoint = 2;
  int suspects = 0;
  for (std::int64_t count = 0; read_errors < kMaxConsecutiveReadErrors; ++count) {
    if (count % 256 == 0) {
      base::throw_if_stopped(stop);
      progress.report(base::Phase::Index, input.position(), input.size());
    }
    const int result = av_read_frame(&input.format(), packet.get());
    base::throw_if_stopped(stop);  // first: some demuxers report an interruption as the end of the file
    if (result == AVERROR_EOF) break;
    if (result < 0) {
      table.damaged_ = true;
      ++read_errors;
      continue;
    }
    read_errors = 0;
    if (packet->stream_index == stream) {
      PacketRecord record;
      record.pts = sane_time(packet->pts);
      record.dts = sane_time(packet->dts);
      record.position = packet->pos;
      record.duration = std::clamp<std::int64_t>(packet->duration, 0, kMostTicks);
      table.headers_.note(*packet, table.size());
      const int headers = table.headers_.number_at(table.size());
      table.headers_.note_in_band(header_units(codec, {packet->data, static_cast<std::size_t>(packet->size)},
                                               table.headers_.extradata(headers)),
                                  table.size());
      record.part = parts.next(*packet, table.headers_.extradata(headers), headers);
      record.key = (packet->flags & AV_PKT_FLAG_KEY) != 0 && record.part == PacketPart::Picture;
      record.cut = (packet->flags & AV_PKT_FLAG_DISCARD) != 0;
      record.shown = record.part == PacketPart::Picture && !record.cut && !is_invisible(codec, *packet);
      table.has_fields_ = table.has_fields_ || record.part == PacketPart::SecondField;
      // Where recordings were joined, a packet before the joint is marked although it is whole.
      if (record.key) suspects = 0;
      if (suspects > 0 && --suspects == 0) table.damaged_ = true;
      if (packet->flags & AV_PKT_FLAG_CORRUPT) suspects = kPacketsBeforeJoint;
      if (av_packet_get_side_data(packet.get(), AV_PKT_DATA_ENCRYPTION_INFO, nullptr))
        table.encrypted_ = true;
      if (record.shown && record.pts == AV_NOPTS_VALUE) ++table.without_pts_;
      if (record.key) table.keys_.push_back(table.size());
      table.packets_.push_back(record);
    }
    av_packet_unref(packet.get());
    // Whatever a demuxer makes of a file, a packet takes bytes of it.
    if (table.size() > std::max(input.size(), kShortFile)) {
      table.damaged_ = true;
      break;
    }
  }
  progress.report(base::Phase::Index, input.size(), input.size());
  if (log_errors > 0 || suspects > 0 || input.has_damaged_tables()) table.damaged_ = true;
  // MP4 lists every packet before the first is read.
  const bool lists_all = std::string_view(input.format().iformat->name).find("mp4") != std::string_view::npos;
  if (lists_all && avformat_index_get_entries_count(&input.stream(stream)) > table.size())
    table.damaged_ = true;
  table.choose_identity();
  return table;
}

std::int64_t PacketTable::picture_of(std::int64_t ordinal) const {
  while (ordinal > 0 && (*this)[ordinal].part != PacketPart::Picture) --ordinal;
  return ordinal;
}

bool PacketTable::is_field(std::int64_t ordinal) const {
  return (*this)[ordinal].part == PacketPart::SecondField ||
         (ordinal + 1 < size() && (*this)[ordinal + 1].part == PacketPart::SecondField);
}

PacketTable::IdentityKey PacketTable::identity_key(const PacketRecord& packet) const {
  const std::int64_t time = packet.pts != AV_NOPTS_VALUE ? packet.pts : packet.dts;
  return {identity_ == Identity::Time ? 0 : packet.position, identity_ == Identity::Position ? 0 : time};
}

void PacketTable::choose_identity() {
  const auto is_known = [this](const PacketRecord& packet) {
    return packet.part == PacketPart::Picture && (identity_ == Identity::Time || packet.position >= 0) &&
           (identity_ == Identity::Position || packet.pts != AV_NOPTS_VALUE || packet.dts != AV_NOPTS_VALUE);
  };
  for (const Identity identity : {Identity::Position, Identity::PositionAndTime, Identity::Time}) {
    identity_ = identity;
    by_identity_.clear();
    by_identity_.reserve(packets_.size());
    for (std::int64_t ordinal = 0; ordinal < size(); ++ordinal) {
      if (is_known((*this)[ordinal])) by_identity_.emplace_back(identity_key((*this)[ordinal]), ordinal);
    }
    std::sort(by_identity_.begin(), by_identity_.end());
    // The others are known by the packet that is read before them.
    const bool known = !by_identity_.empty() &&
                       std::all_of(keys_.begin(), keys_.end(),
                                   [&](std::int64_t ordinal) { return is_known((*this)[ordinal]); });
    const auto same = [](const auto& a, const auto& b) { return a.first == b.first; };
    if (known && std::adjacent_find(by_identity_.begin(), by_identity_.end(), same) == by_identity_.end())
      return;
  }
  by_identity_.clear();
  identity_ = Identity::Order;
}

bool PacketTable::has_presentation_times() const {
  // Decoding a long file only because a few of its packets lost their time is not worth the wait: those are
  // frames that cannot be shown.
  return without_pts_ == 0 || (size() > kShortFile && without_pts_ <= size() / 50);
}

bool PacketTable::has_doubtful_times() const {
  if (clock_.most_reordered == 0 || size() > kShortFile) return false;
  bool equal = false;
  for (std::size_t frame = 1; frame < packet_of_frame_.size(); ++frame) {
    const auto time = [this](std::int64_t ordinal) { return shown_at_[static_cast<std::size_t>(ordinal)]; };
    equal = equal || time(packet_of_frame_[frame - 1]) == time(packet_of_frame_[frame]);
  }
  return equal && !std::is_sorted(packet_of_frame_.begin(), packet_of_frame_.end());
}

void PacketTable::set_order_from_times(const std::vector<std::int64_t>& decoded) {
  PresentationOrder shown = order_by_times(packets_, clock_, decoded);
  shown_at_ = std::move(shown.times);
  rank_.assign(packets_.size(), -1);
  frame_.assign(packets_.size(), -1);
  packet_of_frame_.clear();
  for (std::size_t rank = 0; rank < shown.order.size(); ++rank) {
    const auto ordinal = static_cast<std::size_t>(shown.order[rank]);
    rank_[ordinal] = static_cast<std::int64_t>(rank);
    if (!packets_[ordinal].shown || shown_at_[ordinal] == AV_NOPTS_VALUE) continue;
    frame_[ordinal] = frame_count();
    packet_of_frame_.push_back(shown.order[rank]);
  }
  rank_the_rest();
  if (frame_count() > 0) {
    const std::int64_t last = packet_of_frame_.back();
    last_duration_ = is_field(last) ? 0 : (*this)[last].duration;
  }
}

std::int64_t PacketTable::frames_without_start() const {
  if (keys_.empty()) return frame_count();
  const auto from_key =
      std::find_if(packet_of_frame_.begin(), packet_of_frame_.end(),
                   [this](std::int64_t packet) { return rank_of(packet) >= rank_of(keys_.front()); });
  return from_key - packet_of_frame_.begin();
}

void PacketTable::drop_first_frames(std::int64_t count) {
  packet_of_frame_.erase(packet_of_frame_.begin(), packet_of_frame_.begin() + count);
  for (std::int64_t& frame : frame_) frame = std::max<std::int64_t>(frame - count, -1);
}

void PacketTable::rank_the_rest() {
  std::int64_t rank = -1, frame = -1;
  for (std::size_t i = 0; i < packets_.size(); ++i) {
    if (rank_[i] >= 0) {
      rank = rank_[i];
      frame = frame_[i];
    } else {
      rank_[i] = rank;
      if (packets_[i].part == PacketPart::SecondField) frame_[i] = frame;
    }
  }
}

void PacketTable::set_order(const std::vector<std::int64_t>& ordinals, std::int64_t ticks_per_frame) {
  rank_.assign(packets_.size(), -1);
  frame_.assign(packets_.size(), -1);
  packet_of_frame_.clear();
  shown_at_.assign(packets_.size(), AV_NOPTS_VALUE);
  for (const std::int64_t ordinal : ordinals) {
    if (frame_[static_cast<std::size_t>(ordinal)] >= 0) continue;
    frame_[static_cast<std::size_t>(ordinal)] = frame_count();
    packet_of_frame_.push_back(ordinal);
  }
  // A packet that never became a picture ranks with the picture that came before it in the file.
  rank_ = frame_;
  rank_the_rest();

  // A file that claims a frame in many years must not overflow the times.
  ticks_per_frame =
      std::clamp<std::int64_t>(ticks_per_frame, 1, kMostTicks / std::max<std::int64_t>(frame_count(), 1));
  std::vector<std::int64_t> times = known_times(ticks_per_frame);
  if (times.empty()) {
    // Decoding times are those of the frames, too, only in another order.
    for (const std::int64_t ordinal : packet_of_frame_) times.push_back((*this)[ordinal].dts);
    std::sort(times.begin(), times.end());
    const bool usable = !times.empty() && times.front() != kNoTime &&
                        std::adjacent_find(times.begin(), times.end()) == times.end();
    last_duration_ = usable && has_fields_ ? 0 : ticks_per_frame;
    for (std::int64_t frame = 0; !usable && frame < frame_count(); ++frame)
      times[static_cast<std::size_t>(frame)] = frame * ticks_per_frame;
  }
  for (std::int64_t frame = 0; frame < frame_count(); ++frame)
    shown_at_[static_cast<std::size_t>(packet_of(frame))] = times[static_cast<std::size_t>(frame)];
}

std::vector<std::int64_t> PacketTable::known_times(std::int64_t ticks_per_frame) {
  const std::vector<std::int64_t> known = order_by_times(packets_, clock_).times;
  std::vector<std::int64_t> times;
  for (const std::int64_t ordinal : packet_of_frame_)
    times.push_back(known[static_cast<std::size_t>(ordinal)]);
  const auto unknown = std::count(times.begin(), times.end(), kNoTime);
  if (unknown * 2 > frame_count()) return {};
  // The others lie between their neighbours, and before the first known one at the film's rate.
  const auto first =
      std::find_if(times.begin(), times.end(), [](std::int64_t time) { return time != kNoTime; });
  for (auto at = first; at != times.begin(); --at) *(at - 1) = *at - ticks_per_frame;
  for (auto at = times.begin(); at != times.end();) {
    const auto next = std::find_if(at + 1, times.end(), [](std::int64_t time) { return time != kNoTime; });
    const std::int64_t step =
        next == times.end() ? ticks_per_frame : (std::max(*next, *at) - *at) / (next - at);
    for (auto gap = at + 1; gap != next; ++gap) *gap = *(gap - 1) + step;
    if (next != times.end()) *next = std::max(*next, *(next - 1));
    at = next;
  }
  last_duration_ = has_fields_ ? 0 : (*this)[packet_of_frame_.back()].duration;
  return times;
}

std::int64_t PacketTable::key_for(std::int64_t ordinal, const std::vector<std::int64_t>& false_keys) const {
  auto key = std::upper_bound(keys_.begin(), keys_.end(), ordinal);
  while (key != keys_.begin()) {
    --key;
    if (std::find(false_keys.begin(), false_keys.end(), *key) != false_keys.end()) continue;
    // A picture that follows a keyframe in the file but is shown before it may need what came before.
    if (rank_of(*key) <= rank_of(ordinal)) return *key;
  }
  return 0;
}

std::int64_t PacketTable::key_before(std::int64_t key, const std::vector<std::int64_t>& false_keys) const {
  auto found = std::lower_bound(keys_.begin(), keys_.end(), key);
  while (found != keys_.begin()) {
    --found;
    if (std::find(false_keys.begin(), false_keys.end(), *found) == false_keys.end()) return *found;
  }
  return 0;
}

std::int64_t PacketTable::duration() const {
  if (packet_of_frame_.empty()) return 0;
  const std::int64_t first = shown_at_[static_cast<std::size_t>(packet_of_frame_.front())];
  const std::int64_t last = shown_at_[static_cast<std::size_t>(packet_of_frame_.back())];
  std::int64_t duration = last_duration_;
  if (duration == 0 && frame_count() > 1) duration = (last - first) / (frame_count() - 1);
  return last - first + duration;
}

FrameIndex PacketTable::frame_index(base::Rational time_base) const {
  std::vector<std::int64_t> pts;
  pts.reserve(packet_of_frame_.size());
  for (const std::int64_t ordinal : packet_of_frame_)
    pts.push_back(shown_at_[static_cast<std::size_t>(ordinal)]);
  return FrameIndex(std::move(pts), time_base, last_duration_);
}

std::int64_t PacketTable::find(const AVPacket& packet, std::int64_t expected) const {
  const bool plausible = expected >= 0 && expected < size();
  if (identity_ == Identity::Order) return plausible ? expected : -1;
  PacketRecord read;
  read.pts = sane_time(packet.pts);
  read.dts = sane_time(packet.dts);
  read.position = packet.pos;
  const IdentityKey key = identity_key(read);
  if (plausible && identity_key((*this)[expected]) == key) return expected;
  const auto found =
      std::lower_bound(by_identity_.begin(), by_identity_.end(), std::pair(key, std::int64_t{0}));
  return found != by_identity_.end() && found->first == key ? found->second : -1;
}

}  // namespace vp::media
