#include "engine/video_encoder.h"

#include <ATen/ATen.h>

#include <functional>
#include <string>
#include <utility>

#include "clip/pictures.h"
#include "engine/encode_chunk.h"
#include "engine/preprocessing.h"
#include "video_chatgpt/encoder.h"
#include "video_chatgpt/frames.h"
#include "video_llava/encoder.h"
#include "video_llava/pictures.h"

namespace vp::engine {
namespace {

using Pictures = std::span<const base::RgbImage* const>;
using WritePixels = std::function<void(const base::RgbImage&, std::span<float>)>;

/// (F, 3, S, S) float32 of a tower of that side.
at::Tensor tower_pixels(Pictures pictures, std::int64_t side, const WritePixels& write) {
  at::Tensor pixels = at::empty({static_cast<std::int64_t>(pictures.size()), 3, side, side}, at::kFloat);
  const std::int64_t size = 3 * side * side;
  for (std::size_t i = 0; i < pictures.size(); ++i)
    write(*pictures[i], std::span(pixels.data_ptr<float>() + static_cast<std::int64_t>(i) * size,
                                  static_cast<std::size_t>(size)));
  return pixels;
}

/// Frame by frame, (F, n, width) -> F times (n, width).
void append_frames(const at::Tensor& of_all, std::vector<at::Tensor>& frames) {
  for (std::int64_t i = 0; i < of_all.size(0); ++i) frames.push_back(of_all[i].contiguous());
}

void describe(attention::TowerMaps& maps, const checkpoint::TowerConfig& tower) {
  maps.heads = static_cast<int>(tower.num_attention_heads);
  maps.grid = tower.grid();
  maps.run = tower.num_frames;
}

void append(std::vector<float>& values, const at::Tensor& more) {
  const at::Tensor flat = more.to(at::kCPU).to(at::kFloat).contiguous();
  values.insert(values.end(), flat.data_ptr<float>(), flat.data_ptr<float>() + flat.numel());
}

class StabEncoder final : public VideoEncoder {
 public:
  StabEncoder(const checkpoint::ModelConfig& config, kernels::TensorSource& weights,
              const std::string& prefix)
      : device_(weights.options().device()),
        stab_({config.vision, config.decoder.hidden_size, weights, prefix}) {}

  int frames_at_once() const override { return stab_.config().num_frames; }
  std::vector<at::Tensor> features(Pictures pictures, FilmMaps* maps, const std::stop_token&) const override {
    const stab::StabResult result =
        stab_.forward(chunk_pixels(stab_.config(), pictures, device_).to(device_));
    if (maps != nullptr) append_maps(maps->stab, result, stab_.config());
    std::vector<at::Tensor> frames;
    for (const stab::FrameResult& frame : result.frames) frames.push_back(frame.tokens.contiguous());
    return frames;
  }
  std::vector<at::Tensor> tokens(std::vector<at::Tensor> features) const override { return features; }
  const stab::FoldedStab* stab() const override { return &stab_; }

 private:
  at::Device device_;
  stab::FoldedStab stab_;
};

/// Video-LLaVA's in both layouts, which differ in the tower and in how a picture is seen.
class VideoLlavaEncoder final : public VideoEncoder {
 public:
  VideoLlavaEncoder(const checkpoint::ModelConfig& config, kernels::TensorSource& weights,
                    const std::string& prefix)
      : device_(weights.options().device()),
        encoder_(config.tower, config.decoder.hidden_size, weights, prefix) {
    const int side = config.tower.image_size;
    const clip::Colours colours = colours_of(config.vision);
    if (config.system == checkpoint::System::VideoLlava)
      write_ = [side, colours](const base::RgbImage& picture, std::span<float> out) {
        video_llava::write_pixels(picture, side, colours, out);
      };
    else
      write_ = [colours](const base::RgbImage& picture, std::span<float> out) {
        clip::normalise(picture, colours, out);
      };
  }

