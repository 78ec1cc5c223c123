#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <span>

#include "base/geometry.h"
#include "media/preprocess.h"

namespace vp::engine {

/// As chunk_pixels, made on a GPU: the pictures are copied there as they are, through pinned memory, and
/// resized, pasted and normalised by its kernels, to the same numbers as on the CPU. At most `frames`
/// pictures of any sizes -> (1, frames, 4, S, S) float32 on `device`. There with VP_CUDA only. Throws
/// c10::Error where the device fails.
at::Tensor pixels_on_device(const at::Device& device, const media::PreprocessOptions& options,
                            std::int64_t frames, std::span<const base::RgbImage* const> pictures);

}  // namespace vp::engine
