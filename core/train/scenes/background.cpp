#include "train/scenes/background.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "train/scenes/random.h"

namespace vp::scenes {
namespace {

// A random number in -1..1 for a point of the lattice.
float lattice(std::uint64_t phase, std::int64_t x, std::int64_t y) {
  const std::uint64_t key = static_cast<std::uint64_t>(x) * 0x9e3779b97f4a7c15ULL ^
                            static_cast<std::uint64_t>(y) * 0xc2b2ae3d27d4eb4fULL;
  return static_cast<float>(static_cast<double>(mix64(phase ^ key) >> 11) * 0x1p-52 - 1);
}

float smooth(float t) {
  return t * t * (3 - 2 * t);
}

// Adds `gain` times one octave of value noise along a row of pixels: x = x0 + i * dx, in periods.
void add_noise_row(std::uint64_t phase, double x0, double dx, double y, float gain, std::span<float> row) {
  const double floor_y = std::floor(y);
  const auto cell_y = static_cast<std::int64_t>(floor_y);
  const float ty = smooth(static_cast<float>(y - floor_y));
  const auto column = [&](std::int64_t cell_x) {
    const float top = lattice(phase, cell_x, cell_y);
    return top + (lattice(phase, cell_x, cell_y + 1) - top) * ty;
  };
  auto cell_x = static_cast<std::int64_t>(std::floor(x0));
  float left = column(cell_x), right = column(cell_x + 1);
  for (std::size_t i = 0; i < row.size(); ++i) {
    const double x = x0 + static_cast<double>(i) * dx;
    while (x >= static_cast<double>(cell_x + 1)) {
      ++cell_x;
      left = right;
      right = column(cell_x + 1);
    }
    const float tx = smooth(static_cast<float>(x - static_cast<double>(cell_x)));
    row[i] += gain * (left + (right - left) * tx);
  }
}

// The wave that is +1 in one half of each period and -1 in the other; `blur` (in periods) is the width of an
// edge. A wave too fine to be drawn fades to its mean.
float square_wave(double x, double blur) {
  const double in_period = std::abs(x - std::floor(x) - 0.5);  // 0 in the middle, 0.5 at both ends
  const double distance = 0.25 - in_period;
  return static_cast<float>(std::clamp(2 * distance / std::max(blur, 1e-6), -1.0, 1.0) *
                            std::clamp(1.5 - blur, 0.0, 1.0));
}

// Fills `row` with the texture's values, -1..1; (x, y) is the first pixel's place in periods, unrotated, and
// dx the step.
void texture_row(const Background& background, double x, double y, double dx, std::span<float> row) {
  std::fill(row.begin(), row.end(), 0.0f);
  if (background.texture == Texture::Noise) {
    float gain = 1, total = 0;
    for (int octave = 0; octave < background.octaves; ++octave) {
      const double scale = 1 << octave;
      add_noise_row(mix64(background.phase + static_cast<std::uint64_t>(octave)), x * scale, dx * scale,
                    y * scale, gain, row);
      total += gain;
      gain *= 0.5f;
    }
    for (float& value : row) value /= total;
    return;
  }
  const double cosine = std::cos(background.angle), sine = std::sin(background.angle);
  const double shift_x = static_cast<double>(background.phase >> 40) * 0x1p-24,
               shift_y = static_cast<double>((background.phase >> 16) & 0xffffff) * 0x1p-24;
  const double blur = background.softness + dx;
  for (std::size_t i = 0; i < row.size(); ++i) {
    const double px = x + static_cast<double>(i) * dx;
    const double u = px * cosine + y * sine + shift_x, v = y * cosine - px * sine + shift_y;
    if (background.texture == Texture::Stripes) {
      row[i] = square_wave(u, blur);
    } else if (background.texture == Texture::Checker) {
      row[i] = square_wave(u / 2, blur / 2) * square_wave(v / 2, blur / 2);
    } else {
      const double from_x = u - std::floor(u) - 0.5, from_y = v - std::floor(v) - 0.5;
      const double distance = 0.27 - std::sqrt(from_x * from_x + from_y * from_y);
      row[i] = static_cast<float>(std::clamp(2 * distance / std::max(blur, 1e-6), -1.0, 1.0));
    }
  }
}

// Fills `row` with the share of `other`, 0..1; (x, y) in short sides of the scene.
void gradient_row(const Background& background, double x, double y, double dx, std::span<float> row) {
  const double from_y = y - background.gradient_centre.y;
  const double cosine = std::cos(background.gradient_angle), sine = std::sin(background.gradient_angle);
  for (std::size_t i = 0; i < row.size(); ++i) {
    const double from_x = x + static_cast<double>(i) * dx - background.gradient_centre.x;
    const double place = background.gradient == 1
                             ? 0.5 + (from_x * cosine + from_y * sine) / background.gradient_length
                             : std::sqrt(from_x * from_x + from_y * from_y) / background.gradient_length;
    row[i] = static_cast<float>(std::clamp(place, 0.0, 1.0));
  }
}

}  // namespace

void paint_background(const Background& background, const View& view, Point extent, int width, int height,
                      std::span<float> out) {
  std::vector<float> share(static_cast<std::size_t>(width)), texture(static_cast<std::size_t>(width));
  const double dx = extent.x / width / view.scale, dy = extent.y / height / view.scale;
  const Rgb colour = background.colour;
  const Rgb way{background.other.r - colour.r, background.other.g - colour.g, background.other.b - colour.b};
  const Rgb amplitude = background.amplitude;
  float* pixel = out.data();
  for (int y = 0; y < height; ++y) {
    const double scene_x = view.origin.x + 0.5 * dx, scene_y = view.origin.y + (y + 0.5) * dy;
    if (background.gradient != 0) gradient_row(background, scene_x, scene_y, dx, share);
    if (background.texture != Texture::None)
      texture_row(background, scene_x / background.period, scene_y / background.period,
                  dx / background.period, texture);
    for (std::size_t x = 0; x < share.size(); ++x, pixel += 3) {
      pixel[0] = colour.r + way.r * share[x] + amplitude.r * texture[x];
      pixel[1] = colour.g + way.g * share[x] + amplitude.g * texture[x];
      pixel[2] = colour.b + way.b * share[x] + amplitude.b * texture[x];
    }
  }
}

}  // namespace vp::scenes
