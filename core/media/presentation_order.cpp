#include "media/presentation_order.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <utility>

namespace vp::media {
namespace {

// A single time that is this far from its neighbours on both sides is damaged.
constexpr std::int64_t kWildSeconds = 10;

/// The time nearest to `near` that a clock of so many bits shows as `time`.
std::int64_t unwrapped(std::int64_t time, std::int64_t near, int bits) {
  if (time == kNoTime || near == kNoTime || bits <= 0 || bits >= 62) return time;
  const std::int64_t period = std::int64_t{1} << bits;
  std::int64_t distance = (time - near) % period;
  if (distance > period / 2) distance -= period;
  if (distance < -period / 2) distance += period;
  const std::int64_t found = near + distance;
  return found > -kMostTicks && found < kMostTicks ? found : time;
}

/// The times that are shown latest in a recording, as many as a decoder may hold back and one more.
class LatestTimes {
 public:
  explicit LatestTimes(int most_reordered) : size_(static_cast<std::size_t>(most_reordered) + 1) {}
  void clear() { times_.clear(); }
  bool any_after(std::int64_t time) const { return !times_.empty() && time < times_.front(); }
  void add(std::int64_t time) {
    times_.insert(std::upper_bound(times_.begin(), times_.end(), time, std::greater<>()), time);
    if (times_.size() > size_) times_.pop_back();
  }
  /// Whether more pictures are shown after this time than can be.
  bool too_many_after(std::int64_t time) const { return times_.size() == size_ && time < times_.back(); }

 private:
  std::size_t size_;
  std::vector<std::int64_t> times_;  ///< descending
};

/// Packets from `begin` on that are shown after all before them.
struct Part {
  std::size_t begin = 0;
  bool restarted = false;  ///< the clock went back and stayed there; otherwise it only stumbled
};

class Orderer {
 public:
  Orderer(const std::vector<PacketRecord>& packets, const StreamClock& clock,
          const std::vector<std::int64_t>& decoded)
      : packets_(packets), clock_(clock), decoded_(decoded), pts_(packets.size()), dts_(packets.size()) {}

  PresentationOrder run() {
    unwrap();
    judge_keys();
    find_parts();
    join_parts();
    return sorted();
  }

 private:
  void unwrap() {
    std::int64_t latest = kNoTime;
    for (std::size_t i = 0; i < packets_.size(); ++i) {
      dts_[i] = unwrapped(packets_[i].dts, latest, clock_.wrap_bits);
      if (dts_[i] != kNoTime) latest = dts_[i];
      pts_[i] = unwrapped(packets_[i].pts, latest, clock_.wrap_bits);
      if (dts_[i] == kNoTime && pts_[i] != kNoTime) latest = pts_[i];
    }
  }

  bool tells_time(std::size_t i) const { return packets_[i].part == PacketPart::Picture && !packets_[i].cut; }

  /// A time that never goes back in one recording.
  std::int64_t decoding_time(std::size_t i) const {
    if (clock_.most_reordered == 0 && pts_[i] != kNoTime) return pts_[i];
    return clock_.has_dts ? dts_[i] : kNoTime;
  }

  std::int64_t next_decoding_time(std::size_t i) const {
    while (++i < packets_.size() && packets_[i].part != PacketPart::Picture) {
    }
    return i < packets_.size() && tells_time(i) ? decoding_time(i) : kNoTime;
  }

  /// Some containers mark every packet as a key: then B-frames, too, come before what is stored before them.
  void judge_keys() {
    std::int64_t pictures = 0, keys = 0, going_back = 0, latest = kNoTime;
    for (std::size_t i = 0; i < packets_.size(); ++i) {
      if (!tells_time(i) || pts_[i] == kNoTime) continue;
      ++pictures;
      if (packets_[i].key) {
        ++keys;
        if (pts_[i] < latest) ++going_back;
      }
      latest = std::max(latest, pts_[i]);
    }
    keys_are_credible_ = keys * 2 <= pictures || going_back * 8 <= keys;
  }

  /// Whether this picture cannot be shown by the clock of those before it in this part.
  bool breaks_order(std::size_t i, const LatestTimes& shown) const {
    if (pts_[i] == kNoTime || clock_.most_reordered == 0) return false;
    return shown.too_many_after(pts_[i]) ||
           (packets_[i].key && keys_are_credible_ && shown.any_after(pts_[i]));
  }

