#include "engine/preprocessing.h"

#include <algorithm>

#include "video_chatgpt/pictures.h"

namespace vp::engine {

using checkpoint::System;

base::RgbImage seen_picture(const base::RgbImage& picture, const checkpoint::ModelConfig& config) {
  switch (config.system) {
    case System::VideoPanda:
      return media::resize_for_model(picture, preprocess_options(config.vision));
    case System::VideoLlava:
      return picture;
    case System::VideoLlavaHf:
      return clip::resize_and_crop(picture, config.tower.image_size);
    case System::VideoChatGpt:
      return video_chatgpt::seen_picture(picture, config.tower.image_size);
  }
  return {};
}

base::Rect seen_part(int width, int height, const checkpoint::ModelConfig& config) {
  if (config.system != System::VideoLlava && config.system != System::VideoLlavaHf)
    return {0, 0, height, width};
  const int side = std::min(width, height), top = (height - side) / 2, left = (width - side) / 2;
  return {top, left, top + side, left + side};
}

PictureSize seen_size(int width, int height, const checkpoint::ModelConfig& config) {
  if (config.system == System::VideoLlava) return {width, height};
  if (config.system != System::VideoPanda) return {config.tower.image_size, config.tower.image_size};
  const base::Rect canvas = media::canvas_rect(width, height, preprocess_options(config.vision));
  return {canvas.width(), canvas.height()};
}

}  // namespace vp::engine
