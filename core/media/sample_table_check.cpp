#include "media/sample_table_check.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

namespace vp::media {
namespace {

constexpr int kDeepest = 16;
// A few megabytes of index are not worth a refusal, whatever the size of the file.
constexpr std::int64_t kAlwaysAllowed = 65536;
// No picture and no packet of sound that has a place of its own in a table is smaller.
constexpr std::int64_t kLeastBytesOfSample = 2;
// Fewer samples of raw sound are never one packet.
constexpr std::int64_t kLeastRawSamples = 160;
// No table that is believed leads to sums that overflow.
constexpr std::int64_t kLarge = std::int64_t{1} << 60;

constexpr std::uint32_t box(const char (&letters)[5]) {
  std::uint32_t name = 0;
  for (int i = 0; i < 4; ++i) name = name << 8U | static_cast<std::uint8_t>(letters[i]);
  return name;
}

constexpr std::array kContainers{box("moov"), box("trak"), box("mdia"), box("minf"), box("stbl"),
                                 box("edts"), box("mvex"), box("moof"), box("traf"), box("udta"),
                                 box("dinf"), box("tref"), box("wave"), box("strk"), box("meta")};

std::int64_t sum(std::int64_t a, std::int64_t b) {
  return std::min(std::min(a, kLarge) + std::min(b, kLarge), kLarge);
}

std::int64_t product(std::int64_t a, std::int64_t b) {
  return b != 0 && a > kLarge / b ? kLarge : a * b;
}

/// What the boxes of a track claim.
struct Track {
  struct ChunkRun {
    std::int64_t first_chunk;
    std::int64_t samples;  ///< in each chunk
  };
  bool is_sound = false;
  std::int64_t ticks_per_second = 1;
  std::int64_t samples = 0;
  std::int64_t chunks = 0;
  std::vector<ChunkRun> chunk_runs;
  std::int64_t time_runs = 0;
  std::int64_t ticks = 0;
  std::int64_t timed_samples = 0;
  std::int64_t last_key = 0;           ///< from 1 on; 0: every sample is one
  std::int64_t most_between_keys = 1;  ///< samples
  std::vector<std::int64_t> edits;     ///< how long each is, in ticks of the film
};

struct Overfull {
  base::Message what;
};

class Checker {
 public:
  Checker(AVIOContext& io, std::int64_t size) : io_(io), size_(size) {}

  bool has_impossible_sizes() const { return has_impossible_sizes_; }

  /// Throws Overfull.
  void run() {
    walk(0, size_, 0);
    if (claimed_ > kAlwaysAllowed && claimed_ * kLeastBytesOfSample > size_) refuse_samples(claimed_);
  }

 private:
  std::int64_t u32() { return avio_rb32(&io_); }
  std::int64_t u64() { return static_cast<std::int64_t>(std::min<std::uint64_t>(avio_rb64(&io_), kLarge)); }

  void walk(std::int64_t begin, std::int64_t end, int depth) {
    while (end - begin >= 8) {
      if (avio_seek(&io_, begin, SEEK_SET) < 0) return;
      std::int64_t length = u32();
      const auto name = static_cast<std::uint32_t>(u32());
      std::int64_t header = 8;
      if (length == 1) {
        length = u64();
        header = 16;
      }
      if (avio_feof(&io_)) return;
      if (length == 0) length = end - begin;
      if (length < header) return;
      const std::int64_t box_end = begin + std::min(length, end - begin);
      if (std::find(kContainers.begin(), kContainers.end(), name) != kContainers.end()) {
        if (depth < kDeepest) read_container(name, begin + header, box_end, depth);
      } else {
        read_table(name);
      }
      begin = box_end;
    }
  }

  void read_container(std::uint32_t name, std::int64_t begin, std::int64_t end, int depth) {
    if (name == box("trak")) track_ = {};
    // "meta" has a version in MP4 and none in QuickTime; neither holds tables before its first box.
    walk(begin + (name == box("meta") ? 4 : 0), end, depth + 1);
    if (name == box("trak")) judge_track();
  }

  void read_table(std::uint32_t name) {
    switch (name) {
      case box("mvhd"):
        film_ticks_per_second_ = read_scale();
        break;
      case box("mdhd"):
        track_.ticks_per_second = read_scale();
        break;
      case box("hdlr"):
        avio_skip(&io_, 8);
        track_.is_sound = track_.is_sound || u32() == box("soun");
        break;
      case box("stsz"):
        read_sizes();
        break;
      case box("stz2"):
        avio_skip(&io_, 8);
        track_.samples = read_count(0);
        if (track_.samples / 2 > size_) refuse_samples(track_.samples);
        break;
      case box("stts"):
        read_times();
        break;
      case box("stsc"):
        read_chunk_runs();
        break;
      case box("stco"):
      case box("co64"):
        avio_skip(&io_, 4);
        track_.chunks = read_count(name == box("co64") ? 8 : 4);
        break;
      case box("stss"):
        read_keys();
        break;
      case box("ctts"):
      case box("stps"):
        avio_skip(&io_, 4);
        read_count(4);
        break;
      case box("elst"):
        read_edits();
        break;
      case box("trun"):
        read_run();
        break;
      default:
        break;
    }
  }

  /// The number of entries of so many bytes that follow.
  std::int64_t read_count(std::int64_t entry_bytes) {
    const std::int64_t count = u32();
    if (product(count, entry_bytes) > size_)
      throw Overfull{
          base::message("claims %1 entries in a table, more than its %2 bytes can hold", count, size_)};
    return count;
  }

