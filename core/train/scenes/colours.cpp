#include "train/scenes/colours.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace vp::scenes {
namespace {

// The smallest clarity of an object before what is behind it, gradient and texture included.
constexpr double kClear = 50;

struct Lab {
  double l, a, b;
};

Lab to_lab(const Rgb& colour) {
  const auto linear = [](double srgb) {
    return srgb <= 0.04045 ? srgb / 12.92 : std::pow((srgb + 0.055) / 1.055, 2.4);
  };
  const double r = linear(colour.r), g = linear(colour.g), b = linear(colour.b);
  const auto f = [](double t) { return t > 216.0 / 24389 ? std::cbrt(t) : (24389.0 / 27 * t + 16) / 116; };
  const double x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505);
  const double y = f(0.2126 * r + 0.7152 * g + 0.0722 * b);
  const double z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089);
  return {116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

double difference(const Lab& a, const Lab& b) {
  return std::sqrt((a.l - b.l) * (a.l - b.l) + (a.a - b.a) * (a.a - b.a) + (a.b - b.b) * (a.b - b.b));
}

// How well one colour is seen beside another. Video keeps half the resolution for chroma, so that small
// things are seen by their lightness more than by it, and dark ones by their lightness alone.
double clarity(const Lab& a, const Lab& b) {
  const double clear = difference({1.2 * a.l, 0.75 * a.a, 0.75 * a.b}, {1.2 * b.l, 0.75 * b.a, 0.75 * b.b});
  constexpr double kDark = 40;
  return std::max(a.l, b.l) < kDark ? std::min(clear, 1.8 * std::abs(a.l - b.l)) : clear;
}

Rgb lerp(const Rgb& a, const Rgb& b, float t) {
  return {a.r + (b.r - a.r) * t, a.g + (b.g - a.g) * t, a.b + (b.b - a.b) * t};
}

Rgb shifted(const Rgb& colour, const Rgb& by, float gain) {
  const auto one = [gain](float value, float step) { return std::clamp(value + gain * step, 0.0f, 1.0f); };
  return {one(colour.r, by.r), one(colour.g, by.g), one(colour.b, by.b)};
}

// Any hue, mostly less saturated than the objects, and always darker: an edge then goes the same way for all
// colours, which is what makes shapes learnable for a small model.
Rgb draw_surface(Random& random) {
  const double value = random.uniform(0, 0.32);
  switch (random.weighted({0.3, 0.5, 0.2})) {
    case 0:
      return from_hsv(random.uniform(0, 360), random.uniform(0, 0.08), value);
    case 1:
      return from_hsv(random.uniform(0, 360), random.uniform(0.08, 0.5), value);
    default:
      return from_hsv(random.uniform(0, 360), random.uniform(0.5, 1), value);
  }
}

// The smallest clarity of any of `fills` on what this background shows.
double clearance(const Background& background, const std::vector<Lab>& fills) {
  double smallest = 1e9;
  for (const float place : {0.0f, 0.5f, 1.0f}) {
    const Rgb base =
        background.gradient == 0 ? background.colour : lerp(background.colour, background.other, place);
    for (const float level : {-1.0f, 0.0f, 1.0f}) {
      const Lab shown = to_lab(shifted(base, background.amplitude, level));
      for (const Lab& fill : fills) smallest = std::min(smallest, clarity(shown, fill));
    }
  }
  return smallest;
}

void draw_texture(Background& background, bool must_show_motion, Random& random) {
  // A regular texture looks the same after a whole period.
  background.texture =
      must_show_motion
          ? Texture::Noise
          : random.pick({Texture::Noise, Texture::Noise, Texture::Stripes, Texture::Checker, Texture::Dots});
  // Small squares and dots, and faint ones, are never taken for objects.
  const bool regular = background.texture != Texture::Noise;
  const double strength = random.uniform(must_show_motion ? 0.1 : 0.03, regular ? 0.09 : 0.14);
  const double tint = random.uniform(0, 0.5);
  const auto channel = [&] { return static_cast<float>(strength * (1 - tint * random.uniform())); };
  background.amplitude = {channel(), channel(), channel()};
  background.period = background.texture == Texture::Noise
                          ? random.uniform(0.1, must_show_motion ? 0.35 : 0.6)
                      : background.texture == Texture::Stripes ? random.uniform(0.07, 0.3)
                                                               : random.uniform(0.06, 0.14);
  background.angle = random.chance(0.5) ? 0 : random.uniform(0, std::numbers::pi);
  if (background.texture == Texture::Stripes && random.chance(0.25)) background.angle = std::numbers::pi / 2;
  background.octaves = random.integer(1, 3);
  background.softness = random.chance(0.5) ? 0 : random.uniform(0, 0.4);
  background.phase = random.bits();
}

Background draw_any_background(Point extent, bool must_show_motion, Random& random) {
  Background background;
  background.colour = background.other = draw_surface(random);
  if (random.chance(0.4)) {
    background.gradient = random.chance(0.65) ? 1 : 2;
    // Sometimes to a wholly different colour, mostly to a lighter or darker one.
    background.other = random.chance(0.35) ? draw_surface(random)
                                           : shifted(background.colour, {1, 1, 1},
                                                     static_cast<float>(random.uniform(-0.15, 0.15)));
    background.gradient_centre = {extent.x * random.uniform(0.25, 0.75),
                                  extent.y * random.uniform(0.25, 0.75)};
    background.gradient_angle = random.uniform(0, 2 * std::numbers::pi);
    background.gradient_length = std::max(extent.x, extent.y) * random.uniform(0.6, 1.2);
  }
  if (must_show_motion || random.chance(0.45)) draw_texture(background, must_show_motion, random);
  return background;
}

}  // namespace

