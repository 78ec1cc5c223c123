#include "kernels/cuda/gated_silu.cuh"

namespace vp::kernels::cuda {

void launch(const GatedSilu& work, Stream stream) {
  if (work.rows == 0) return;
  constexpr unsigned kThreads = 128;
  const bool packed = work.width % 8 == 0 && is_aligned(work.gate_up) && is_aligned(work.y);
  const auto threads = static_cast<unsigned>(packed ? work.width / 8 : work.width);
  const dim3 grid(pieces(threads, kThreads), static_cast<unsigned>(work.rows < 65535 ? work.rows : 65535));
  for_dtype(work.dtype, [&](auto element) {
    using T = decltype(element);
    if (packed)
      VP_LAUNCH((gated_silu_rows<T, 8>), grid, kThreads, 0, stream, work);
    else
      VP_LAUNCH((gated_silu_rows<T, 1>), grid, kThreads, 0, stream, work);
  });
}

}  // namespace vp::kernels::cuda
