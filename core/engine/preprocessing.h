#pragma once

#include "checkpoint/model_config.h"
#include "media/preprocess.h"

namespace vp::engine {

/// How a model of this configuration wants its pictures.
inline media::PreprocessOptions preprocess_options(const checkpoint::VisionConfig& vision) {
  media::PreprocessOptions options;
  options.image_size = vision.image_size;
  options.image_size_teacher = vision.image_size_teacher;
  options.patch_stride_teacher = vision.patch_stride_teacher;
  options.mean = vision.image_mean;
  options.std = vision.image_std;
  return options;
}

}  // namespace vp::engine
