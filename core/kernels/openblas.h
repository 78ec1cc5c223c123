#pragma once

namespace vp::kernels {

/// Tells OpenBLAS, which multiplies float32 matrices for LibTorch, how many threads to use. With its own
/// threads it is not told by LibTorch. Nothing happens where LibTorch has another library for that.
void set_openblas_threads(int count);

}  // namespace vp::kernels
