#pragma once

#include <string>

namespace vp::bench {

/// What this machine can do at best with all intra-op threads, measured now.
struct MachineRates {
  double matrix_gflops = 0;  ///< of a large matrix product, 10^9 operations a second (a multiply-add is two)
  double memory_read_gb_s = 0;  ///< reading memory larger than the caches, 10^9 bytes a second
};

/// `dtype` "float32", "bfloat16" or "float16" is that of the matrix product. Takes about two seconds.
MachineRates measure_machine_rates(const std::string& dtype);

}  // namespace vp::bench
