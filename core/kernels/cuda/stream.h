// What the launches of all CUDA kernels take. None of these headers needs CUDA or LibTorch: pointers are of
// the device's memory, 16 bytes apart or more from the start of their allocation, and rows lie one behind the
// other unless something else is said.
#pragma once

#include <cstdint>

struct CUstream_st;

namespace vp::kernels::cuda {

using Stream = CUstream_st*;  ///< a cudaStream_t

enum class Dtype { Float32, BFloat16, Float16 };

}  // namespace vp::kernels::cuda
