#pragma once

#include <c10/core/TensorOptions.h>

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

/// The same for the GPU of this number, which is not asked whether it is there.
at::TensorOptions options_on_gpu(int index, DtypeChoice dtype);

/// Refuses a GPU that was asked for: the program was built without CUDA, or there is none.
[[noreturn]] void refuse_cuda();

/// Sets the intra-op threads of LibTorch and of the BLAS for the whole process to usable_threads(wanted),
/// which it gives.
int set_threads(int wanted);

/// Of the weights that a model computes with.
at::TensorOptions options_of(const ModelFacts& model);

/// Turns what LibTorch and the standard library throw for want of memory into Error(Device), "WHAT needs more
/// memory…", and the failure of a GPU into DeviceLost; everything else goes on as it is. Call inside a
/// catch block.
[[noreturn]] void rethrow_memory_errors(const base::Message& what);

/// "cpu", "cuda:0" and "float32", "bfloat16", "float16".
std::string device_name(const at::TensorOptions& options);
std::string dtype_name(const at::TensorOptions& options);

/// The form of keys and values under that arithmetic: a dtype's name, or "8bit".
std::string kept_name(kernels::KeptForm form, const at::TensorOptions& options);

}  // namespace vp::engine
