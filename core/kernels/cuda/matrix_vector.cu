#include "kernels/cuda/matrix_vector.cuh"

namespace vp::kernels::cuda {
namespace {

// Blocks for a few rounds on the largest device there is: with fewer the columns are split.
constexpr int kBlocksWanted = 512;

struct Shape {
  unsigned blocks;
  int splits;
};

Shape shape_of(int rows, int rows_of_warp) {
  int splits = 1;
  while (splits < kMatrixWarps && pieces(rows, rows_of_warp * kMatrixWarps / splits) < kBlocksWanted)
    splits *= 2;
  return {static_cast<unsigned>(pieces(rows, rows_of_warp * kMatrixWarps / splits)), splits};
}

/// Calls f with 1 or 4 for how many vectors are taken at once, and the first of them.
template <typename F>
void for_vectors(int n, const F& f) {
  for (int first = 0; first < n;) {
    if (n - first == 1)
      f(std::integral_constant<int, 1>{}, first);
    else
      f(std::integral_constant<int, 4>{}, first);
    first += n - first == 1 ? 1 : 4;
  }
}

template <typename T, typename W>
void launch_dense(const MatrixVector& work, Stream stream) {
  constexpr int kPack = 16 / sizeof(W);
  const bool packed = work.columns % 8 == 0 && is_aligned(work.x) && is_aligned(work.weight);
  const Shape shape = shape_of(work.rows, 2);
  for_vectors(work.n, [&](auto vectors, int first) {
    if (packed)
      VP_LAUNCH((multiply_dense<T, W, kPack, decltype(vectors)::value>), shape.blocks, kMatrixWarps * kWarp,
                0, stream, work, shape.splits, first);
    else
      VP_LAUNCH((multiply_dense<T, W, 1, decltype(vectors)::value>), shape.blocks, kMatrixWarps * kWarp, 0,
                stream, work, shape.splits, first);
  });
}

template <int kBits>
void launch_codes(const MatrixVector& work, Stream stream) {
  constexpr int kBlock = 256, kGroup = 32;  // columns
  const int groups = pieces(work.columns, kBlock) * (kBlock / kGroup);
  const Shape shape = shape_of(work.rows, 4);
  for_dtype(work.dtype, [&](auto element) {
    using T = decltype(element);
    for_vectors(work.n, [&](auto vectors, int first) {
      VP_LAUNCH((multiply_codes<T, kBits, decltype(vectors)::value>), shape.blocks, kMatrixWarps * kWarp, 0,
                stream, work, groups, shape.splits, first);
    });
  });
}

}  // namespace

void launch(const MatrixVector& work, Stream stream) {
  if (work.rows == 0) return;
  const bool widened = work.dtype == Dtype::Float32;
  switch (work.form) {
    case WeightForm::Float32:
      return launch_dense<float, float>(work, stream);
    case WeightForm::BFloat16:
      return widened ? launch_dense<float, Bfloat>(work, stream) : launch_dense<Bfloat, Bfloat>(work, stream);
    case WeightForm::Float16:
      return widened ? launch_dense<float, Half>(work, stream) : launch_dense<Half, Half>(work, stream);
    case WeightForm::Codes8:
      return launch_codes<8>(work, stream);
    case WeightForm::Codes4:
      return launch_codes<4>(work, stream);
  }
}

}  // namespace vp::kernels::cuda
