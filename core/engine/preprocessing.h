#pragma once

#include "base/geometry.h"
#include "checkpoint/model_config.h"
#include "clip/pictures.h"
#include "media/preprocess.h"

namespace vp::engine {

struct PictureSize {
  int width = 0;
  int height = 0;
};

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

inline clip::Colours colours_of(const checkpoint::VisionConfig& vision) {
  return {vision.image_mean, vision.image_std};
}

/// All that a model of this system sees of a picture. Video-LLaVA's original rule rounds nothing on its way
/// to the tower, so that there it is the picture itself.
base::RgbImage seen_picture(const base::RgbImage& picture, const checkpoint::ModelConfig& config);

/// The part of a picture of that size that a model sees.
base::Rect seen_part(int width, int height, const checkpoint::ModelConfig& config);

/// The size of seen_picture(), for a picture of that size.
PictureSize seen_size(int width, int height, const checkpoint::ModelConfig& config);

}  // namespace vp::engine