  void find_parts() {
    LatestTimes shown(clock_.most_reordered);
    std::optional<std::size_t> last, before_last;  // of those that tell the time, in this part
    parts_.push_back({});
    for (std::size_t i = 0; i < packets_.size(); ++i) {
      if (packets_[i].part != PacketPart::Picture) continue;
      if (packets_[i].cut) {  // the edit before and the edit after have decoding times of their own
        last = before_last = std::nullopt;
        continue;
      }
      const std::int64_t time = decoding_time(i);
      bool begins = false, restarted = false;
      if (time != kNoTime && last && time < decoding_time(*last)) {
        const std::int64_t next = next_decoding_time(i);
        restarted = next == kNoTime || next <= decoding_time(*last);
        if (restarted && before_last && is_wild(*before_last, *last, time)) {
          pts_[*last] = pts_[*before_last];
          dts_[*last] = dts_[*before_last];
          last = before_last;
        } else {
          begins = restarted || packets_[i].key;
        }
      } else if (breaks_order(i, shown)) {
        begins = restarted = true;
      }
      if (begins) {
        parts_.push_back({i, restarted});
        shown.clear();
        last = before_last = std::nullopt;
      }
      if (pts_[i] != kNoTime) shown.add(pts_[i]);
      if (time == kNoTime || (last && time < decoding_time(*last))) continue;
      before_last = last;
      last = i;
    }
  }

  bool is_wild(std::size_t before, std::size_t wild, std::int64_t after) const {
    const std::int64_t far = kWildSeconds * clock_.ticks_per_second;
    return after > decoding_time(before) && decoding_time(wild) - after > far;
  }

  std::size_t end_of(std::size_t part) const {
    return part + 1 < parts_.size() ? parts_[part + 1].begin : packets_.size();
  }

  void join_parts() {
    std::int64_t offset = 0;
    std::int64_t latest = kNoTime, end = kNoTime;  // of what came before
    for (std::size_t part = 0; part < parts_.size(); ++part) {
      std::int64_t first = INT64_MAX, last = INT64_MIN, duration = 0, count = 0;
      for (std::size_t i = parts_[part].begin; i < end_of(part); ++i) {
        if (!tells_time(i) || !packets_[i].shown || pts_[i] == kNoTime) continue;
        first = std::min(first, pts_[i]);
        if (pts_[i] >= last) {
          last = pts_[i];
          duration = packets_[i].duration;
        }
        ++count;
      }
      if (count > 0) {
        // A hostile file could restart its clock until the sum overflows.
        if (parts_[part].restarted && latest != kNoTime && first + offset <= latest && end < kMostTicks)
          offset = end - first;
        if (duration == 0 && count > 1) duration = (last - first) / (count - 1);
        latest = std::max(latest, last + offset);
        end = std::max(end, last + offset + std::max<std::int64_t>(duration, 1));
      }
      for (std::size_t i = parts_[part].begin; i < end_of(part); ++i) {
        if (pts_[i] != kNoTime) pts_[i] += offset;
      }
    }
  }

  PresentationOrder sorted() const {
    PresentationOrder result;
    result.times.assign(packets_.size(), kNoTime);
    // One without a time is shown with the one that is stored before it.
    std::vector<std::pair<std::int64_t, std::int64_t>> place(packets_.size());
    for (std::size_t i = 0; i < decoded_.size(); ++i)
      place[static_cast<std::size_t>(decoded_[i])].second = static_cast<std::int64_t>(i);
    std::int64_t now = kNoTime;
    for (std::size_t part = 0; part < parts_.size(); ++part) {
      const auto begin = static_cast<std::ptrdiff_t>(result.order.size());
      std::int64_t before = kNoTime;
      for (std::size_t i = parts_[part].begin; i < end_of(part); ++i) {
        if (packets_[i].part != PacketPart::Picture) continue;
        place[i].first = before = pts_[i] != kNoTime ? pts_[i] : before;
        result.order.push_back(static_cast<std::int64_t>(i));
      }
      std::stable_sort(result.order.begin() + begin, result.order.end(), [&](std::int64_t a, std::int64_t b) {
        return place[static_cast<std::size_t>(a)] < place[static_cast<std::size_t>(b)];
      });
      for (auto at = result.order.begin() + begin; at != result.order.end(); ++at) {
        const auto i = static_cast<std::size_t>(*at);
        if (pts_[i] == kNoTime) continue;
        // What is not shown may lie in the time of the edit before.
        if (packets_[i].shown) now = std::max(now, pts_[i]);
        result.times[i] = packets_[i].shown ? now : pts_[i];
      }
    }
    return result;
  }

  const std::vector<PacketRecord>& packets_;
  const StreamClock clock_;
  const std::vector<std::int64_t>& decoded_;
  std::vector<std::int64_t> pts_;
  std::vector<std::int64_t> dts_;
  std::vector<Part> parts_;
  bool keys_are_credible_ = true;
};

}  // namespace

PresentationOrder order_by_times(const std::vector<PacketRecord>& packets, const StreamClock& clock,
                                 const std::vector<std::int64_t>& decoded) {
  return Orderer(packets, clock, decoded).run();
}

}  // namespace vp::media
