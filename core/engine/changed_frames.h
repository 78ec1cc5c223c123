#pragma once

// An encoded video's pictures encoded again with something changed, for the engine's own files.
#include <ATen/core/Tensor.h>

#include <cstdint>
#include <functional>
#include <stop_token>
#include <vector>

#include "checkpoint/ablation.h"
#include "engine/encoded_video.h"

namespace vp::engine {

/// Square cells of a frame that are to be hidden.
struct HiddenCells {
  int side = 1;  ///< of a cell, in patches
  /// For each sampled frame its cells, counted row by row within the picture's own rectangle of patches;
  /// empty: nothing is hidden.
  std::vector<std::vector<std::int64_t>> of_frame;
};

/// What is different from the first encoding.
struct FrameChange {
  checkpoint::Ablation without;     ///< parts of STAB that are switched off
  std::vector<std::int64_t> order;  ///< which sampled frame comes at each place; empty: as sampled
  HiddenCells hidden;
};

/// Gives the cells of a preprocessed `picture`, (4, S, S), the colour of the canvas beside a picture.
void hide_cells(at::Tensor& pixels, const std::vector<std::int64_t>& cells, int side,
                const base::RgbImage& picture, const checkpoint::VisionConfig& vision);

/// Encodes the kept pictures again with the model that encoded them: the tokens of each frame slot, (n, D).
/// Where cells are hidden the mask stays as it is, and so does the number of tokens. `on_frames(n)` after
/// each chunk: n more slots are done. Throws Error(Usage) when the pictures were not kept, Error(Stopped)
/// between chunks.
std::vector<at::Tensor> encode_changed(const Model& model, const EncodedVideo& video,
                                       const FrameChange& change, const std::function<void(int)>& on_frames,
                                       const std::stop_token& stop);

}  // namespace vp::engine
