#include "media/preprocess.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <vector>

#include "media/bicubic_filter.h"

namespace vp::media {
namespace {

using Filter = BicubicFilter;
constexpr int kPrecisionBits = BicubicFilter::kFractionBits;
constexpr std::int32_t kHalf = std::int32_t{1} << (kPrecisionBits - 1);
constexpr int kLanes = 16;

std::uint8_t to_byte(std::int32_t sum) {
  return static_cast<std::uint8_t>(std::clamp(sum >> kPrecisionBits, 0, 255));
}

/// Rows [first_row, first_row + rows) of `in`, at most kLanes of them, resized to the width of `out`. The
/// block is turned first, so that one weight meets kLanes neighbours in memory.
inline __attribute__((always_inline)) void resize_row_block(const base::RgbImage& in, const Filter& filter,
                                                            int first_row, int rows,
                                                            std::vector<std::uint8_t>& turned,
                                                            base::RgbImage& out) {
  const std::size_t in_bytes = static_cast<std::size_t>(in.width) * 3;
  for (int row = 0; row < rows; ++row) {
    const std::uint8_t* source = in.row(first_row + row);
    for (std::size_t i = 0; i < in_bytes; ++i) turned[i * kLanes + static_cast<std::size_t>(row)] = source[i];
  }
  for (int x = 0; x < out.width; ++x) {
    const std::int32_t* weights = filter.at(x);
    const int count = filter.count[static_cast<std::size_t>(x)];
    const std::uint8_t* window =
        turned.data() + static_cast<std::size_t>(filter.first[static_cast<std::size_t>(x)]) * 3 * kLanes;
    for (int channel = 0; channel < 3; ++channel) {
      std::int32_t sums[kLanes];
      for (std::int32_t& sum : sums) sum = kHalf;
      for (int tap = 0; tap < count; ++tap) {
        const std::int32_t weight = weights[tap];
        const std::uint8_t* lane = window + (tap * 3 + channel) * kLanes;
        for (int i = 0; i < kLanes; ++i) sums[i] += weight * lane[i];
      }
      for (int row = 0; row < rows; ++row) out.row(first_row + row)[x * 3 + channel] = to_byte(sums[row]);
    }
  }
}

inline __attribute__((always_inline)) void resize_column_rows(const base::RgbImage& in, const Filter& filter,
                                                              std::vector<std::int32_t>& sums,
                                                              base::RgbImage& out) {
  const std::size_t bytes = static_cast<std::size_t>(in.width) * 3;
  for (int y = 0; y < out.height; ++y) {
    std::fill(sums.begin(), sums.end(), kHalf);
    std::int32_t* const sum = sums.data();
    const std::int32_t* weights = filter.at(y);
    for (int tap = 0; tap < filter.count[static_cast<std::size_t>(y)]; ++tap) {
      const std::int32_t weight = weights[tap];
      const std::uint8_t* source = in.row(filter.first[static_cast<std::size_t>(y)] + tap);
      for (std::size_t i = 0; i < bytes; ++i) sum[i] += weight * source[i];
    }
    std::uint8_t* target = out.row(y);
    for (std::size_t i = 0; i < bytes; ++i) target[i] = to_byte(sum[i]);
  }
}

inline __attribute__((always_inline)) void resize_passes(const base::RgbImage& in, const Filter& horizontal,
                                                         const Filter& vertical, base::RgbImage& middle,
                                                         base::RgbImage& out) {
  std::vector<std::uint8_t> turned(static_cast<std::size_t>(in.width) * 3 * kLanes);
  for (int row = 0; row < in.height; row += kLanes) {
    resize_row_block(in, horizontal, row, std::min(kLanes, in.height - row), turned, middle);
  }
  std::vector<std::int32_t> sums(static_cast<std::size_t>(middle.width) * 3);
  resize_column_rows(middle, vertical, sums, out);
}

void resize_passes_plain(const base::RgbImage& in, const Filter& horizontal, const Filter& vertical,
                         base::RgbImage& middle, base::RgbImage& out) {
  resize_passes(in, horizontal, vertical, middle, out);
}

#if defined(__x86_64__)
// The same code with wider vectors: SSE2 has no 32-bit multiplication.
__attribute__((target("avx2"))) void resize_passes_avx2(const base::RgbImage& in, const Filter& horizontal,
                                                        const Filter& vertical, base::RgbImage& middle,
                                                        base::RgbImage& out) {
  resize_passes(in, horizontal, vertical, middle, out);
}
#endif

base::RgbImage make_image(int width, int height) {
  base::RgbImage image;
  image.width = width;
  image.height = height;
  image.pixels.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 3);
  return image;
}

std::uint8_t canvas_level(const PreprocessOptions& options, std::size_t channel) {
  return static_cast<std::uint8_t>(255 * options.mean[channel]);
}

float normalised(std::uint8_t level, const PreprocessOptions& options, std::size_t channel) {
  return (static_cast<float>(level) / 255.0f - options.mean[channel]) / options.std[channel];
}

}  // namespace

