#include "overlays/overlay_film.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <span>
#include <system_error>
#include <utility>
#include <vector>

#include "base/error.h"
#include "media/audio_reader.h"
#include "media/video_reader.h"
#include "media/video_writer.h"
#include "overlays/caption.h"

namespace vp::overlays {
namespace {

/// A rate that MP4 can hold and a player can show.
base::Rational rate_of(const media::VideoInfo& info) {
  const base::Rational rate = info.average_frame_rate;
  constexpr std::int64_t kMost = 1'000'000;
  if (rate.num <= 0 || rate.den <= 0) return {25, 1};
  if (rate.value() > 120) return {120, 1};
  if (rate.value() < 1) return {1, 1};
  if (rate.num <= kMost && rate.den <= kMost) return rate;
  return {std::llround(rate.value() * 1000), 1000};
}

base::RgbImage even_sided(base::RgbImage picture) {
  if (picture.width % 2 == 0 && picture.height % 2 == 0) return picture;
  base::RgbImage even{picture.width + picture.width % 2, picture.height + picture.height % 2, {}};
  even.pixels.resize(static_cast<std::size_t>(even.width) * static_cast<std::size_t>(even.height) * 3);
  for (int y = 0; y < even.height; ++y) {
    const std::uint8_t* row = picture.row(std::min(y, picture.height - 1));
    std::uint8_t* out = std::copy_n(row, 3 * static_cast<std::ptrdiff_t>(picture.width), even.row(y));
    if (even.width > picture.width)
      std::copy_n(row + 3 * static_cast<std::ptrdiff_t>(picture.width - 1), 3, out);
  }
  return even;
}

/// Which sampled frame's map lies over a picture; of two that are as near, the earlier one.
int nearest(const std::vector<engine::SampledFrame>& frames, double time_s) {
  int best = 0;
  for (int i = 1; i < static_cast<int>(frames.size()); ++i)
    if (std::abs(frames[static_cast<std::size_t>(i)].time_s - time_s) <
        std::abs(frames[static_cast<std::size_t>(best)].time_s - time_s))
      best = i;
  return best;
}

/// The part of the film to write, in seconds.
std::pair<double, double> part_of(const engine::EncodedVideo& video) {
  const media::TimeRange range = media::in_order(video.request().range);
  double end_s = video.info().duration_s;
  if (range.end_s) end_s = std::min(end_s, static_cast<double>(*range.end_s));
  return {range.start_s ? static_cast<double>(*range.start_s) : 0.0, end_s};
}

/// A damaged file may give times of any size.
void check_length(const std::filesystem::path& file, double seconds) {
  constexpr double kMost = 4e6;  // 46 days
  if (!(seconds <= kMost))
    throw base::Error(
        base::ErrorCode::Video,
        base::message(
            "%1 lasts %2 s by its own account, too long to be written again; ask about a part of it.",
            file.string(), std::llround(std::min(seconds, 1e15))));
}

/// A picture of the film in the copy: when, and how long, in ticks.
struct ShownPicture {
  std::int64_t index = 0;
  std::int64_t pts = 0;
  std::int64_t duration = 1;
};

/// The pictures of a part of a film, one after the other.
struct Schedule {
  base::Rational frame_rate;
  base::Rational time_base{0, 1};  ///< num 0: a picture each tick of the rate
  std::vector<ShownPicture> pictures;

  double seconds(std::int64_t ticks) const {
    return static_cast<double>(ticks) * (time_base.num > 0 ? time_base.value() : 1 / frame_rate.value());
  }
};

/// Evenly spaced pictures, at the film's own rate.
Schedule at_one_rate(const media::FrameIndex& index, base::Rational rate, double start_s, double end_s) {
  Schedule schedule{rate, {0, 1}, {}};
  const auto count = std::max<std::int64_t>(
      1, static_cast<std::int64_t>(std::floor((end_s - start_s) * rate.value() + 0.5)));
  for (std::int64_t k = 0; k < count; ++k)
    schedule.pictures.push_back({index.index_at(start_s + schedule.seconds(k)), k, 1});
  return schedule;
}

/// Each picture by the film's timestamps. What is shown for long is said again, so that a player that goes
/// there finds it.
Schedule by_timestamps(const media::FrameIndex& index, base::Rational rate, double start_s, double end_s) {
  constexpr std::int64_t kTicksPerSecond = 90000;
  constexpr std::int64_t kLongest = 10 * kTicksPerSecond;
  Schedule schedule{rate, {1, kTicksPerSecond}, {}};
  const auto ticks = [&](double time_s) {
    return std::llround((std::min(time_s, end_s) - start_s) * static_cast<double>(kTicksPerSecond));
  };
  std::int64_t pts = 0;
  for (std::int64_t i = index.index_at(start_s); i < index.size() && (pts == 0 || index.seconds(i) < end_s);
       ++i) {
    // Of pictures with one time the last is seen.
    const std::int64_t end = ticks(i + 1 < index.size() ? index.seconds(i + 1) : index.duration_s());
    for (; pts < end; pts += schedule.pictures.back().duration)
      schedule.pictures.push_back({i, pts, std::min(end - pts, kLongest)});
  }
  if (schedule.pictures.empty()) schedule.pictures.push_back({index.index_at(start_s), 0, 1});
  return schedule;
}

Schedule schedule_of(const media::VideoReader& reader, double start_s, double end_s) {
  const base::Rational rate = rate_of(reader.info());
  const media::FrameIndex& index = reader.index();
  // The last picture may be shown for as long as the file likes to say.
  const bool ends_regularly = (end_s - start_s) * rate.value() < static_cast<double>(index.size()) + 2;
  return index.keeps_rate(rate.value()) && ends_regularly ? at_one_rate(index, rate, start_s, end_s)
                                                          : by_timestamps(index, rate, start_s, end_s);
}

// The finished file takes its name's place, and would take the film's own.
void check_is_not_the_film(const std::filesystem::path& film, const std::filesystem::path& file) {
  std::error_code error;
  if (std::filesystem::equivalent(film, file, error))
    throw base::Error(
        base::ErrorCode::Usage,
        base::message("%1 is the film itself; write the overlay to another file.", file.string()));
}

/// The film's sound, fed to the writer as far as the pictures are.
class SoundTrack {
 public:
  SoundTrack(std::optional<media::AudioReader> reader, double start_s) : reader_(std::move(reader)) {
    if (reader_) reader_->seek(start_s);
  }
  bool there() const { return reader_.has_value(); }
  void write_up_to(double seconds, media::VideoWriter& writer) {
    using media::AudioReader;
    const std::int64_t wanted = std::llround(seconds * AudioReader::kSampleRate);
    while (reader_ && written_ < wanted) {
      const auto count = std::min<std::int64_t>(wanted - written_, kBlock);
      const std::size_t got =
          reader_->read(std::span(samples_).first(static_cast<std::size_t>(count) * AudioReader::kChannels));
      if (got == 0) return;  // the sound is shorter than the pictures
      writer.write_sound(std::span(samples_).first(got * AudioReader::kChannels));
      written_ += static_cast<std::int64_t>(got);
    }
  }

