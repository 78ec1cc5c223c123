#include "media/video_reader.h"

#include <algorithm>
#include <atomic>
#include <cassert>
#include <cmath>
#include <deque>
#include <utility>

#include "base/error.h"
#include "media/film_notices.h"
#include "media/frame_decoder.h"
#include "media/frame_rate.h"
#include "media/input_file.h"
#include "media/packet_table.h"
#include "media/picture_converter.h"
#include "media/stream_choice.h"
#include "media/stream_info.h"
#include "media/undecodable.h"

namespace vp::media {
namespace {

constexpr std::size_t kMostCachedFrames = 12;
constexpr std::size_t kMostCachedBytes = std::size_t{128} << 20;
// An endless stream may be refreshed little by little throughout: then nearly exact has to do.
constexpr int kMostFalseKeys = 8;
// Reading on over a few packets is cheaper than a seek.
constexpr std::int64_t kPacketsWorthReading = 8;

[[noreturn]] void fail(const base::Message& message) {
  throw base::Error(base::ErrorCode::Video, message);
}

void check_size(const InputFile& input, int width, int height) {
  if (is_too_large(width, height)) fail(too_large(input, width, height));
}

std::size_t bytes_of(const AVFrame& frame) {
  std::size_t bytes = 0;
  for (const AVBufferRef* buffer : frame.buf) bytes += buffer != nullptr ? buffer->size : 0;
  return bytes;
}

}  // namespace

/// Counted by any number of readers on any threads.
struct DecodeCounters {
  std::atomic<std::int64_t> scans = 0, readers = 0, seeks = 0, pictures = 0;
};

struct Scan::Decoding {
  std::int64_t file_size = 0;
  OpenOptions options;
  int stream = -1;
  std::shared_ptr<const PacketTable> packets;
  PictureConverter converter;  ///< only as it was made: it has not converted anything
  std::int64_t first_readable = 0;
  bool damaged = false;
  std::shared_ptr<DecodeCounters> counters;
};

DecodeStats Scan::stats() const {
  const DecodeCounters& counters = *decoding->counters;
  return {counters.scans, counters.readers, counters.seeks, counters.pictures};
}

struct VideoReader::Impl {
  struct Cached {
    std::int64_t index;
    ffmpeg::FramePtr frame;
  };

  /// `choice`: a sentence about the stream where there were several.
  Impl(std::unique_ptr<InputFile> opened, const base::FileFacts& before, const OpenOptions& chosen, int which,
       const base::Message& choice, base::Progress& progress, const std::stop_token& stop);
  Impl(const ScanPtr& opened, const std::stop_token& stop, int threads);

  void describe_index();
  void read_first_frame(PacketTable& table, const std::stop_token& stop);
  void describe(const AVFrame& first);

  bool can_continue_to(std::int64_t wanted) const;
  bool start_at(std::int64_t ordinal, const std::stop_token& stop);
  const Cached* advance_to(std::int64_t wanted, std::int64_t keep_from, const std::stop_token& stop);
  const Cached* locate(std::int64_t wanted, const std::stop_token& stop);
  const Cached* cached(std::int64_t wanted) const;
  void remember(std::int64_t frame_index, ffmpeg::FramePtr frame);
  const Cached* find(std::int64_t wanted, const std::stop_token& stop);
  const Cached* find_next(const std::stop_token& stop);
  VideoFrame hand_out(const Cached& found);
  ScreenPicture hand_out_for_screen(const Cached& found, int most_width, int most_height);
  bool same_time(std::int64_t a, std::int64_t b) const {
    return index.timestamp(a).pts == index.timestamp(b).pts;
  }
  std::int64_t key_ordinal(std::int64_t wanted) const {
    return packets->key_for(packets->packet_of(wanted), false_keys);
  }

  base::FileFacts facts;  ///< from before the file was opened
  std::unique_ptr<InputFile> owned;
  InputFile& input;
  ScanPtr scan;
  std::shared_ptr<DecodeCounters> counters;
  OpenOptions options;
  int stream = -1;
  std::shared_ptr<const PacketTable> packets;
  std::vector<std::int64_t> false_keys;  ///< ordinals of packets marked as key packets that are none
  std::optional<FrameDecoder> decoder;
  std::optional<PictureConverter> converter;
  FrameIndex index;
  VideoInfo info;
  base::Message colours;  ///< of `info`

