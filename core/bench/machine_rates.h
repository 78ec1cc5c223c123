#pragma once

#include <stop_token>
#include <string>

namespace vp::bench {

/// What this machine reaches now, with as many threads as the intra-op setting says: the limits beside which
/// the stages of the model are timed.
struct MachineRates {
  double matrix_gflops = 0;  ///< (rows, 4096) x (4096, 4096) product in the given precision, 1e9 operations/s
  int matrix_rows = 0;       ///< 512; fewer where such a product would take long
  double memory_read_gb_s = 0;  ///< reading 512 MiB once, 1e9 bytes/s; of a GPU, read and written in a copy
  double launch_us = 0;         ///< of a GPU: a launch behind others; 0 on a CPU
};

/// Measures both on the CPU, the best of several runs, in about a second or two: how large a product may be
/// follows from smaller ones, since a processor without arithmetic for bfloat16 is some hundred times slower
/// in it. `dtype` is "float32" or "bfloat16"; throws Error(Usage) for another, Error(Device) when there is no
/// memory for it, Error(Stopped) within a fraction of a second.
MachineRates measure_machine_rates(const std::string& dtype, const std::stop_token& stop = {});

}  // namespace vp::bench
