#pragma once

// The LibTorch side of EncodedVideo, for the engine's own files.
#include <ATen/core/Tensor.h>

#include <memory>
#include <string>
#include <vector>

#include "attention/token_layout.h"
#include "base/message.h"
#include "engine/encoded_video.h"
#include "engine/preprocessing.h"

namespace vp::engine {

/// The size of SampledFrame::picture for pictures of that size.
PictureSize shown_size(int width, int height);

struct EncodedVideo::Impl {
  ModelFactsPtr model;
  VideoRequest request;
  base::FileFacts file_facts;
  bool was_read = false;
  media::ScanPtr scan;
  media::VideoInfo info;
  std::vector<SampledFrame> frames;
  int frame_slots = 0;             ///< padding included
  std::vector<at::Tensor> tokens;  ///< in pieces, see token_layouts(): (tokens, D) in the model's dtype
  std::vector<attention::TokenLayout> layouts;  ///< how each of `tokens` is laid out
  attention::AttentionMaps maps;
  attention::TowerMaps tower_maps;
  std::vector<base::Message> warnings;
  double decode_ms = 0;
  double encode_ms = 0;
};

}  // namespace vp::engine
