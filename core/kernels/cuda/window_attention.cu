#include "kernels/cuda/window_attention.cuh"

namespace vp::kernels::cuda {

void launch(const WindowAttention& work, Stream stream) {
  if (work.windows == 0) return;
  const std::size_t bytes =
      static_cast<std::size_t>(work.size) * static_cast<std::size_t>(work.width) * sizeof(float);
  for_dtype(work.dtype, [&](auto element) {
    VP_LAUNCH((attend_in_windows<decltype(element)>), static_cast<unsigned>(work.windows),
              kWindowWarps * kWarp, bytes, stream, work);
  });
}

}  // namespace vp::kernels::cuda