base::Rect canvas_rect(int width, int height, const PreprocessOptions& options) {
  assert(width > 0 && height > 0);
  const int side = options.image_size;
  const int teacher = options.image_size_teacher;
  const int patch = options.patch_stride_teacher;
  const int grid = teacher / patch;
  const int longest = std::max(width, height);
  const int shortest = std::min(width, height);
  // ceil(S_t * short / long / p), computed as the reference does, in floating point.
  const double patches = std::ceil(static_cast<double>(teacher) * shortest / longest / patch);
  const int valid = width == height ? grid : std::min(static_cast<int>(patches), grid);
  const int short_side = valid * patch * side / teacher;
  const int offset = (grid - valid) / 2 * patch * side / teacher;
  if (width >= height) return {offset, 0, offset + short_side, side};
  return {0, offset, side, offset + short_side};
}

base::RgbImage resize_bicubic(const base::RgbImage& image, int width, int height) {
  assert(image.width > 0 && image.height > 0 && width > 0 && height > 0);
  const Filter horizontal = bicubic_filter(image.width, width);
  const Filter vertical = bicubic_filter(image.height, height);
  base::RgbImage middle = make_image(width, image.height);
  base::RgbImage result = make_image(width, height);
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2")) {
    resize_passes_avx2(image, horizontal, vertical, middle, result);
    return result;
  }
#endif
  resize_passes_plain(image, horizontal, vertical, middle, result);
  return result;
}

std::array<std::uint8_t, 3> canvas_levels(const PreprocessOptions& options) {
  return {canvas_level(options, 0), canvas_level(options, 1), canvas_level(options, 2)};
}

float canvas_value(const PreprocessOptions& options, int channel) {
  const auto c = static_cast<std::size_t>(channel);
  return normalised(canvas_level(options, c), options, c);
}

base::RgbImage resize_for_model(const base::RgbImage& image, const PreprocessOptions& options) {
  const base::Rect rect = canvas_rect(image.width, image.height, options);
  if (image.width == rect.width() && image.height == rect.height()) return image;
  return resize_bicubic(image, rect.width(), rect.height());
}

base::RgbImage to_canvas(const base::RgbImage& image, const PreprocessOptions& options) {
  const base::Rect rect = canvas_rect(image.width, image.height, options);
  const base::RgbImage resized = resize_for_model(image, options);
  base::RgbImage canvas = make_image(options.image_size, options.image_size);
  const std::array<std::uint8_t, 3> background = canvas_levels(options);
  for (std::size_t i = 0; i < canvas.pixels.size(); ++i) canvas.pixels[i] = background[i % 3];
  for (int y = 0; y < rect.height(); ++y) {
    std::copy_n(resized.row(y), static_cast<std::size_t>(rect.width()) * 3,
                canvas.row(rect.top + y) + rect.left * 3);
  }
  return canvas;
}

void preprocess(const base::RgbImage& image, const PreprocessOptions& options, std::span<float> out) {
  const std::size_t plane =
      static_cast<std::size_t>(options.image_size) * static_cast<std::size_t>(options.image_size);
  assert(out.size() == 4 * plane);
  const base::RgbImage canvas = to_canvas(image, options);
  std::array<std::array<float, 256>, 3> values;
  for (std::size_t c = 0; c < 3; ++c) {
    for (std::size_t level = 0; level < 256; ++level) {
      values[c][level] = normalised(static_cast<std::uint8_t>(level), options, c);
    }
  }
  for (std::size_t i = 0; i < plane; ++i) {
    for (std::size_t c = 0; c < 3; ++c) out[c * plane + i] = values[c][canvas.pixels[i * 3 + c]];
  }
  const base::Rect rect = canvas_rect(image.width, image.height, options);
  const std::span<float> mask = out.subspan(3 * plane, plane);
  std::fill(mask.begin(), mask.end(), 0.0f);
  for (int y = rect.top; y < rect.bottom; ++y) {
    const auto row = mask.begin() + static_cast<std::ptrdiff_t>(y) * options.image_size;
    std::fill(row + rect.left, row + rect.right, 1.0f);
  }
}

}  // namespace vp::media
