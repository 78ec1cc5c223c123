#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>

#include "kernels/tensor_source.h"

namespace vp::train {

/// What a training starts from, float32 on the CPU: the weights in `folder` where it has some; the visual
/// part and the distillation head are drawn at random where they are not among them (a bare language model),
/// and so is everything when the folder holds no weights at all.
std::unique_ptr<kernels::TensorSource> initial_weights(const std::filesystem::path& folder,
                                                       std::uint64_t seed);

}  // namespace vp::train
