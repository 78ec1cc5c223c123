#include "kernels/cuda/preprocess.cuh"

namespace vp::kernels::cuda {
namespace {

/// The grid's second dimension for so many rows; a block goes on where there are more.
unsigned rows_of_grid(int rows) {
  return static_cast<unsigned>(rows < 65535 ? rows : 65535);
}

unsigned blocks_of_row(int threads) {
  return static_cast<unsigned>(pieces(threads, kPixelThreads));
}

}  // namespace

void launch(const ResizeRows& work, Stream stream) {
  if (work.pictures == 0) return;
  VP_LAUNCH(resize_rows, dim3(blocks_of_row(work.out_width), rows_of_grid(work.pictures * work.height)),
            kPixelThreads, 0, stream, work);
}

void launch(const ResizeColumns& work, Stream stream) {
  if (work.pictures == 0) return;
  VP_LAUNCH(resize_columns,
            dim3(blocks_of_row(3 * work.width), rows_of_grid(work.pictures * work.out_height)), kPixelThreads,
            0, stream, work);
}

void launch(const PasteOnCanvas& work, Stream stream) {
  if (work.count == 0) return;
  const dim3 grid(blocks_of_row(work.side), static_cast<unsigned>(work.side),
                  static_cast<unsigned>(work.count));
  for_dtype(work.dtype, [&](auto element) {
    VP_LAUNCH((paste_on_canvas<decltype(element)>), grid, kPixelThreads, 0, stream, work);
  });
}

}  // namespace vp::kernels::cuda
