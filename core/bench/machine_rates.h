#pragma once

#include <string>

namespace vp::bench {

/// What this machine reaches now, with as many threads as the intra-op setting says: the limits beside which
/// the stages of the model are timed.
struct MachineRates {
  double matrix_gflops = 0;  ///< (512, 4096) x (4096, 4096) product in the given precision, 1e9 operations/s
  double memory_read_gb_s = 0;  ///< reading 512 MiB once, 1e9 bytes/s
};

/// Measures both on the CPU, the best of several runs, in about a second. `dtype` is "float32" or "bfloat16";
/// throws Error(Usage) for another, Error(Device) when there is no memory for it.
MachineRates measure_machine_rates(const std::string& dtype);

}  // namespace vp::bench
