#include "engine/compute_device.h"

#include <ATen/Context.h>
#include <ATen/Parallel.h>

#include <new>
#include <string_view>
#include <system_error>

#include "base/device_lost.h"
#include "base/error.h"
#include "engine/cuda_devices.h"
#include "engine/process_limits.h"
#include "kernels/openblas.h"
#include "kernels/products.h"

namespace vp::engine {
namespace {

using base::Error;
using base::ErrorCode;

bool is_memory_message(std::string_view message) {
  for (const std::string_view part : {"can't allocate memory", "not enough memory", "out of memory"})
    if (message.find(part) != std::string_view::npos) return true;
  return false;
}

at::ScalarType type_of(DtypeChoice choice, at::ScalarType automatic) {
  switch (choice) {
    case DtypeChoice::Float32:
      return at::kFloat;
    case DtypeChoice::BFloat16:
      return at::kBFloat16;
    case DtypeChoice::Float16:
      return at::kHalf;
    case DtypeChoice::Auto:
      break;
  }
  return automatic;
}

}  // namespace

bool cpu_multiplies_bfloat16() {
  return kernels::has_bfloat16_products();
}

void refuse_cuda() {
  if (!is_built_with_cuda())
    throw Error(
        ErrorCode::Device,
        base::message("This program was built without CUDA and computes on the CPU only. Use --device "
                      "cpu, or build it for CUDA."));
  throw Error(ErrorCode::Device, base::message("No CUDA device can be used: this machine has none, or its "
                                               "driver does not answer. Use --device cpu."));
}

at::TensorOptions options_on_gpu(int index, DtypeChoice dtype) {
  return at::device(at::Device(at::kCUDA, static_cast<c10::DeviceIndex>(index)))
      .dtype(type_of(dtype, at::kBFloat16));
}

at::TensorOptions resolve_options(DeviceChoice device, DtypeChoice dtype) {
  const bool has_cuda = is_built_with_cuda() && at::hasCUDA();
  if (device == DeviceChoice::Cuda && !has_cuda) refuse_cuda();
  if (device != DeviceChoice::Cpu && has_cuda) return options_on_gpu(0, dtype);
  const at::ScalarType type = type_of(dtype, cpu_multiplies_bfloat16() ? at::kBFloat16 : at::kFloat);
  if (type == at::kHalf)
    throw Error(ErrorCode::Device,
                base::message("float16 is computed on a GPU only; on the CPU use --dtype bfloat16 or float32 "
                              "(a float16 checkpoint loads in either)."));
  return at::device(at::kCPU).dtype(type);
}

int set_threads(int wanted) {
  const int count = usable_threads(wanted);
  at::set_num_threads(count);
  kernels::set_openblas_threads(count);
  return count;
}

void rethrow_memory_errors(const base::Message& what) {
  const auto refuse = [&] {
    throw Error(ErrorCode::Device, base::message("%1 needs more memory than is free (%2); close other "
                                                 "programs, ask for fewer frames, or use a smaller model.",
                                                 what, bytes_text(available_memory())));
  };
  try {
    throw;
  } catch (const std::bad_alloc&) {
    refuse();
  } catch (const std::system_error& error) {
    if (error.code() == std::errc::resource_unavailable_try_again) refuse();  // no room for a thread
    throw;
  } catch (const c10::Error& error) {
    const std::string why = error.what_without_backtrace();
    if (is_memory_message(why)) refuse();
    if (why.find("CUDA error") != std::string::npos)
      throw base::DeviceLost(
          base::message("The GPU failed (%1). Try again; where it does not answer any more, use "
                        "--device cpu.",
                        why.substr(0, why.find('\n'))));
    throw;
  }
  throw;
}

std::string device_name(const at::TensorOptions& options) {
  return options.device().is_cuda() ? "cuda:" + std::to_string(options.device().index()) : "cpu";
}

std::string dtype_name(const at::TensorOptions& options) {
  switch (c10::typeMetaToScalarType(options.dtype())) {
    case at::kHalf:
      return "float16";
    case at::kBFloat16:
      return "bfloat16";
    default:
      return "float32";
  }
}

std::string kept_name(kernels::KeptForm form, const at::TensorOptions& options) {
  return form == kernels::KeptForm::Codes     ? "8bit"
         : form == kernels::KeptForm::Float16 ? "float16"
                                              : dtype_name(options);
}

at::TensorOptions options_of(const ModelFacts& model) {
  at::TensorOptions options = at::device(at::Device(model.device));
  for (const at::ScalarType type : {at::kHalf, at::kBFloat16, at::kFloat})
    if (model.dtype == dtype_name(at::dtype(type))) options = options.dtype(type);
  return options;
}

}  // namespace vp::engine
