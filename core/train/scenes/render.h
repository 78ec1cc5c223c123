#pragma once

#include <cstdint>
#include <vector>

#include "base/geometry.h"
#include "train/scenes/motion.h"
#include "train/scenes/scene.h"

namespace vp::scenes {

/// Draws frames of one scene at one size; what stays the same from frame to frame is painted once. Any size
/// and aspect: the picture is stretched to it. Every pixel has the colour of its whole area, so that a small
/// drawing looks like a large one reduced; the noise is reduced alike. A frame has the same bytes whatever
/// was drawn before.
class Renderer {
 public:
  /// `scene` must outlive the renderer; width, height > 0 in pixels.
  Renderer(const Scene& scene, int width, int height);

  /// 0 <= frame < frame_count. `out` is resized and may be used again.
  void draw(std::int64_t frame, base::RgbImage& out);

 private:
  void paint_background_of(std::int64_t frame);

  const Scene& scene_;
  int width_, height_;
  // R, G, B from 0 to 1; rows from the top.
  std::vector<float> background_;
  std::vector<float> canvas_;
  int background_shot_ = -1;
  View background_view_;
};

/// One frame by a renderer of its own.
void render(const Scene& scene, std::int64_t frame, int width, int height, base::RgbImage& out);

}  // namespace vp::scenes
