#include "kernels/cuda/depthwise_conv.cuh"

namespace vp::kernels::cuda {
namespace {

template <typename T, int kPack>
void launch_packed(const DepthwiseConv& work, Stream stream) {
  const std::int64_t threads = static_cast<std::int64_t>(work.batch) * work.frames * work.height *
                               pieces(work.width, kNeighbours) * (work.channels / kPack);
  const auto blocks = static_cast<unsigned>(pieces<std::int64_t>(threads, kConvThreads));
  switch (work.kernel_w) {
    case 1:
      return VP_LAUNCH((convolve<T, kPack, 1>), blocks, kConvThreads, 0, stream, work);
    case 3:
      return VP_LAUNCH((convolve<T, kPack, 3>), blocks, kConvThreads, 0, stream, work);
    case 5:
      return VP_LAUNCH((convolve<T, kPack, 5>), blocks, kConvThreads, 0, stream, work);
    default:
      return VP_LAUNCH((convolve<T, kPack, 7>), blocks, kConvThreads, 0, stream, work);
  }
}

}  // namespace

void launch(const DepthwiseConv& work, Stream stream) {
  if (work.batch == 0) return;
  const bool aligned =
      is_aligned(work.x) && is_aligned(work.y) && is_aligned(work.taps) && is_aligned(work.bias);
  for_dtype(work.dtype, [&](auto element) {
    using T = decltype(element);
    if (aligned && work.channels % 4 == 0)
      launch_packed<T, 4>(work, stream);
    else if (aligned && work.channels % 2 == 0)
      launch_packed<T, 2>(work, stream);  // 938 of the model's 1408 / 1.5 channels
    else
      launch_packed<T, 1>(work, stream);
  });
}

}  // namespace vp::kernels::cuda
