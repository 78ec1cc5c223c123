#pragma once

#include <vector>

#include "base/geometry.h"

namespace vp::attention {

/// The maps that lie over the patches of a frame: FSRA within it, GSTRA over all frames of its chunk.
enum class FrameMap { Fsra, Gstra };

/// The FSRA and LSD maps of one frame (spec section 3, step 5).
struct FrameMaps {
  int height = 0;           ///< h, token rows of the frame
  int width = 0;            ///< w, tokens a row
  std::vector<float> fsra;  ///< (heads, h * w); each head sums to 1
  std::vector<float>
      lsd;  ///< (heads, h * w windows, s * s patches of the window, row by row); each window sums to 1
};

/// Where and when the model looked: every attention map of an encoded video.
struct AttentionMaps {
  int chunks = 0;
  int frames_per_chunk = 4;  ///< T
  int grid = 32;             ///< H = W, patches a side of the canvas
  int heads = 8;             ///< of FSRA and LSD
  int gstra_heads = 8;
  base::Rect valid;  ///< patches of the canvas that belong to the picture
  std::vector<float>
      gstra;  ///< (chunks, gstra_heads, T * H * W), padding included; each head of a chunk sums to 1
  std::vector<FrameMaps> frames;  ///< chunks * T, padding frames included

  bool empty() const { return frames.empty(); }
};

}  // namespace vp::attention