  int frames_at_once() const override {
    constexpr int kFrames = 8;  // without runs any number would do
    return encoder_.tower().config().time_attention ? encoder_.tower().config().num_frames : kFrames;
  }
  std::vector<at::Tensor> features(Pictures pictures, FilmMaps* maps,
                                   const std::stop_token& stop) const override {
    std::vector<at::Tensor> frames;
    if (pictures.empty()) return frames;
    const at::Tensor pixels = tower_pixels(pictures, encoder_.tower().config().image_size, write_);
    const video_llava::EncodedFrames encoded = encoder_.forward(pixels.to(device_), maps != nullptr, stop);
    append_frames(encoded.tokens, frames);
    if (maps == nullptr) return frames;
    attention::TowerMaps& tower = maps->tower;
    tower.kind = attention::TowerMaps::Kind::ClassToken;
    describe(tower, encoder_.tower().config());
    append(tower.values, encoded.attention.space.select(2, 0));  // (F, heads, 1 + n)
    if (encoded.attention.time.defined()) append(tower.time, encoded.attention.time.select(1, 0));
    return frames;
  }
  std::vector<at::Tensor> tokens(std::vector<at::Tensor> features) const override { return features; }

 private:
  at::Device device_;
  video_llava::Encoder encoder_;
  WritePixels write_;
};

class VideoChatGptEncoder final : public VideoEncoder {
 public:
  VideoChatGptEncoder(const checkpoint::ModelConfig& config, kernels::TensorSource& weights,
                      const std::string& prefix)
      : device_(weights.options().device()),
        colours_(colours_of(config.vision)),
        encoder_(config.tower, config.decoder.hidden_size, weights, prefix) {}

  int frames_at_once() const override { return 8; }  // any number would do
  std::vector<at::Tensor> features(Pictures pictures, FilmMaps* maps,
                                   const std::stop_token& stop) const override {
    std::vector<at::Tensor> frames;
    if (pictures.empty()) return frames;
    const at::Tensor pixels = tower_pixels(pictures, encoder_.tower().config().image_size,
                                           [&](const base::RgbImage& picture, std::span<float> out) {
                                             clip::normalise(picture, colours_, out);
                                           });
    const video_chatgpt::FrameFeatures seen = encoder_.features(pixels.to(device_), maps != nullptr, stop);
    append_frames(seen.patches, frames);
    if (maps == nullptr) return frames;
    maps->tower.kind = attention::TowerMaps::Kind::Received;
    describe(maps->tower, encoder_.tower().config());
    append(maps->tower.values, seen.received);
    return frames;
  }
  std::vector<at::Tensor> tokens(std::vector<at::Tensor> features) const override {
    const at::Tensor tokens = encoder_.project(encoder_.pool(at::stack(features)));
    std::vector<at::Tensor> pieces;
    for (std::int64_t i = 0; i < video_chatgpt::kMoments; ++i) pieces.push_back(tokens.narrow(0, i, 1));
    pieces.push_back(tokens.narrow(0, video_chatgpt::kMoments, tokens.size(0) - video_chatgpt::kMoments));
    return pieces;
  }

 private:
  at::Device device_;
  clip::Colours colours_;
  video_chatgpt::Encoder encoder_;
};

}  // namespace

std::unique_ptr<const VideoEncoder> make_encoder(const checkpoint::ModelConfig& config,
                                                 kernels::TensorSource& weights, const std::string& prefix) {
  switch (config.system) {
    case checkpoint::System::VideoPanda:
      return std::make_unique<StabEncoder>(config, weights, prefix);
    case checkpoint::System::VideoLlava:
    case checkpoint::System::VideoLlavaHf:
      return std::make_unique<VideoLlavaEncoder>(config, weights, prefix);
    case checkpoint::System::VideoChatGpt:
      return std::make_unique<VideoChatGptEncoder>(config, weights, prefix);
  }
  return nullptr;
}

}  // namespace vp::engine
