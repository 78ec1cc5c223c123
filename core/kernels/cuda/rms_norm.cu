#include "kernels/cuda/rms_norm.cuh"

namespace vp::kernels::cuda {

void launch(const RmsNorm& work, Stream stream) {
  if (work.rows == 0) return;
  const bool packed = work.width % 8 == 0 && is_aligned(work.x) && is_aligned(work.residual) &&
                      is_aligned(work.sum) && is_aligned(work.weight) && is_aligned(work.y);
  const int pieces_of_row = packed ? work.width / 8 : work.width;
  const int warps = pieces_of_row > 8 * kWarp ? 16 : pieces(pieces_of_row, kWarp);
  for_dtype(work.dtype, [&](auto element) {
    using T = decltype(element);
    const dim3 grid(static_cast<unsigned>(work.rows)), block(static_cast<unsigned>(warps * kWarp));
    if (packed)
      VP_LAUNCH((rms_norm_rows<T, 8>), grid, block, 0, stream, work);
    else
      VP_LAUNCH((rms_norm_rows<T, 1>), grid, block, 0, stream, work);
  });
}

}  // namespace vp::kernels::cuda
