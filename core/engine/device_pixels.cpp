#include "engine/device_pixels.h"

#include <ATen/core/grad_mode.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/tensor.h>
#include <ATen/ops/zeros.h>

#include <cstring>
#include <vector>

#include "kernels/cuda_bodies.h"
#include "media/bicubic_filter.h"

namespace vp::engine {
namespace {

kernels::ResizeTaps taps_on(const at::Device& device, const media::BicubicFilter& filter) {
  const auto numbers = [&](const auto& values) {
    std::vector<std::int32_t> whole(values.begin(), values.end());
    return at::tensor(at::ArrayRef<std::int32_t>(whole), at::kInt).to(device);
  };
  return {numbers(filter.first), numbers(filter.count),
          numbers(filter.weights).view({static_cast<std::int64_t>(filter.first.size()), filter.taps})};
}

/// Pictures of one size -> (n, height, width, 3) levels on the device.
at::Tensor copied(const at::Device& device, std::span<const base::RgbImage* const> pictures) {
  const base::RgbImage& first = *pictures.front();
  // What is pinned the device fetches by itself, while the host goes on.
  at::Tensor levels = at::empty({static_cast<std::int64_t>(pictures.size()), first.height, first.width, 3},
                                at::device(at::kCPU).dtype(at::kByte).pinned_memory(device.is_cuda()));
  auto* to = levels.data_ptr<std::uint8_t>();
  for (const base::RgbImage* picture : pictures) {
    std::memcpy(to, picture->pixels.data(), picture->pixels.size());
    to += picture->pixels.size();
  }
  return levels.to(device, /*non_blocking=*/true);
}

}  // namespace

at::Tensor pixels_on_device(const at::Device& device, const media::PreprocessOptions& options,
                            std::int64_t frames, std::span<const base::RgbImage* const> pictures) {
  const at::NoGradGuard no_grad;
  const std::int64_t side = options.image_size;
  const at::Tensor pixels = at::zeros({1, frames, 4, side, side}, at::device(device).dtype(at::kFloat));
  for (std::size_t first = 0; first < pictures.size();) {
    const int width = pictures[first]->width, height = pictures[first]->height;
    std::size_t last = first + 1;
    while (last < pictures.size() && pictures[last]->width == width && pictures[last]->height == height)
      ++last;
    at::Tensor levels = copied(device, pictures.subspan(first, last - first));
    const base::Rect rect = media::canvas_rect(width, height, options);
    if (width != rect.width() || height != rect.height())
      levels = kernels::resize_cuda(levels, taps_on(device, media::bicubic_filter(width, rect.width())),
                                    taps_on(device, media::bicubic_filter(height, rect.height())));
    const kernels::CanvasPlace place{rect.left, rect.top, options.mean, options.std,
                                     media::canvas_levels(options)};
    kernels::paste_on_canvas_cuda(
        levels, place,
        pixels[0].narrow(0, static_cast<std::int64_t>(first), static_cast<std::int64_t>(last - first)));
    first = last;
  }
  return pixels;
}

}  // namespace vp::engine
