#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "base/geometry.h"

namespace vp::media {

/// The sizes that turn a picture into the model's input (spec section 2). All in pixels.
struct PreprocessOptions {
  int image_size = 448;           ///< S, side of the square canvas
  int image_size_teacher = 224;   ///< S_t, whose patch grid rounds the short side
  int patch_stride_teacher = 14;  ///< p
  std::array<float, 3> mean{0.48145466f, 0.4578275f, 0.40821073f};
  std::array<float, 3> std{0.26862954f, 0.26130258f, 0.27577711f};
};

/// Where a width x height picture lies on the S x S canvas after resizing; its size is the resized size, at
/// least one patch of the teacher's however narrow the picture is.
base::Rect canvas_rect(int width, int height, const PreprocessOptions& options);

/// Pillow's bicubic resize (a = -0.5, antialiased when shrinking, 8 bits rounded after each pass,
/// horizontal pass first).
base::RgbImage resize_bicubic(const base::RgbImage& image, int width, int height);

/// A picture in the size in which it lies on the canvas: all that the model sees of it. A picture that has
/// been resized stays as it is, and preprocess() makes the same of both.
base::RgbImage resize_for_model(const base::RgbImage& image, const PreprocessOptions& options);

/// The model's view of a picture: resized, pasted into the canvas of mean colour, not yet normalised.
base::RgbImage to_canvas(const base::RgbImage& image, const PreprocessOptions& options);

/// The colour of the canvas beside a picture: the mean.
std::array<std::uint8_t, 3> canvas_levels(const PreprocessOptions& options);

/// What a pixel of the canvas beside a picture is in the input tensor; `channel`: 0 red, 1 green, 2 blue.
float canvas_value(const PreprocessOptions& options, int channel);

/// Writes the input tensor (4, S, S): three normalised planes R, G, B and the mask, 1 inside the picture.
/// `out` has 4 * S * S elements. Never flips.
void preprocess(const base::RgbImage& image, const PreprocessOptions& options, std::span<float> out);

}  // namespace vp::media
