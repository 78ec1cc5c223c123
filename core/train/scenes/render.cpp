#include "train/scenes/render.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <vector>

#include "train/scenes/background.h"
#include "train/scenes/motion.h"
#include "train/scenes/random.h"
#include "train/scenes/shapes.h"

namespace vp::scenes {
namespace {

// A picture being painted: R, G, B from 0 to 1.
struct Canvas {
  int width, height;
  double scale_x, scale_y;  ///< pixels a short side
  std::vector<float>& pixels;
};

// A shape at a place on the canvas.
class Stamp {
 public:
  /// `blur_px`: how far from the outline something is painted.
  Stamp(const Canvas& canvas, const Object& object, const ObjectState& state, Point offset, float blur_px)
      : shape_(object.shape),
        proportion_(object.paint.proportion),
        radius_px_(static_cast<float>(state.radius * std::sqrt(canvas.scale_x * canvas.scale_y))) {
    const double x = (state.centre.x + offset.x) * canvas.scale_x;
    const double y = (state.centre.y + offset.y) * canvas.scale_y;
    const double reach_x = state.radius * kShapeBound * canvas.scale_x + blur_px;
    const double reach_y = state.radius * kShapeBound * canvas.scale_y + blur_px;
    const auto clamped = [](double value, int most) {
      return static_cast<int>(std::clamp(value, 0.0, static_cast<double>(most)));
    };
    area = {clamped(y - reach_y, canvas.height), clamped(x - reach_x, canvas.width),
            clamped(y + reach_y + 1, canvas.height), clamped(x + reach_x + 1, canvas.width)};
    centre_x_ = static_cast<float>(x);
    centre_y_ = static_cast<float>(y);
    // From pixels to the shape's own frame: unstretched, turned back, in radii.
    const double cosine = std::cos(state.angle), sine = std::sin(state.angle);
    const double per_x = 1 / (canvas.scale_x * state.radius), per_y = 1 / (canvas.scale_y * state.radius);
    xx_ = static_cast<float>(cosine * per_x);
    xy_ = static_cast<float>(sine * per_y);
    yx_ = static_cast<float>(-sine * per_x);
    yy_ = static_cast<float>(cosine * per_y);
  }

  base::Rect area;  ///< of the pixels that can be touched

  /// Signed distance in pixels from a place on the canvas, in pixels, to the outline.
  float distance(float x, float y) const {
    const float dx = x - centre_x_, dy = y - centre_y_;
    return radius_px_ * signed_distance(shape_, proportion_, xx_ * dx + xy_ * dy, yx_ * dx + yy_ * dy);
  }
  float radius_px() const { return radius_px_; }
  float centre_x() const { return centre_x_; }
  float centre_y() const { return centre_y_; }

