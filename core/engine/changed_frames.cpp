#include "engine/changed_frames.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <numeric>
#include <utility>

#include "base/error.h"
#include "engine/encode_chunk.h"
#include "engine/encoded_video_impl.h"
#include "engine/model_impl.h"
#include "engine/preprocessing.h"
#include "media/preprocess.h"

namespace vp::engine {
void hide_cells(at::Tensor& pixels, const std::vector<std::int64_t>& cells, int side,
                const base::RgbImage& picture, const checkpoint::VisionConfig& vision) {
  const media::PreprocessOptions options = preprocess_options(vision);
  const base::Rect rect = media::canvas_rect(picture.width, picture.height, options);
  const std::int64_t size = static_cast<std::int64_t>(vision.patch_stride) * side;  // of a cell, in pixels
  const std::int64_t columns = rect.width() / size;
  const at::Tensor colour = at::empty({3, 1, 1}, at::kFloat);
  for (std::size_t c = 0; c < 3; ++c)
    colour.data_ptr<float>()[c] = media::canvas_value(options, static_cast<int>(c));
  for (const std::int64_t cell : cells)
    pixels.narrow(0, 0, 3)
        .narrow(1, rect.top + cell / columns * size, size)
        .narrow(2, rect.left + cell % columns * size, size)
        .copy_(colour.expand({3, size, size}));
}

std::vector<at::Tensor> encode_changed(const Model& model, const EncodedVideo& video,
                                       const FrameChange& change, const std::function<void(int)>& on_frames,
                                       const std::stop_token& stop) {
  const checkpoint::VisionConfig& vision = model.config().vision;
  const std::vector<SampledFrame>& frames = video.frames();
  std::vector<std::int64_t> order = change.order;
  if (order.empty()) {
    order.resize(frames.size());
    std::iota(order.begin(), order.end(), std::int64_t{0});
  }
  TORCH_INTERNAL_ASSERT(order.size() == frames.size());
  if (std::any_of(frames.begin(), frames.end(),
                  [](const SampledFrame& frame) { return frame.seen.pixels.empty(); }))
    throw base::Error(base::ErrorCode::Usage,
                      base::message("The video's pictures were not kept, so they cannot be shown to the "
                                    "model again; open the video anew."));

  const VideoEncoder& encoder = *model.impl().encoder;
  const stab::FoldedStab* const stab = encoder.stab();
  const int at_once = encoder.frames_at_once();
  std::vector<at::Tensor> features;
  for (int slot = 0; slot < video.frame_slots(); slot += at_once) {
    base::throw_if_stopped(stop);
    std::vector<const base::RgbImage*> pictures;
    const std::size_t first = std::min(static_cast<std::size_t>(slot), order.size());
    const std::size_t last = std::min(first + static_cast<std::size_t>(at_once), order.size());
    for (std::size_t i = first; i < last; ++i)
      pictures.push_back(&frames[static_cast<std::size_t>(order[i])].seen);
    if (stab == nullptr) {
      TORCH_INTERNAL_ASSERT(change.hidden.of_frame.empty(), "cells are hidden from STAB alone");
      for (at::Tensor& frame : encoder.features(pictures, nullptr, stop))
        features.push_back(std::move(frame));
      if (on_frames) on_frames(at_once);
      continue;
    }
    const at::Tensor pixels = chunk_pixels(vision, pictures);
    for (std::size_t i = first; i < last && !change.hidden.of_frame.empty(); ++i) {
      at::Tensor frame = pixels[0][static_cast<std::int64_t>(i - first)];  // a view
      hide_cells(frame, change.hidden.of_frame[static_cast<std::size_t>(order[i])], change.hidden.side,
                 *pictures[i - first], vision);
    }
    const stab::StabResult result = stab->forward(pixels.to(model.impl().options.device()), change.without);
    for (const stab::FrameResult& frame : result.frames) features.push_back(frame.tokens.contiguous());
    if (on_frames) on_frames(at_once);
  }
  return encoder.tokens(std::move(features));
}

}  // namespace vp::engine
