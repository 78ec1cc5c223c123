#include "engine/encoded_video.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <chrono>
#include <span>
#include <utility>

#include "base/error.h"
#include "engine/compute_device.h"
#include "engine/encoded_video_impl.h"
#include "engine/model_impl.h"
#include "engine/preprocessing.h"
#include "media/preprocess.h"
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
  WarningKeeper(base::Progress& next, std::vector<std::string>& warnings)
      : next_(next), warnings_(warnings) {}
  void report(base::Phase phase, std::int64_t done, std::int64_t total) override {
    next_.report(phase, done, total);
  }
  void warn(const std::string& sentence) override {
    if (std::find(warnings_.begin(), warnings_.end(), sentence) != warnings_.end()) return;
    warnings_.push_back(sentence);
    next_.warn(sentence);
  }

 private:
  base::Progress& next_;
  std::vector<std::string>& warnings_;
};

// Decoding and encoding alternate chunk by chunk, but a user waits for the whole of each: progress counts
// frames.
class MutedProgress final : public base::Progress {
 public:
  explicit MutedProgress(base::Progress& next) : next_(next) {}
  void report(base::Phase, std::int64_t, std::int64_t) override {}
  void warn(const std::string& sentence) override { next_.warn(sentence); }

 private:
  base::Progress& next_;
};

void check_token_count(const media::VideoInfo& info, const checkpoint::VisionConfig& vision,
                       const VideoRequest& request, int slots) {
  if (request.max_tokens <= 0) return;
  const base::Rect rect = media::canvas_rect(info.width, info.height, preprocess_options(vision));
  const std::int64_t cell = vision.patch_stride * vision.conv_stride;
  const std::int64_t per_frame = 1 + rect.height() / cell * (rect.width() / cell + 1);
  if (per_frame * slots <= request.max_tokens) return;
  const std::int64_t most = request.max_tokens / per_frame / vision.num_frames * vision.num_frames;
  throw Error(ErrorCode::Usage, std::to_string(slots) + " frames of this video make " +
                                    std::to_string(per_frame * slots) +
                                    " tokens where the model's context has room "
                                    "for " +
                                    std::to_string(request.max_tokens) +
                                    (most > 0 ? "; ask for at most " + std::to_string(most) + " frames."
                                              : "; use a model with a longer context."));
}

attention::FrameMaps frame_maps(const stab::FrameResult& frame, int stride) {
  attention::FrameMaps maps;
  maps.height = frame.valid.height() / stride;
  maps.width = frame.valid.width() / stride;
  const auto values = [](const at::Tensor& tensor) {
    const at::Tensor flat = tensor.to(at::kCPU).to(at::kFloat).contiguous();
    return std::vector<float>(flat.data_ptr<float>(), flat.data_ptr<float>() + flat.numel());
  };
  maps.fsra = values(frame.fsra_attention);
  maps.lsd = values(frame.lsd_attention);
  return maps;
}

void append_maps(attention::AttentionMaps& maps, const stab::StabResult& result,
                 const checkpoint::VisionConfig& vision) {
  maps.chunks += 1;
  const at::Tensor gstra = result.gstra_attention.to(at::kCPU).contiguous();
  maps.gstra.insert(maps.gstra.end(), gstra.data_ptr<float>(), gstra.data_ptr<float>() + gstra.numel());
  for (const stab::FrameResult& frame : result.frames)
    maps.frames.push_back(frame_maps(frame, vision.conv_stride));
}

void encode_chunk(EncodedVideo::Impl& video, const std::vector<media::VideoFrame>& frames,
                  const media::PreprocessOptions& preprocessing) {
  const Model::Impl& model = video.model->impl();
  const checkpoint::VisionConfig& vision = model.config.vision;
  const std::int64_t size = vision.image_size, frame_elements = 4 * size * size;
  // Slots without a frame stay all zero in all four channels: padding frames.
  at::Tensor pixels = at::zeros({1, vision.num_frames, 4, size, size}, at::kFloat);
  for (std::size_t i = 0; i < frames.size(); ++i)
    media::preprocess(frames[i].image, preprocessing,
                      std::span(pixels.data_ptr<float>() + static_cast<std::int64_t>(i) * frame_elements,
                                static_cast<std::size_t>(frame_elements)));
  const stab::StabResult result = model.stab.forward(pixels.to(model.options.device()));
  for (const stab::FrameResult& frame : result.frames) video.tokens.push_back(frame.tokens.contiguous());
  if (video.request.attention_maps) append_maps(video.maps, result, vision);
}

