#include "media/packet_table.h"

#include <algorithm>
#include <limits>
#include <numeric>

#include "base/error.h"

namespace vp::media {
namespace {

constexpr std::int64_t kShortFile = 20000;  // packets
// Differences and sums of a few times must not overflow, whatever a file says.
constexpr std::int64_t kMaxTime = std::numeric_limits<std::int64_t>::max() / 8;

std::int64_t sane_time(std::int64_t time) {
  return time > -kMaxTime && time < kMaxTime ? time : AV_NOPTS_VALUE;
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
  table.encrypted_ = ffmpeg::stream_side_data(video, AV_PKT_DATA_ENCRYPTION_INIT_INFO, 1) != nullptr;

  std::int64_t latest = std::numeric_limits<std::int64_t>::min();
  int read_errors = 0;
  for (std::int64_t count = 0; read_errors < kMaxConsecutiveReadErrors; ++count) {
    if (count % 256 == 0) {
      base::throw_if_stopped(stop);
      progress.report(base::Phase::Index, input.position(), input.size());
    }
    const int result = av_read_frame(&input.format(), packet.get());
    base::throw_if_stopped(stop);  // first: some demuxers report an interruption as the end of the file
    if (result == AVERROR_EOF) break;
    if (result == AVERROR(ENOMEM)) ffmpeg::throw_out_of_memory();
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
      record.key = (packet->flags & AV_PKT_FLAG_KEY) != 0;
      record.shown = (packet->flags & AV_PKT_FLAG_DISCARD) == 0 && !is_invisible(codec, *packet);
      if (packet->flags & AV_PKT_FLAG_CORRUPT) table.damaged_ = true;
      if (av_packet_get_side_data(packet.get(), AV_PKT_DATA_ENCRYPTION_INFO, nullptr))
        table.encrypted_ = true;
      if (record.shown && record.pts == AV_NOPTS_VALUE) ++table.without_pts_;
      if (record.pts != AV_NOPTS_VALUE && record.pts >= latest) {
        latest = record.pts;
        table.last_duration_ = std::clamp<std::int64_t>(packet->duration, 0, kMaxTime);
      }
      table.headers_.note(*packet, table.size());
      if (record.key) table.keys_.push_back(table.size());
      table.packets_.push_back(record);
    }
    av_packet_unref(packet.get());
  }
  progress.report(base::Phase::Index, input.size(), input.size());
  if (log_errors > 0) table.damaged_ = true;
  const AVRational time_base = input.stream(stream).time_base;
  table.join_segments(time_base.num > 0 ? time_base.den / time_base.num : 1);
  table.choose_identity();
  return table;
}

void PacketTable::join_segments(std::int64_t ticks_per_second) {
  // Recordings that were appended to each other start their clock again. Decoding times never go back in one
  // recording; where they are unknown, reordering does not reach back as far as this.
  const std::int64_t second = std::max<std::int64_t>(ticks_per_second, 1);
  std::int64_t offset = 0;
  std::int64_t latest_pts = AV_NOPTS_VALUE;
  std::int64_t latest_dts = AV_NOPTS_VALUE;
  shown_at_.reserve(packets_.size());
  for (const PacketRecord& packet : packets_) {
    if (packet.pts == AV_NOPTS_VALUE) {
      shown_at_.push_back(AV_NOPTS_VALUE);
      continue;
    }
    const bool by_dts = packet.dts != AV_NOPTS_VALUE && latest_dts != AV_NOPTS_VALUE;
    const bool restarted =
        by_dts ? packet.dts < latest_dts - second / 2
               : latest_pts != AV_NOPTS_VALUE && packet.pts + offset < latest_pts - 10 * second;
    if (restarted) {
      const std::int64_t joined = latest_pts + std::max<std::int64_t>(last_duration_, 1);
      // A hostile file could restart its clock until the sum overflows.
      if (joined < kMaxTime) offset = joined - (by_dts ? packet.dts : packet.pts);
    }
    const std::int64_t time = packet.pts + offset;
    latest_pts = latest_pts == AV_NOPTS_VALUE ? time : std::max(latest_pts, time);
    latest_dts = packet.dts;
    shown_at_.push_back(time);
  }
}

std::int64_t PacketTable::identity_key(const PacketRecord& packet) const {
  if (identity_ == Identity::Position) return packet.position;
  return packet.pts != AV_NOPTS_VALUE ? packet.pts : packet.dts;
}

void PacketTable::choose_identity() {
  for (const Identity identity : {Identity::Position, Identity::Time}) {
    identity_ = identity;
    by_identity_.clear();
    by_identity_.reserve(packets_.size());
    for (const PacketRecord& packet : packets_) {
      by_identity_.emplace_back(identity_key(packet), static_cast<std::int64_t>(by_identity_.size()));
    }
    std::sort(by_identity_.begin(), by_identity_.end());
    const bool known = identity == Identity::Position
                           ? by_identity_.empty() || by_identity_.front().first >= 0
                           : by_identity_.empty() || by_identity_.front().first != AV_NOPTS_VALUE;
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

void PacketTable::set_order_from_times() {
  std::vector<std::int64_t> order(packets_.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(), [this](std::int64_t a, std::int64_t b) {
    return shown_at_[static_cast<std::size_t>(a)] < shown_at_[static_cast<std::size_t>(b)];
  });
  rank_.assign(packets_.size(), -1);
  frame_.assign(packets_.size(), -1);
  packet_of_frame_.clear();
  std::int64_t previous = AV_NOPTS_VALUE;
  for (std::size_t rank = 0; rank < order.size(); ++rank) {
    const auto ordinal = static_cast<std::size_t>(order[rank]);
    rank_[ordinal] = static_cast<std::int64_t>(rank);
    const std::int64_t time = shown_at_[ordinal];
    if (!packets_[ordinal].shown || time == AV_NOPTS_VALUE || time == previous) continue;
    previous = time;
    frame_[ordinal] = frame_count();
    packet_of_frame_.push_back(order[rank]);
  }
}

void PacketTable::set_order(const std::vector<std::int64_t>& ordinals, std::int64_t ticks_per_frame) {
  rank_.assign(packets_.size(), -1);
  frame_.assign(packets_.size(), -1);
  packet_of_frame_.clear();
  for (const std::int64_t ordinal : ordinals) {
    if (frame_[static_cast<std::size_t>(ordinal)] >= 0) continue;
    frame_[static_cast<std::size_t>(ordinal)] = frame_count();
    packet_of_frame_.push_back(ordinal);
  }
  // A packet that never became a picture ranks with the picture that came before it in the file.
  std::int64_t rank = -1;
  for (std::size_t i = 0; i < packets_.size(); ++i) rank_[i] = frame_[i] >= 0 ? rank = frame_[i] : rank;

  // A file that claims a frame in many years must not overflow the times.
  ticks_per_frame =
      std::clamp<std::int64_t>(ticks_per_frame, 1, kMaxTime / std::max<std::int64_t>(frame_count(), 1));
  // Decoding times are those of the frames, too, only in another order.
  std::vector<std::int64_t> times;
  for (const std::int64_t ordinal : packet_of_frame_)
    times.push_back(packets_[static_cast<std::size_t>(ordinal)].dts);
  std::sort(times.begin(), times.end());
  const bool usable = !times.empty() && times.front() != AV_NOPTS_VALUE &&
                      std::adjacent_find(times.begin(), times.end()) == times.end();
  for (std::int64_t frame = 0; frame < frame_count(); ++frame) {
    shown_at_[static_cast<std::size_t>(packet_of(frame))] =
        usable ? times[static_cast<std::size_t>(frame)] : frame * ticks_per_frame;
  }
  last_duration_ = ticks_per_frame;
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
  return FrameIndex(std::move(pts), time_base);
}

std::int64_t PacketTable::find(const AVPacket& packet, std::int64_t expected) const {
  const bool plausible = expected >= 0 && expected < size();
  if (identity_ == Identity::Order) return plausible ? expected : -1;
  const PacketRecord read{sane_time(packet.pts), sane_time(packet.dts), packet.pos};
  const std::int64_t key = identity_key(read);
  if (plausible && identity_key((*this)[expected]) == key) return expected;
  const auto found =
      std::lower_bound(by_identity_.begin(), by_identity_.end(), std::pair(key, std::int64_t{0}));
  return found != by_identity_.end() && found->first == key ? found->second : -1;
}

}  // namespace vp::media
