#include "engine/encoded_video.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <iterator>
#include <utility>

#include "base/error.h"
#include "engine/chunk_reader.h"
#include "engine/compute_device.h"
#include "engine/encoded_video_impl.h"
#include "engine/frame_layout.h"
#include "engine/model_impl.h"
#include "engine/preprocessing.h"
#include "media/video_reader.h"

namespace vp::engine {
namespace {

using base::Error;
using base::ErrorCode;
using Clock = std::chrono::steady_clock;

double milliseconds_since(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

// Passes everything on and keeps the warnings, which belong to the result.
class WarningKeeper final : public base::Progress {
 public:
  WarningKeeper(base::Progress& next, std::vector<base::Message>& warnings)
      : next_(next), warnings_(warnings) {}
  void report(base::Phase phase, std::int64_t done, std::int64_t total) override {
    next_.report(phase, done, total);
  }
  void warn(const base::Message& message) override {
    if (std::find(warnings_.begin(), warnings_.end(), message) != warnings_.end()) return;
    warnings_.push_back(message);
    next_.warn(message);
  }

 private:
  base::Progress& next_;
  std::vector<base::Message>& warnings_;
};

void check_token_count(const std::vector<attention::TokenLayout>& layouts,
                       const checkpoint::ModelConfig& model) {
  const std::int64_t tokens = token_count(layouts);
  const std::int64_t room = model.decoder.max_position_embeddings;
  if (tokens <= room) return;
  // A padding frame may take more tokens than a picture.
  const auto chunk_frames = static_cast<std::size_t>(model.vision.num_frames);
  std::size_t most = 0;
  std::int64_t taken = 0;
  for (std::size_t slot = 0; slot < layouts.size() && taken <= room; ++slot) {
    if (slot % chunk_frames == 0) most = slot;
    taken += layouts[slot].count();
  }
  if (most > 0)
    throw Error(ErrorCode::Usage, base::message("%1 frames of this video make %2 tokens where the model's "
                                                "context has room for %3; ask for at most %4 frames.",
                                                layouts.size(), tokens, room, most));
  throw Error(ErrorCode::Usage, base::message("%1 frames of this video make %2 tokens where the model's "
                                              "context has room for %3; use a model with a longer context.",
                                              layouts.size(), tokens, room));
}

void encode_all(EncodedVideo::Impl& video, const Model& model, base::Progress& next,
                const std::stop_token& stop) {
  WarningKeeper progress(next, video.warnings);
  const checkpoint::ModelConfig& config = video.model->config;
  const checkpoint::VisionConfig& vision = config.vision;
  const VideoEncoder& encoder = *model.impl().encoder;
  const int slots = frame_slots(video.request, config);
  video.frame_slots = slots;

  auto start = Clock::now();
  const media::ScanPtr& known = video.request.scan;
  media::VideoReader reader =
      known ? media::VideoReader::open(known, stop)
            : media::VideoReader::open(video.request.file, video.request.open, progress, stop);
  if (known)
    for (const base::Message& warning : known->warnings) progress.warn(warning);
  video.scan = reader.scan();
  video.file_facts = video.scan->facts;
  video.info = reader.info();
  const std::vector<std::int64_t> indices =
      chosen_frames(video.request, reader.index(), video.info.average_frame_rate.value(), slots, config);
  if (encoder.stab() != nullptr) video.maps = empty_maps(vision, video.info.width, video.info.height);
  video.layouts = token_layouts(config, video.info.width, video.info.height, indices.size(),
                                static_cast<std::size_t>(slots));
  if (!video.request.beyond_context) check_token_count(video.layouts, config);
  video.decode_ms += milliseconds_since(start);

  const auto total = static_cast<std::int64_t>(indices.size());
  if (total > vision.all_num_frames)
    progress.warn(base::message(
        "The model was trained with %1 frames a video and is shown %2; its answers may be less good.",
        vision.all_num_frames, total));
  const at::Device device = model.impl().options.device();
  // STAB's pictures that nobody else looks at are resized where they are encoded.
  const bool resize = encoder.stab() == nullptr || !device.is_cuda() || video.request.pictures;
  const auto see = [&](const base::RgbImage& picture) {
    return resize ? seen_picture(picture, config) : picture;
  };
  const int at_once = encoder.frames_at_once();
  ChunkReader chunks(reader, {indices, at_once, see, video.request.pictures});
  FilmMaps maps{video.maps, video.tower_maps};
  std::vector<at::Tensor> features;
  for (int slot = 0; slot < slots; slot += at_once) {
    base::throw_if_stopped(stop);
    std::vector<SampledFrame> frames = chunks.next(stop);
    const auto first = static_cast<std::ptrdiff_t>(video.frames.size());
    video.frames.insert(video.frames.end(), std::move_iterator(frames.begin()),
                        std::move_iterator(frames.end()));
    const auto done = static_cast<std::int64_t>(video.frames.size());
    progress.report(base::Phase::Decode, done, total);

    start = Clock::now();
    std::vector<const base::RgbImage*> pictures;
    for (auto frame = video.frames.begin() + first; frame != video.frames.end(); ++frame)
      pictures.push_back(&frame->seen);
    for (at::Tensor& frame : encoder.features(pictures, video.request.attention_maps ? &maps : nullptr, stop))
      features.push_back(std::move(frame));
    video.encode_ms += milliseconds_since(start);
    progress.report(base::Phase::Encode, done, total);
    for (auto frame = video.frames.begin() + first; frame != video.frames.end() && !video.request.pictures;
         ++frame)
      frame->seen = {};
  }
  start = Clock::now();
  video.tokens = encoder.tokens(std::move(features));
  TORCH_INTERNAL_ASSERT(video.tokens.size() == video.layouts.size());
  for (std::size_t i = 0; i < video.tokens.size(); ++i)
    TORCH_INTERNAL_ASSERT(video.tokens[i].size(0) == video.layouts[i].count());
  video.encode_ms += milliseconds_since(start);
  video.decode_ms += chunks.decode_ms();
  video.encode_ms += chunks.resize_ms();
  media::warn_of_damage(reader, chunks.replaced(), total, progress);
}

}  // namespace

PictureSize shown_size(int width, int height) {
  const int longest = std::max(width, height);
  if (longest <= kShownSide) return {width, height};
  const auto side = [longest](int pixels) {
    return std::max(1, static_cast<int>((std::int64_t{pixels} * kShownSide + longest / 2) / longest));
  };
  return {side(width), side(height)};
}

std::shared_ptr<const EncodedVideo> EncodedVideo::encode(const std::shared_ptr<const Model>& model,
                                                         const VideoRequest& request,
                                                         base::Progress& progress,
                                                         const std::stop_token& stop) {
  try {
    auto impl = std::make_unique<Impl>();
    impl->model = model->facts();
    impl->request = request;
    encode_all(*impl, *model, progress, stop);
    return std::shared_ptr<const EncodedVideo>(new EncodedVideo(std::move(impl)));
  } catch (const Error&) {
    throw;
  } catch (...) {
    rethrow_memory_errors(base::message("Encoding the video"));
  }
}

std::shared_ptr<const EncodedVideo> EncodedVideo::none(const std::shared_ptr<const Model>& model) {
  auto impl = std::make_unique<Impl>();
  impl->model = model->facts();
  return std::shared_ptr<const EncodedVideo>(new EncodedVideo(std::move(impl)));
}

EncodedVideo::EncodedVideo(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
EncodedVideo::~EncodedVideo() = default;

bool EncodedVideo::was_read() const {
  return impl_->was_read;
}
const ModelFacts& EncodedVideo::model() const {
  return *impl_->model;
}
const VideoRequest& EncodedVideo::request() const {
  return impl_->request;
}
const base::FileFacts& EncodedVideo::file_facts() const {
  return impl_->file_facts;
}
const media::ScanPtr& EncodedVideo::scan() const {
  return impl_->scan;
}
const media::VideoInfo& EncodedVideo::info() const {
  return impl_->info;
}
const std::vector<SampledFrame>& EncodedVideo::frames() const {
  return impl_->frames;
}
int EncodedVideo::frame_slots() const {
  return impl_->frame_slots;
}
const attention::AttentionMaps& EncodedVideo::maps() const {
  return impl_->maps;
}
const attention::TowerMaps& EncodedVideo::tower_maps() const {
  return impl_->tower_maps;
}
const std::vector<base::Message>& EncodedVideo::warnings() const {
  return impl_->warnings;
}
double EncodedVideo::decode_ms() const {
  return impl_->decode_ms;
}
double EncodedVideo::encode_ms() const {
  return impl_->encode_ms;
}
std::int64_t EncodedVideo::token_width() const {
  return impl_->model->config.decoder.hidden_size;
}

std::vector<std::int64_t> EncodedVideo::tokens_per_frame() const {
  std::vector<std::int64_t> counts;
  for (const at::Tensor& tokens : impl_->tokens) counts.push_back(tokens.size(0));
  return counts;
}

std::vector<float> EncodedVideo::frame_tokens(int piece) const {
  const at::Tensor tokens =
      impl_->tokens.at(static_cast<std::size_t>(piece)).to(at::kCPU).to(at::kFloat).contiguous();
  return {tokens.data_ptr<float>(), tokens.data_ptr<float>() + tokens.numel()};
}

}  // namespace vp::engine
