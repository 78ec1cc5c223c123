#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/device_choice.h"

namespace vp::engine {

/// What this build and this machine are made of, for `info`, transcripts and the about box.
struct SystemInfo {
  std::string program_version;
  std::string libtorch_version;
  std::string ffmpeg_version;
  std::string blas;  ///< "OpenBLAS 0.3.21 …" or a warning that the reference BLAS is in use
  std::string cpu;
  std::vector<std::string>
      cpu_features;            ///< those that matter here: "avx2", "avx512f", "avx512_bf16", "amx_bf16"
  std::string kernels_level;   ///< what our kernels use: "portable", "avx2", "avx512" or "avx512_bf16"
  std::string libtorch_level;  ///< what LibTorch's operators use, in its words: "NO AVX", "AVX2", "AVX512"
  int threads = 0;             ///< intra-op threads in use
  int physical_cores = 0;
  std::vector<std::string> devices;   ///< "cpu", "cuda:0 NVIDIA …, 70.1 GB free"
  std::vector<CudaDevice> gpus;       ///< the same, part by part
  bool cuda = false;                  ///< whether this program was built to compute on GPUs
  std::int64_t memory_total = 0;      ///< bytes
  std::int64_t memory_available = 0;  ///< bytes
  bool bfloat16 = false;              ///< whether the CPU multiplies in bfloat16
};

SystemInfo system_info();

}  // namespace vp::engine
