#pragma once

// What turns pictures into the decoder's tokens, for the engine's own files and the bench.
#include <ATen/core/Tensor.h>

#include <memory>
#include <span>
#include <stop_token>
#include <vector>

#include "attention/attention_maps.h"
#include "attention/tower_maps.h"
#include "base/geometry.h"
#include "checkpoint/model_config.h"
#include "kernels/tensor_source.h"
#include "stab/stab.h"

namespace vp::engine {

/// The maps of a film's frames, of which a system has one kind.
struct FilmMaps {
  attention::AttentionMaps& stab;
  attention::TowerMaps& tower;
};

/// One of the systems' ways from a film to tokens. Immutable; for inference.
class VideoEncoder {
 public:
  virtual ~VideoEncoder() = default;

  /// How many of a film's frames are encoded together.
  virtual int frames_at_once() const = 0;
  /// At most so many pictures in a row, each as seen_picture() gives it: the features of each frame slot. A
  /// chunk of STAB is filled with padding frames; a tower has none. The maps of these frames are put behind
  /// those in `maps`, where it is given. Throws Error(Stopped).
  virtual std::vector<at::Tensor> features(std::span<const base::RgbImage* const> pictures, FilmMaps* maps,
                                           const std::stop_token& stop) const = 0;
  /// The features of all of a film's frame slots -> its tokens in pieces, (n, D) each, see token_layouts().
  virtual std::vector<at::Tensor> tokens(std::vector<at::Tensor> features) const = 0;

  /// Of Video-Panda alone: what parts can be switched off in.
  virtual const stab::FoldedStab* stab() const { return nullptr; }
};

/// Parameters PREFIX + video_tower.* and PREFIX + video_projector.*.
std::unique_ptr<const VideoEncoder> make_encoder(const checkpoint::ModelConfig& config,
                                                 kernels::TensorSource& weights, const std::string& prefix);

}  // namespace vp::engine
