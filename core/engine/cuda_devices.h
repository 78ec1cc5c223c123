#pragma once

#include <vector>

#include "engine/device_choice.h"

namespace vp::engine {

/// Whether this program can compute on GPUs at all: it was built with VP_CUDA.
bool is_built_with_cuda();

/// The GPUs of this machine and their free memory, asked now; empty where there is none, its driver is
/// missing, or the program was built without CUDA. One that does not answer is left out.
std::vector<CudaDevice> cuda_devices();

/// "cuda:0 NVIDIA H200, 139.2 GB free"
std::string text_of(const CudaDevice& device);

}  // namespace vp::engine