Rgb from_hsv(double hue, double saturation, double value) {
  const auto channel = [&](double offset) {
    const double k = std::fmod(offset + hue / 60 + 6, 6);
    return static_cast<float>(value * (1 - saturation * std::clamp(std::min(k, 4 - k), 0.0, 1.0)));
  };
  return {channel(5), channel(3), channel(1)};
}

Rgb draw_colour(Colour colour, Random& random) {
  const bool pure = random.chance(0.4);
  const auto hsv = [&](double hue, double hue_low, double hue_high, double least_saturation,
                       double least_value) {
    if (pure) return from_hsv(hue, 1, 1);
    return from_hsv(random.uniform(hue_low, hue_high), random.uniform(least_saturation, 1),
                    random.uniform(least_value, 1));
  };
  switch (colour) {
    case Colour::Red:
      return hsv(0, -10, 6, 0.78, 0.7);
    case Colour::Orange:
      return hsv(random.uniform(28, 39), 25, 38, 0.85, 0.9);
    case Colour::Yellow:
      return hsv(60, 51, 61, 0.7, 0.88);
    case Colour::Green:
      return pure ? from_hsv(120, 1, random.uniform(0.5, 1)) : hsv(120, 100, 148, 0.55, 0.42);
    case Colour::Blue:
      return hsv(240, 208, 242, 0.68, 0.6);
    case Colour::Purple:
      return pure
                 ? from_hsv(random.uniform(270, 300), random.uniform(0.8, 1), random.uniform(0.5, 0.75))
                 : from_hsv(random.uniform(272, 298), random.uniform(0.55, 0.95), random.uniform(0.48, 0.85));
    case Colour::White:
      return pure ? Rgb{1, 1, 1}
                  : from_hsv(random.uniform(0, 360), random.uniform(0, 0.04), random.uniform(0.92, 1));
  }
  return {};
}

double colour_difference(const Rgb& a, const Rgb& b) {
  return difference(to_lab(a), to_lab(b));
}

Background draw_background(const std::vector<Rgb>& fills, Point extent, bool must_show_motion,
                           Random& random) {
  std::vector<Lab> labs;
  for (const Rgb& fill : fills) labs.push_back(to_lab(fill));
  Background best;
  double best_clearance = -1;
  // Four objects can leave few colours; then the clearest of many is clear enough.
  constexpr int kAttempts = 300;
  for (int attempt = 0; attempt < kAttempts && best_clearance < kClear; ++attempt) {
    const Background background = draw_any_background(extent, must_show_motion, random);
    const double clear = clearance(background, labs);
    if (clear > best_clearance) {
      best_clearance = clear;
      best = background;
    }
  }
  return best;
}

}  // namespace vp::scenes