  std::int64_t read_scale() {
    const bool is_wide = u32() >> 24 == 1;
    avio_skip(&io_, is_wide ? 16 : 8);
    return std::max<std::int64_t>(u32(), 1);
  }

  void read_sizes() {
    avio_skip(&io_, 4);
    const std::int64_t size_of_all = u32();
    track_.samples = read_count(size_of_all == 0 ? 4 : 0);
    if (size_of_all != 0) {
      has_impossible_sizes_ = has_impossible_sizes_ || size_of_all > size_;
      return;
    }
    for (std::int64_t i = 0; i < track_.samples && !avio_feof(&io_); ++i)
      has_impossible_sizes_ = u32() > size_ || has_impossible_sizes_;
  }

  void read_times() {
    avio_skip(&io_, 4);
    track_.time_runs = read_count(8);
    track_.ticks = track_.timed_samples = 0;
    for (std::int64_t i = 0; i < track_.time_runs && !avio_feof(&io_); ++i) {
      const std::int64_t count = u32();
      const std::int64_t each = u32();
      track_.timed_samples = sum(track_.timed_samples, count);
      track_.ticks = sum(track_.ticks, product(count, each));
    }
  }

  void read_chunk_runs() {
    avio_skip(&io_, 4);
    const std::int64_t count = read_count(12);
    track_.chunk_runs.clear();
    for (std::int64_t i = 0; i < count && !avio_feof(&io_); ++i) {
      const std::int64_t first = u32();
      const std::int64_t samples = u32();
      avio_skip(&io_, 4);
      track_.chunk_runs.push_back({first, samples});
    }
  }

  void read_keys() {
    avio_skip(&io_, 4);
    const std::int64_t count = read_count(4);
    for (std::int64_t i = 0; i < count && !avio_feof(&io_); ++i) {
      const std::int64_t key = u32();
      track_.most_between_keys = std::max(track_.most_between_keys, key - track_.last_key);
      track_.last_key = key;
    }
  }

  void read_edits() {
    const bool is_wide = u32() >> 24 == 1;
    const std::int64_t count = read_count(is_wide ? 20 : 12);
    for (std::int64_t i = 0; i < count && !avio_feof(&io_); ++i) {
      track_.edits.push_back(is_wide ? u64() : u32());
      avio_skip(&io_, is_wide ? 12 : 8);
    }
  }

  /// The samples of a fragment, of which each may have its own duration, size, flags and offset.
  void read_run() {
    const std::int64_t flags = u32();
    std::int64_t bytes = 0;
    for (int bit = 8; bit < 12; ++bit) bytes += flags >> bit & 1 ? 4 : 0;
    claim(read_count(bytes));
  }

  void claim(std::int64_t samples) { claimed_ = sum(claimed_, samples); }

  void judge_track() {
    const bool is_raw_sound =
        track_.is_sound && track_.time_runs == 1 && track_.ticks == track_.timed_samples;
    std::int64_t samples = track_.samples;
    if (is_raw_sound) {
      // Such samples are not listed one by one but in packets, as the chunks tell.
      samples = 0;
      for (std::size_t i = 0; i < track_.chunk_runs.size(); ++i) {
        const Track::ChunkRun& run = track_.chunk_runs[i];
        const std::int64_t end =
            i + 1 < track_.chunk_runs.size() ? track_.chunk_runs[i + 1].first_chunk : track_.chunks + 1;
        const std::int64_t chunks = std::clamp<std::int64_t>(end - run.first_chunk, 0, track_.chunks);
        samples = sum(samples, product(chunks, run.samples / kLeastRawSamples + 1));
      }
    }
    claim(samples);
    // Each edit lists its samples anew, from the key before its first.
    std::int64_t before = track_.most_between_keys;
    if (track_.last_key > 0) before = std::max(before, samples - track_.last_key);
    std::int64_t listed = 0;
    for (const std::int64_t ticks : track_.edits) {
      const double seconds = static_cast<double>(ticks) / static_cast<double>(film_ticks_per_second_);
      const double per_second = static_cast<double>(track_.timed_samples) *
                                static_cast<double>(track_.ticks_per_second) /
                                static_cast<double>(std::max<std::int64_t>(track_.ticks, 1));
      const double within = std::min(seconds * per_second, static_cast<double>(samples));
      listed = sum(listed, std::min(sum(static_cast<std::int64_t>(within), before), samples));
    }
    if (listed > sum(product(samples, 4), std::max(16 * kAlwaysAllowed, size_ / kLeastBytesOfSample)))
      throw Overfull{
          base::message("claims %1 samples in its edits, more than its %2 bytes can hold", listed, size_)};
  }

  [[noreturn]] void refuse_samples(std::int64_t count) const {
    throw Overfull{base::message("claims %1 samples, more than its %2 bytes can hold", count, size_)};
  }

  AVIOContext& io_;
  const std::int64_t size_;
  std::int64_t film_ticks_per_second_ = 1;
  std::int64_t claimed_ = 0;  ///< samples, of all tracks and fragments
  bool has_impossible_sizes_ = false;
  Track track_;
};

}  // namespace

TableClaims check_tables(AVIOContext& io, std::int64_t size) {
  Checker checker(io, size);
  TableClaims claims;
  try {
    checker.run();
  } catch (const Overfull& overfull) {
    claims.overfull = overfull.what;
  }
  claims.has_impossible_sizes = checker.has_impossible_sizes();
  avio_seek(&io, 0, SEEK_SET);
  return claims;
}

}  // namespace vp::media
