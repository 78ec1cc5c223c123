#include "attention/colour_map.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace vp::attention {
namespace {

constexpr int kSteps = 256;
constexpr std::size_t kAnchors = 6;
using Colour = std::array<std::uint8_t, 3>;
using Table = std::array<Colour, kSteps>;

struct Scale {
  ColourMap map;
  std::string_view name;
  std::array<std::uint32_t, kAnchors> anchors;  ///< 0xRRGGBB, evenly spaced over [0, 1]
};

constexpr std::array<Scale, kColourMaps.size()> kScales{{
    {ColourMap::Viridis, "viridis", {0x440154, 0x414487, 0x2a788e, 0x22a884, 0x7ad151, 0xfde725}},
    {ColourMap::Magma, "magma", {0x000004, 0x3b0f70, 0x8c2981, 0xde4968, 0xfe9f6d, 0xfcfdbf}},
    {ColourMap::Inferno, "inferno", {0x000004, 0x420a68, 0x932667, 0xdd513a, 0xfca50a, 0xfcffa4}},
    {ColourMap::Cividis, "cividis", {0x00204d, 0x31446b, 0x666970, 0x958f78, 0xcbba69, 0xffea46}},
    {ColourMap::Grey, "grey", {}},  // the value itself, no anchors
}};

using Vector = std::array<double, 3>;

double to_linear(double srgb) {
  return srgb <= 0.04045 ? srgb / 12.92 : std::pow((srgb + 0.055) / 1.055, 2.4);
}
double to_srgb(double linear) {
  return linear <= 0.0031308 ? linear * 12.92 : 1.055 * std::pow(linear, 1 / 2.4) - 0.055;
}

// OKLab (B. Ottosson, 2020): equal distances look about equal, and L is the lightness.
Vector to_oklab(std::uint32_t colour) {
  const double r = to_linear((colour >> 16 & 0xff) / 255.0);
  const double g = to_linear((colour >> 8 & 0xff) / 255.0);
  const double b = to_linear((colour & 0xff) / 255.0);
  const double l = std::cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const double m = std::cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const double s = std::cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return {0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
          1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
          0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s};
}

Colour from_oklab(const Vector& lab) {
  const double l = std::pow(lab[0] + 0.3963377774 * lab[1] + 0.2158037573 * lab[2], 3);
  const double m = std::pow(lab[0] - 0.1055613458 * lab[1] - 0.0638541728 * lab[2], 3);
  const double s = std::pow(lab[0] - 0.0894841775 * lab[1] - 1.2914855480 * lab[2], 3);
  const Vector linear{4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
                      -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
                      -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s};
  Colour colour{};
  for (std::size_t i = 0; i < 3; ++i)
    colour[i] = static_cast<std::uint8_t>(std::lround(std::clamp(to_srgb(linear[i]), 0.0, 1.0) * 255));
  return colour;
}

// A Catmull-Rom spline through the anchors: no kink at an anchor, where the eye would see an edge in the map.
Table make_table(const Scale& scale) {
  std::array<Vector, kAnchors> lab{};
  for (std::size_t i = 0; i < kAnchors; ++i) lab[i] = to_oklab(scale.anchors[i]);
  Table table{};
  if (scale.map == ColourMap::Grey) {
    for (std::size_t step = 0; step < kSteps; ++step) table[step].fill(static_cast<std::uint8_t>(step));
    return table;
  }
  for (int step = 0; step < kSteps; ++step) {
    const double position = static_cast<double>(step) * (kAnchors - 1) / (kSteps - 1);
    const std::size_t i = std::min(static_cast<std::size_t>(position), kAnchors - 2);
    const double t = position - static_cast<double>(i);
    Vector mixed{};
    for (std::size_t k = 0; k < 3; ++k) {
      const double p1 = lab[i][k];
      const double p2 = lab[i + 1][k];
      const double p0 = i > 0 ? lab[i - 1][k] : 2 * p1 - p2;
      const double p3 = i + 2 < kAnchors ? lab[i + 2][k] : 2 * p2 - p1;
      mixed[k] =
          p1 + 0.5 * t * (p2 - p0 + t * (2 * p0 - 5 * p1 + 4 * p2 - p3 + t * (3 * (p1 - p2) + p3 - p0)));
    }
    table[static_cast<std::size_t>(step)] = from_oklab(mixed);
  }
  return table;
}

std::array<Table, kScales.size()> make_tables() {
  std::array<Table, kScales.size()> tables{};
  for (const Scale& scale : kScales) tables[static_cast<std::size_t>(scale.map)] = make_table(scale);
  return tables;
}

}  // namespace

std::string_view name_of(ColourMap map) {
  for (const Scale& scale : kScales)
    if (scale.map == map) return scale.name;
  return {};
}

std::optional<ColourMap> colour_map_of(std::string_view name) {
  for (const Scale& scale : kScales)
    if (scale.name == name) return scale.map;
  return std::nullopt;
}

std::array<std::uint8_t, 3> colour_of(ColourMap map, float value) {
  static const std::array<Table, kScales.size()> tables = make_tables();
  // Written so that NaN becomes 0.
  const float clamped = value > 0 ? std::min(value, 1.0f) : 0.0f;
  return tables[static_cast<std::size_t>(map)][static_cast<std::size_t>(std::lround(clamped * (kSteps - 1)))];
}

}  // namespace vp::attention
