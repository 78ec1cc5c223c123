#pragma once

#include <c10/core/TensorOptions.h>

#include <cstdint>
#include <exception>
#include <string>

#include "base/message.h"
#include "engine/model.h"
#include "kernels/kept_rows.h"

namespace vp::engine {

/// Whether this CPU multiplies bfloat16 at least as fast as float32, within VIDEOPANDA_CPU_LEVEL.
bool cpu_multiplies_bfloat16();

/// Device and dtype for the weights. Throws Error(Device) for a device that is not there, or a dtype that the
/// device does not compute in.
at::TensorOptions resolve_options(DeviceChoice device, DtypeChoice dtype);

/// How many threads compute where `wanted` were asked for: one a physical core that this process may run on
/// for 0, and never more than there are processors for them. Threads that wait for each other's processor
/// take fifty times as long.
int usable_threads(int wanted);
/// One sentence for who asked for more than that; empty for who did not.
base::Message threads_notice(int wanted);

/// Sets the intra-op threads of LibTorch and of the BLAS for the whole process to usable_threads(wanted),
/// which it gives.
int set_threads(int wanted);

/// Of the weights that a model computes with.
at::TensorOptions options_of(const ModelFacts& model);

/// Lets the C library keep the pages of freed tensors for the next ones: each forward pass allocates and
/// frees the same sizes, and having the kernel clear fresh pages every time costs a tenth of the encoding.
void keep_freed_memory();

/// Cores that this process may run on, hyper-threads counted once.
int physical_cores();

/// Bytes that can still be taken without swapping; the address-space limit of the process counts too.
std::int64_t available_memory();

/// Throws Error(Device) when the address-space limit of the process leaves too little for the buffers of
/// usable_threads(`threads`) threads: OpenBLAS tries for ever to get its own, and nothing could stop it.
void check_address_space(int threads);

/// Turns what LibTorch and the standard library throw for want of memory into Error(Device), "WHAT needs more
/// memory…"; everything else goes on as it is. Call inside a catch block.
[[noreturn]] void rethrow_memory_errors(const base::Message& what);

/// "cpu", "cuda:0" and "float32", "bfloat16", "float16".
std::string device_name(const at::TensorOptions& options);
std::string dtype_name(const at::TensorOptions& options);

/// The form of keys and values under that arithmetic: a dtype's name, or "8bit".
std::string kept_name(kernels::KeptForm form, const at::TensorOptions& options);

/// "13.6 GB"
std::string bytes_text(std::int64_t bytes);

}  // namespace vp::engine