void encode_all(EncodedVideo::Impl& video, base::Progress& next, const std::stop_token& stop) {
  WarningKeeper progress(next, video.warnings);
  const checkpoint::VisionConfig& vision = video.model->config().vision;
  const media::PreprocessOptions preprocessing = preprocess_options(vision);
  const int slots = video.request.frames > 0 ? video.request.frames : vision.all_num_frames;

  auto start = Clock::now();
  media::VideoReader reader = media::VideoReader::open(video.request.file, progress, stop);
  video.info = reader.info();
  const std::vector<std::int64_t> indices =
      media::sample_frame_indices(reader.index().size(), video.info.average_frame_rate.value(), slots,
                                  vision.num_frames, video.request.range);
  check_token_count(video.info, vision, video.request, slots);
  video.decode_ms += milliseconds_since(start);

  const base::Rect canvas = media::canvas_rect(video.info.width, video.info.height, preprocessing);
  const int p = vision.patch_stride;
  video.maps.frames_per_chunk = vision.num_frames;
  video.maps.grid = vision.grid();
  video.maps.heads = vision.num_heads;
  video.maps.gstra_heads = vision.gstra_heads;
  video.maps.valid = {canvas.top / p, canvas.left / p, canvas.bottom / p, canvas.right / p};

  const auto total = static_cast<std::int64_t>(indices.size());
  MutedProgress muted(progress);
  for (int slot = 0; slot < slots; slot += vision.num_frames) {
    base::throw_if_stopped(stop);
    const auto first = std::min<std::int64_t>(slot, total);
    const auto last = std::min<std::int64_t>(first + vision.num_frames, total);
    start = Clock::now();
    std::vector<media::VideoFrame> frames;
    if (first < last)
      frames = media::read_frames(reader, {indices.begin() + first, indices.begin() + last}, muted, stop);
    video.decode_ms += milliseconds_since(start);
    progress.report(base::Phase::Decode, last, total);

    start = Clock::now();
    encode_chunk(video, frames, preprocessing);
    video.encode_ms += milliseconds_since(start);
    progress.report(base::Phase::Encode, last, total);
    for (media::VideoFrame& frame : frames)
      video.frames.push_back({frame.index, frame.timestamp, frame.time_s,
                              video.request.pictures ? std::move(frame.image) : base::RgbImage{}});
  }
}

}  // namespace

std::shared_ptr<const EncodedVideo> EncodedVideo::encode(std::shared_ptr<const Model> model,
                                                         const VideoRequest& request,
                                                         base::Progress& progress,
                                                         const std::stop_token& stop) {
  try {
    auto impl = std::make_unique<Impl>();
    impl->model = std::move(model);
    impl->request = request;
    encode_all(*impl, progress, stop);
    return std::shared_ptr<const EncodedVideo>(new EncodedVideo(std::move(impl)));
  } catch (const Error&) {
    throw;
  } catch (...) {
    rethrow_memory_errors("Encoding the video");
  }
}

EncodedVideo::EncodedVideo(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
EncodedVideo::~EncodedVideo() = default;

const Model& EncodedVideo::model() const {
  return *impl_->model;
}
const VideoRequest& EncodedVideo::request() const {
  return impl_->request;
}
const media::VideoInfo& EncodedVideo::info() const {
  return impl_->info;
}
const std::vector<SampledFrame>& EncodedVideo::frames() const {
  return impl_->frames;
}
int EncodedVideo::frame_slots() const {
  return static_cast<int>(impl_->tokens.size());
}
const attention::AttentionMaps& EncodedVideo::maps() const {
  return impl_->maps;
}
const std::vector<std::string>& EncodedVideo::warnings() const {
  return impl_->warnings;
}
double EncodedVideo::decode_ms() const {
  return impl_->decode_ms;
}
double EncodedVideo::encode_ms() const {
  return impl_->encode_ms;
}
std::int64_t EncodedVideo::token_width() const {
  return impl_->model->config().decoder.hidden_size;
}

std::vector<std::int64_t> EncodedVideo::tokens_per_frame() const {
  std::vector<std::int64_t> counts;
  for (const at::Tensor& tokens : impl_->tokens) counts.push_back(tokens.size(0));
  return counts;
}

std::vector<float> EncodedVideo::frame_tokens(int slot) const {
  const at::Tensor tokens =
      impl_->tokens.at(static_cast<std::size_t>(slot)).to(at::kCPU).to(at::kFloat).contiguous();
  return {tokens.data_ptr<float>(), tokens.data_ptr<float>() + tokens.numel()};
}

}  // namespace vp::engine