  std::deque<Cached> cache;  ///< in the order of decoding
  std::size_t cached_bytes = 0;
  std::int64_t start_rank = 0;  ///< pictures of a lower rank came out incomplete after the last start
  /// The key packet of the last start until its own picture has come out first. Where another comes first,
  /// the stream is only refreshed little by little from there on, and the first pictures are not exact.
  std::int64_t unverified_key = -1;
  std::int64_t last_output = -1;  ///< index of the picture that the decoder gave last
  std::int64_t last_handed_out = -1;
  std::int64_t first_readable = 0;
  bool started_elsewhere = false;  ///< than at the key packet that a frame was to be decoded from
  std::vector<bool> missing;       ///< frames found to be undecodable
  bool damaged = false;
};

VideoReader::Impl::Impl(std::unique_ptr<InputFile> opened, const base::FileFacts& before,
                        const OpenOptions& chosen, int which, const base::Message& choice,
                        base::Progress& progress, const std::stop_token& stop)
    : facts(before),
      owned(std::move(opened)),
      input(*owned),
      counters(std::make_shared<DecodeCounters>()),
      options(chosen),
      stream(which) {
  input.select_stream(stream);
  const AVCodecParameters& parameters = *input.stream(stream).codecpar;
  check_size(input, parameters.width, parameters.height);
  info = describe_container(input, stream);

  ++counters->scans;
  const auto table = std::make_shared<PacketTable>(PacketTable::scan(input, stream, progress, stop));
  packets = table;
  if (packets->encrypted() || is_encrypted(input.stream(stream))) {
    fail(base::message("\"%1\" is encrypted; give an unencrypted copy.", input.path().string()));
  }
  if (packets->size() == 0)
    fail(base::message("\"%1\" has a video stream without any pictures; it may be cut off or damaged.",
                       input.path().string()));
  order_packets(*table, input, stream, info.average_frame_rate.value(), progress, stop);
  if (packets->frame_count() == 0) fail(why_undecodable(input, stream, stop));
  describe_index();
  decoder.emplace(input, *packets, stream);
  read_first_frame(*table, stop);
  // What a decoder makes of a damaged picture depends on what it decoded before: begun anew, it gives what a
  // reader gives that is opened by the scan.
  damaged = decoder->damage() > 0;
  decoder.emplace(input, *packets, stream);
  last_output = -1;
  std::vector<base::Message> warnings;
  if (packets->damaged()) {
    damaged = true;
    warnings.push_back(
        base::message("\"%1\" is damaged in places; only its readable part is used.", input.path().string()));
  }
  std::vector<base::Message> notices = notices_of(input.path().string(), info, colours, options);
  if (!choice.empty()) notices.insert(notices.begin(), choice);
  info.notices = base::texts_of(notices);
  warnings.insert(warnings.end(), notices.begin(), notices.end());
  for (const base::Message& warning : warnings) progress.warn(warning);
  scan = std::make_shared<const Scan>(
      Scan{input.path(), facts, info, index, std::move(warnings),
           std::make_shared<const Scan::Decoding>(Scan::Decoding{
               input.size(), options, stream, packets,
               PictureConverter(converter->stored(), converter->orientation(), converter->facts()),
               first_readable, damaged, counters})});
}

VideoReader::Impl::Impl(const ScanPtr& opened, const std::stop_token& stop, int threads)
    : facts(opened->facts),
      owned(std::make_unique<InputFile>(opened->file, stop)),
      input(*owned),
      scan(opened),
      counters(opened->decoding->counters),
      options(opened->decoding->options),
      stream(opened->decoding->stream),
      packets(opened->decoding->packets),
      index(opened->index),
      info(opened->info),
      first_readable(opened->decoding->first_readable),
      missing(static_cast<std::size_t>(opened->index.size()), false),
      damaged(opened->decoding->damaged) {
  if (input.size() != opened->decoding->file_size)
    fail(base::message("\"%1\" changed after it was opened; open it again.", input.path().string()));
  ++counters->readers;
  input.select_stream(stream);
  decoder.emplace(input, *packets, stream, threads);
  const PictureConverter& made = opened->decoding->converter;
  converter.emplace(made.stored(), made.orientation(), made.facts());
}

void VideoReader::Impl::describe_index() {
  const base::Rational time_base = info.time_base;
  index = packets->frame_index(time_base);
  info.frame_count = index.size();
  info.duration_s = static_cast<double>(packets->duration()) * time_base.value();
  missing.assign(static_cast<std::size_t>(index.size()), false);
  constexpr double kLatestStart_s = 1e9;  // more is a damaged time
  const double start_s = index.timestamp(0).seconds() - container_start_s(input);
  info.start_s = start_s > 0 && start_s <= kLatestStart_s ? start_s : 0;
  // Of field pictures containers count the fields.
  info.average_frame_rate =
      average_rate(index, packets->has_fields() ? base::Rational{0, 1} : info.header_frame_rate);
  if (info.average_frame_rate.num <= 0) {
    // A single picture, of which neither the container nor the codec knows how long it is shown.
    constexpr double kLongest = 1e6;
    const std::int64_t milliseconds =
        std::max<std::int64_t>(std::llround(std::min(info.duration_s, kLongest) * 1000), 1);
    info.average_frame_rate = {1000, milliseconds};
  }
}

void VideoReader::Impl::read_first_frame(PacketTable& table, const std::stop_token& stop) {
  const Cached* first = nullptr;
  if (start_at(0, stop)) first = advance_to(0, 0, stop);
  if (first == nullptr) fail(why_undecodable(input, stream, stop));
  describe(*first->frame);
  // A decoder gives pictures as they are shown: what comes before its first will never come.
  const std::int64_t never = std::min(first->index, packets->frames_without_start());
  if (never > 0) {
    table.drop_first_frames(never);
    for (Cached& entry : cache) entry.index -= never;
    last_output -= never;
    describe_index();
  }
  first_readable = first->index;
}

void VideoReader::Impl::describe(const AVFrame& first) {
  check_size(input, first.width, first.height);
  Orientation orientation;
  if (const std::uint8_t* matrix = ffmpeg::stream_side_data(input.stream(stream), AV_PKT_DATA_DISPLAYMATRIX,
                                                            9 * sizeof(std::int32_t))) {
    orientation = Orientation::from_matrix(reinterpret_cast<const std::int32_t*>(matrix));
  } else if (const AVFrameSideData* data = av_frame_get_side_data(&first, AV_FRAME_DATA_DISPLAYMATRIX)) {
    if (data->size >= 9 * sizeof(std::int32_t)) {
      orientation = Orientation::from_matrix(reinterpret_cast<const std::int32_t*>(data->data));
    }
  }
  AVRational aspect = input.stream(stream).sample_aspect_ratio;
  if (aspect.num <= 0 || aspect.den <= 0) aspect = first.sample_aspect_ratio;
  if (aspect.num <= 0 || aspect.den <= 0) aspect = AVRational{1, 1};
  const PictureSize stored = square_pixel_size(first.width, first.height, aspect);
  check_size(input, stored.width, stored.height);
  PictureFacts picture_facts = PictureFacts::of(input.stream(stream), first);
  picture_facts.deinterlace = options.deinterlace;
  converter.emplace(stored, orientation, picture_facts);

  const auto format = static_cast<AVPixelFormat>(first.format);
  const char* format_name = av_get_pix_fmt_name(format);
  const AVPixFmtDescriptor* layout = av_pix_fmt_desc_get(format);
  info.pixel_format = format_name != nullptr ? format_name : "";
  info.bit_depth = layout != nullptr ? layout->comp[0].depth : 8;
  info.coded_width = first.width;
  info.coded_height = first.height;
  info.sample_aspect_ratio = {aspect.num, aspect.den};
  const PictureSource source = converter->describe(first);
  colours = picture_facts.colours_text(source.colours);
  info.colours = colours.text();
  info.transparent = source.transparent;
  info.interlaced = is_interlaced(first, picture_facts);
  info.deinterlaced = info.interlaced && options.deinterlace;
  info.rotation_degrees = orientation.degrees();
  info.width = converter->width();
  info.height = converter->height();
}

const VideoReader::Impl::Cached* VideoReader::Impl::cached(std::int64_t wanted) const {
  const auto found = std::find_if(cache.begin(), cache.end(),
                                  [wanted](const Cached& entry) { return entry.index == wanted; });
  return found != cache.end() ? &*found : nullptr;
}

void VideoReader::Impl::remember(std::int64_t frame_index, ffmpeg::FramePtr frame) {
  cached_bytes += bytes_of(*frame);
  cache.push_back({frame_index, std::move(frame)});
  while (cache.size() > 1 && (cache.size() > kMostCachedFrames || cached_bytes > kMostCachedBytes)) {
    cached_bytes -= bytes_of(*cache.front().frame);
    cache.pop_front();
  }
}

bool VideoReader::Impl::can_continue_to(std::int64_t wanted) const {
  return decoder->running() && last_output < wanted &&
         key_ordinal(wanted) <= decoder->next_ordinal() + kPacketsWorthReading;
}

bool VideoReader::Impl::start_at(std::int64_t ordinal, const std::stop_token& stop) {
  // Pictures shown before the keyframe but stored after it lack their references. The first packet of
  // the file has nothing before it, whatever it is.
  start_rank = ordinal == 0 ? -1 : packets->rank_of(ordinal);
  unverified_key = ordinal != 0 && packets->frame_of(ordinal) >= 0 ? ordinal : -1;
  last_output = -1;
  ++counters->seeks;
  return decoder->start(ordinal, stop);
}

const VideoReader::Impl::Cached* VideoReader::Impl::advance_to(std::int64_t wanted, std::int64_t keep_from,
                                                               const std::stop_token& stop) {
  const std::int64_t skip_before_rank = packets->rank_of(packets->packet_of(keep_from));
  while (ffmpeg::FramePtr frame = decoder->next(skip_before_rank, stop)) {
    ++counters->pictures;
    const std::int64_t ordinal = frame->pts;
    const std::int64_t frame_index = packets->frame_of(ordinal);
    if (frame_index < 0 || packets->rank_of(ordinal) < start_rank) continue;
    if (unverified_key >= 0 && ordinal != unverified_key) return nullptr;
    unverified_key = -1;
    last_output = frame_index;
    if (cached(frame_index) == nullptr) remember(frame_index, std::move(frame));
    // Frames with the same time may come in either order.
    if (frame_index == wanted || (frame_index > wanted && !same_time(frame_index, wanted)))
      return cached(frame_index);
  }
  return nullptr;
}

const VideoReader::Impl::Cached* VideoReader::Impl::locate(std::int64_t wanted, const std::stop_token& stop) {
  // Stepping back: the dozen before will be asked for next, so none of them is left out.
  const bool stepping_back = wanted < last_handed_out && last_handed_out - wanted <= 2;
  const std::int64_t keep_from =
      stepping_back ? std::max<std::int64_t>(wanted - static_cast<std::int64_t>(kMostCachedFrames) + 1, 0)
                    : wanted;
  if (can_continue_to(wanted)) {
    const Cached* found = advance_to(wanted, keep_from, stop);
    if (found != nullptr && found->index == wanted) return found;
  }
  std::int64_t key = key_ordinal(wanted);
  bool retried = false;
  for (int tries = 0;;) {
    if (!start_at(key, stop)) return nullptr;
    if (tries == kMostFalseKeys) unverified_key = -1;
    const Cached* found = advance_to(wanted, retried ? 0 : keep_from, stop);
    if (found != nullptr && found->index == wanted) return found;
    if (unverified_key >= 0) {
      started_elsewhere = true;
      false_keys.push_back(key);
      key = key_ordinal(wanted);
      ++tries;
    } else if (retried) {
      return found;
    } else {
      // Some streams show pictures later than they promise, which the decoder has learnt by now.
      started_elsewhere = true;
      key = packets->key_before(key, false_keys);
      retried = true;
    }
  }
}

const VideoReader::Impl::Cached* VideoReader::Impl::find(std::int64_t wanted, const std::stop_token& stop) {
  assert(wanted >= 0 && wanted < index.size());
  input.set_stop(stop);
  base::throw_if_stopped(stop);
  if (missing[static_cast<std::size_t>(wanted)]) return nullptr;
  const Cached* found = cached(wanted);
  if (found == nullptr) found = locate(wanted, stop);
  if (found != nullptr && found->index == wanted) return found;
  missing[static_cast<std::size_t>(wanted)] = true;
  damaged = true;
  return nullptr;
}

const VideoReader::Impl::Cached* VideoReader::Impl::find_next(const std::stop_token& stop) {
  input.set_stop(stop);
  base::throw_if_stopped(stop);
  const std::int64_t wanted = last_handed_out + 1;
  if (wanted >= index.size()) return nullptr;
  if (const Cached* found = cached(wanted)) return found;
  return can_continue_to(wanted) ? advance_to(wanted, wanted, stop) : locate(wanted, stop);
}

VideoFrame VideoReader::Impl::hand_out(const Cached& found) {
  last_handed_out = found.index;
  return {found.index, index.timestamp(found.index), index.seconds(found.index),
          converter->convert(*found.frame)};
}

ScreenPicture VideoReader::Impl::hand_out_for_screen(const Cached& found, int most_width, int most_height) {
  last_handed_out = found.index;
  ScreenPicture picture = converter->convert_for_screen(*found.frame, most_width, most_height);
  picture.index = found.index;
  picture.time_s = index.seconds(found.index);
  return picture;
}

VideoReader VideoReader::open(const std::filesystem::path& file, base::Progress& progress,
                              const std::stop_token& stop) {
  return open(file, OpenOptions{}, progress, stop);
}

VideoReader VideoReader::open(const std::filesystem::path& file, const OpenOptions& options,
                              base::Progress& progress, const std::stop_token& stop) {
  base::throw_if_stopped(stop);
  const base::FileFacts facts = base::file_facts(file);
  auto input = std::make_unique<InputFile>(file, stop);
  const StreamChoice choice = choose_streams(*input, options.stream, stop);
  std::optional<base::Error> first_failure;
  for (std::size_t i = 0; i < choice.order.size(); ++i) {
    try {
      if (!input) input = std::make_unique<InputFile>(file, stop);
      const base::Message sentence = sentence_about(choice, i, *input);
      return VideoReader(std::make_unique<Impl>(std::move(input), facts, options, choice.order[i], sentence,
                                                progress, stop));
    } catch (const base::Error& failure) {
      if (failure.code() != base::ErrorCode::Video) throw;
      if (!first_failure) first_failure = failure;
    }
  }
  throw base::Error(*first_failure);
}

VideoReader VideoReader::open(const ScanPtr& scan, const std::stop_token& stop, int threads) {
  base::throw_if_stopped(stop);
  return VideoReader(std::make_unique<Impl>(scan, stop, threads));
}

const ScanPtr& VideoReader::scan() const {
  return impl_->scan;
}

VideoReader::VideoReader(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
VideoReader::VideoReader(VideoReader&&) noexcept = default;
VideoReader& VideoReader::operator=(VideoReader&&) noexcept = default;
VideoReader::~VideoReader() = default;

const VideoInfo& VideoReader::info() const {
  return impl_->info;
}
const OpenOptions& VideoReader::options() const {
  return impl_->options;
}
const FrameIndex& VideoReader::index() const {
  return impl_->index;
}
bool VideoReader::damage_seen() const {
  return impl_->damaged || impl_->decoder->damage() > 0;
}
bool VideoReader::depends_on_history() const {
  return damage_seen() || impl_->started_elsewhere;
}

std::optional<VideoFrame> VideoReader::read(std::int64_t index, const std::stop_token& stop) {
  const Impl::Cached* found = impl_->find(index, stop);
  return found != nullptr ? std::optional(impl_->hand_out(*found)) : std::nullopt;
}

std::optional<ScreenPicture> VideoReader::read_for_screen(std::int64_t index, int most_width, int most_height,
                                                          const std::stop_token& stop) {
  const Impl::Cached* found = impl_->find(index, stop);
  return found != nullptr ? std::optional(impl_->hand_out_for_screen(*found, most_width, most_height))
                          : std::nullopt;
}

std::optional<VideoFrame> VideoReader::read_nearest(std::int64_t index, const std::stop_token& stop) {
  std::optional<VideoFrame> frame = read(index, stop);
  if (frame) return frame;
  // The search for it went through its neighbourhood.
  const Impl::Cached* nearest = nullptr;
  for (const Impl::Cached& entry : impl_->cache) {
    if (nearest == nullptr || std::abs(entry.index - index) < std::abs(nearest->index - index))
      nearest = &entry;
  }
  if (nearest != nullptr) return impl_->hand_out(*nearest);
  return read(impl_->first_readable, stop);
}

std::optional<VideoFrame> VideoReader::next(const std::stop_token& stop) {
  const Impl::Cached* found = impl_->find_next(stop);
  return found != nullptr ? std::optional(impl_->hand_out(*found)) : std::nullopt;
}

std::optional<ScreenPicture> VideoReader::next_for_screen(int most_width, int most_height,
                                                          const std::stop_token& stop) {
  const Impl::Cached* found = impl_->find_next(stop);
  return found != nullptr ? std::optional(impl_->hand_out_for_screen(*found, most_width, most_height))
                          : std::nullopt;
}

std::int64_t VideoReader::key_frame_before(std::int64_t index) const {
  assert(index >= 0 && index < impl_->index.size());
  const std::int64_t frame = impl_->packets->frame_of(impl_->key_ordinal(index));
  // A picture that is shown before the file's first key frame has none to start at.
  return frame >= 0 && frame <= index ? frame : index;
}

}  // namespace vp::media
