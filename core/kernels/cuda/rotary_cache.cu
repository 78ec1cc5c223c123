#include "kernels/cuda/rotary_cache.cuh"

namespace vp::kernels::cuda {

void launch(const RotaryCache& work, Stream stream) {
  if (work.n == 0) return;
  const int heads = work.heads + 2 * work.key_value_heads;
  const dim3 grid(static_cast<unsigned>(work.n), static_cast<unsigned>(pieces(heads, kRotaryWarps)));
  for_dtype(work.dtype, [&](auto element) {
    using T = decltype(element);
    switch (work.form) {
      case KeptForm::AsComputed:
        return VP_LAUNCH((rotate_and_keep<T, T>), grid, kRotaryWarps * kWarp, 0, stream, work);
      case KeptForm::HalfPrecision:
        return VP_LAUNCH((rotate_and_keep<T, Half>), grid, kRotaryWarps * kWarp, 0, stream, work);
      case KeptForm::Codes:
        return VP_LAUNCH((rotate_and_keep<T, std::int8_t>), grid, kRotaryWarps * kWarp, 0, stream, work);
    }
  });
}

}  // namespace vp::kernels::cuda
