#pragma once

#include "kernels/cuda/stream.h"

namespace vp::kernels::cuda {

/// A media::BicubicFilter on the device.
struct ResizeFilter {
  const std::int32_t* first = nullptr;    ///< (out size)
  const std::int32_t* count = nullptr;    ///< (out size)
  const std::int32_t* weights = nullptr;  ///< (out size, taps), fractions of 22 bits
  int taps = 0;
};

/// The first pass of Pillow's bicubic resize, along the rows; 8 bits are rounded after each pass.
struct ResizeRows {
  const std::uint8_t* in = nullptr;  ///< (pictures, height, in_width, 3)
  std::uint8_t* out = nullptr;       ///< (pictures, height, out_width, 3)
  ResizeFilter filter;
  int pictures = 1, height = 0, in_width = 0, out_width = 0;
};

/// The second pass, along the columns.
struct ResizeColumns {
  const std::uint8_t* in = nullptr;  ///< (pictures, in_height, width, 3)
  std::uint8_t* out = nullptr;       ///< (pictures, out_height, width, 3)
  ResizeFilter filter;
  int pictures = 1, width = 0, in_height = 0, out_height = 0;
};

/// Resized pictures on their square canvases, normalised, with the mask: media::preprocess.
struct PasteOnCanvas {
  const std::uint8_t* pictures = nullptr;  ///< (count, height, width, 3)
  void* canvases = nullptr;                ///< (count, 4, side, side) of `dtype`
  Dtype dtype = Dtype::Float32;
  int count = 1, width = 0, height = 0;
  int left = 0, top = 0, side = 0;  ///< where a picture lies on its canvas
  float mean[3] = {}, deviation[3] = {};
  std::uint8_t background[3] = {};
};

void launch(const ResizeRows& work, Stream stream);
void launch(const ResizeColumns& work, Stream stream);
void launch(const PasteOnCanvas& work, Stream stream);

}  // namespace vp::kernels::cuda