 private:
  Shape shape_;
  float proportion_;
  float radius_px_;
  float centre_x_ = 0, centre_y_ = 0;
  float xx_ = 1, xy_ = 0, yx_ = 0, yy_ = 1;
};

// How much of the square pixel around a place lies inside an edge at this distance, softened to `width`
// pixels.
float inside(float distance, float width) {
  return std::clamp(0.5f - distance / width, 0.0f, 1.0f);
}

// The share of pixel (x, y) that is covered, and of it the share that is not outline.
struct Cover {
  float whole = 0, inner = 0;
};

Cover cover_of(const Stamp& stamp, int x, int y, float edge_px, float outline_px) {
  const float px = static_cast<float>(x) + 0.5f, py = static_cast<float>(y) + 0.5f;
  const float distance = stamp.distance(px, py);
  if (distance > 0.5f * edge_px + 1) return {};
  if (distance < -0.5f * edge_px - outline_px - 1) return {1, 1};
  // Near the edge a pixel is four: one distance would blunt corners.
  Cover sum;
  for (const float sub_y : {-0.25f, 0.25f}) {
    for (const float sub_x : {-0.25f, 0.25f}) {
      const float sub = stamp.distance(px + sub_x, py + sub_y);
      sum.whole += 0.25f * inside(sub, edge_px);
      sum.inner += 0.25f * inside(sub + outline_px, edge_px);
    }
  }
  return sum;
}

Rgb outline_colour(const Rgb& fill, float gain) {
  const auto channel = [gain](float value) {
    return gain <= 1 ? value * gain : value + (1 - value) * (gain - 1);
  };
  return {channel(fill.r), channel(fill.g), channel(fill.b)};
}

void paint_shadow(Canvas& canvas, const Object& object, const ObjectState& state) {
  const double growth = state.radius / object.radius;
  const auto scale = static_cast<float>(std::sqrt(canvas.scale_x * canvas.scale_y));
  const float blur = 1 + 0.3f * static_cast<float>(state.radius) * scale;
  const Stamp stamp(canvas, object, state,
                    {object.paint.shadow_offset.x * growth, object.paint.shadow_offset.y * growth}, blur / 2);
  const float strength = object.paint.shadow * static_cast<float>(state.opacity);
  for (int y = stamp.area.top; y < stamp.area.bottom; ++y) {
    float* pixel = canvas.pixels.data() + (static_cast<std::size_t>(y) * canvas.width + stamp.area.left) * 3;
    for (int x = stamp.area.left; x < stamp.area.right; ++x, pixel += 3) {
      const float distance = stamp.distance(static_cast<float>(x) + 0.5f, static_cast<float>(y) + 0.5f);
      const float keep = 1 - strength * inside(distance, blur);
      for (int channel = 0; channel < 3; ++channel) pixel[channel] *= keep;
    }
  }
}

void paint_object(Canvas& canvas, const Object& object, const ObjectState& state) {
  const Paint& paint = object.paint;
  if (paint.shadow > 0) paint_shadow(canvas, object, state);
  const auto scale = static_cast<float>(std::sqrt(canvas.scale_x * canvas.scale_y));
  const float edge_px = 1 + 2 * paint.soft_edge * scale;
  const Stamp stamp(canvas, object, state, {}, edge_px / 2 + 1);
  const float outline_px = paint.outline_width * stamp.radius_px();
  const Rgb outline = outline_colour(state.fill, paint.outline_gain);
  const float light_x = std::cos(paint.light_angle), light_y = std::sin(paint.light_angle);
  for (int y = stamp.area.top; y < stamp.area.bottom; ++y) {
    float* pixel = canvas.pixels.data() + (static_cast<std::size_t>(y) * canvas.width + stamp.area.left) * 3;
    for (int x = stamp.area.left; x < stamp.area.right; ++x, pixel += 3) {
      const Cover cover = cover_of(stamp, x, y, edge_px, outline_px);
      if (cover.whole <= 0) continue;
      // In radii from the centre; the light does not turn with the object.
      const float from_x = (static_cast<float>(x) + 0.5f - stamp.centre_x()) / stamp.radius_px();
      const float from_y = (static_cast<float>(y) + 0.5f - stamp.centre_y()) / stamp.radius_px();
      const float gain = 1 + paint.shade * (from_x * light_x + from_y * light_y);
      float shine = 0;
      if (paint.highlight > 0) {
        const float spot_x = from_x - 0.35f * light_x, spot_y = from_y - 0.35f * light_y;
        shine = paint.highlight * std::max(0.0f, 1 - 3 * (spot_x * spot_x + spot_y * spot_y));
      }
      const float inner = outline_px > 0 ? std::min(1.0f, cover.inner / cover.whole) : 1;
      const float alpha = cover.whole * static_cast<float>(state.opacity);
      const auto blend = [&](float& under, float fill, float line) {
        const float lit = fill * gain;
        const float body = lit + (1 - lit) * shine;
        under += alpha * (line + (body - line) * inner - under);
      };
      blend(pixel[0], state.fill.r, outline.r);
      blend(pixel[1], state.fill.g, outline.g);
      blend(pixel[2], state.fill.b, outline.b);
    }
  }
}

// Adds noise to `levels` (R, G, B, R, …): the sum of three uniform numbers of 7 bits, which is near enough to
// a normal distribution and costs one draw of 64 bits a pixel.
void add_noise(Random& random, float deviation, std::vector<float>& levels) {
  constexpr float kDeviationOfSum = 64.0f;  // sqrt(3 * (128^2 - 1) / 12)
  constexpr float kMeanOfSum = 190.5f;
  const float scale = deviation / kDeviationOfSum;
  for (std::size_t i = 0; i < levels.size(); i += 3) {
    const std::uint64_t bits = random.bits();
    for (std::size_t channel = 0; channel < 3; ++channel) {
      const auto part = static_cast<std::uint32_t>(bits >> (21 * channel));
      const auto sum = static_cast<std::int32_t>((part & 127) + ((part >> 7) & 127) + ((part >> 14) & 127));
      levels[i + channel] += scale * (static_cast<float>(sum) - kMeanOfSum);
    }
  }
}

void finish(const Scene& scene, std::int64_t frame, const Canvas& canvas, base::RgbImage& out) {
  std::vector<float>& levels = canvas.pixels;
  const auto contrast = static_cast<float>(255 * scene.contrast);
  const auto brightness = static_cast<float>(scene.brightness);
  for (float& level : levels) level = std::min(std::max(level, 0.0f), 1.0f) * contrast + brightness;
  if (scene.noise > 0) {
    // The mean of the pixels that become one is that much less noisy.
    const double reduction = std::min(1.0, std::sqrt(static_cast<double>(canvas.width) * canvas.height /
                                                     (static_cast<double>(scene.width) * scene.height)));
    Random random(scene.noise_seed + mix64(static_cast<std::uint64_t>(frame)));
    add_noise(random, static_cast<float>(scene.noise * reduction), levels);
  }
  std::uint8_t* bytes = out.pixels.data();
  for (std::size_t i = 0; i < levels.size(); ++i)
    bytes[i] = static_cast<std::uint8_t>(std::min(std::max(levels[i] + 0.5f, 0.0f), 255.0f));
}

}  // namespace

Renderer::Renderer(const Scene& scene, int width, int height)
    : scene_(scene), width_(width), height_(height) {
  assert(width > 0 && height > 0);
  background_.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 3);
}

void Renderer::paint_background_of(std::int64_t frame) {
  const int shot = scene_.shot_at(frame);
  const View view = view_at(scene_, clip_time(scene_, frame));
  if (shot == background_shot_ && view == background_view_) return;
  paint_background(scene_.shots[static_cast<std::size_t>(shot)].background, view, scene_.extent(), width_,
                   height_, background_);
  background_shot_ = shot;
  background_view_ = view;
}

void Renderer::draw(std::int64_t frame, base::RgbImage& out) {
  assert(frame >= 0 && frame < scene_.frame_count);
  paint_background_of(frame);
  canvas_ = background_;
  const Point extent = scene_.extent();
  Canvas canvas{width_, height_, width_ / extent.x, height_ / extent.y, canvas_};
  for (const Object& object : scene_.objects) {
    const ObjectState state = state_at(scene_, object, frame);
    if (state.opacity > 0) paint_object(canvas, object, state);
  }
  out.width = width_;
  out.height = height_;
  out.pixels.resize(canvas_.size());
  finish(scene_, frame, canvas, out);
}

void render(const Scene& scene, std::int64_t frame, int width, int height, base::RgbImage& out) {
  Renderer(scene, width, height).draw(frame, out);
}

}  // namespace vp::scenes
