#pragma once

// The LibTorch side of Model, for the engine's own files and the bench; not for ui or app/studio.
#include <ATen/core/Tensor.h>

#include <memory>

#include "engine/model.h"
#include "engine/video_encoder.h"
#include "kernels/kept_rows.h"
#include "llm/decoder.h"

namespace vp::engine {

struct Model::Impl {
  at::TensorOptions options;  ///< device and dtype of the weights
  kernels::KeptForm kept;     ///< form of keys and values
  std::unique_ptr<const VideoEncoder> encoder;
  llm::Decoder decoder;
};

}  // namespace vp::engine