 private:
  static constexpr std::int64_t kBlock = 4096;
  std::optional<media::AudioReader> reader_;
  std::vector<std::int16_t> samples_ =
      std::vector<std::int16_t>(static_cast<std::size_t>(kBlock) * media::AudioReader::kChannels);
  std::int64_t written_ = 0;
};

double origin_of(const media::VideoReader& reader) {
  return reader.index().timestamp(0).seconds();
}

}  // namespace

std::string film_caption(const engine::SampledFrame& sampled, attention::FrameMap map, bool on_it) {
  const auto hundredths = static_cast<long long>(std::floor(std::max(0.0, sampled.time_s) * 100 + 1e-6));
  std::array<char, 40> time{};
  std::snprintf(time.data(), time.size(), "%lld:%02lld.%02lld", hundredths / 6000, hundredths / 100 % 60,
                hundredths % 100);
  // What the map depends on, too: no question was known when it was computed.
  return std::string(name_of(map)) + " of the film alone: " + (on_it ? "frame " : "nearest frame ") +
         std::to_string(sampled.index) + " at " + time.data();
}

void write_overlay_film(const engine::EncodedVideo& video, const std::filesystem::path& file,
                        const FilmOptions& options, base::Progress& progress, const std::stop_token& stop) {
  check_is_not_the_film(video.request().file, file);
  const std::vector<engine::SampledFrame>& sampled = video.frames();
  std::vector<FrameOverlay> overlays;
  for (int i = 0; i < static_cast<int>(sampled.size()); ++i)
    overlays.push_back(overlay_of(video, i, options.style));

  media::VideoReader reader =
      video.scan() ? media::VideoReader::open(video.scan(), stop)
                   : media::VideoReader::open(video.request().file, video.request().open, progress, stop);
  const auto [start_s, end_s] = part_of(video);
  check_length(video.request().file, end_s - start_s);
  const Schedule schedule = schedule_of(reader, start_s, end_s);
  SoundTrack sound(
      options.sound ? media::AudioReader::open(video.request().file, origin_of(reader), stop) : std::nullopt,
      start_s);

  media::VideoWriterOptions form;
  form.width = reader.info().width + reader.info().width % 2;
  form.height = reader.info().height + reader.info().height % 2;
  form.frame_rate = schedule.frame_rate;
  form.time_base = schedule.time_base;
  form.crf = options.crf;
  form.sound = sound.there();
  form.threads = 0;
  media::VideoWriter writer(file, form);

  const auto total = static_cast<std::int64_t>(schedule.pictures.size());
  std::optional<media::VideoFrame> shown;
  std::int64_t done = 0;
  for (const ShownPicture& next : schedule.pictures) {
    base::throw_if_stopped(stop);
    progress.report(base::Phase::Write, done++, total);
    if (!shown || shown->index != next.index) {
      std::optional<media::VideoFrame> frame = reader.read(next.index, stop);
      // A picture that cannot be decoded leaves the one before it standing, as a player does.
      if (!frame && !shown) frame = reader.read_nearest(next.index, stop);
      if (frame) shown = std::move(frame);
    }
    if (!shown)
      throw base::Error(base::ErrorCode::Video,
                        base::message("No picture of %1 can be decoded; try to open it in a player.",
                                      video.request().file.string()));
    const int place = nearest(sampled, shown->time_s);
    const engine::SampledFrame& near = sampled[static_cast<std::size_t>(place)];
    const FrameOverlay& drawn = overlays[static_cast<std::size_t>(place)];
    base::RgbImage picture = attention::overlay(shown->image, drawn.grid, drawn.options);
    if (options.caption)
      draw_caption(picture, film_caption(near, options.style.map, near.index == shown->index));
    picture = even_sided(std::move(picture));
    if (schedule.time_base.num > 0)
      writer.write_at(picture, next.pts, next.duration);
    else
      writer.write(picture);
    sound.write_up_to(schedule.seconds(next.pts + next.duration), writer);
  }
  writer.finish();
  progress.report(base::Phase::Write, total, total);
}

}  // namespace vp::overlays
