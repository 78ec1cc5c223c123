#pragma once

#include <ATen/core/Tensor.h>

#include <string>

#include "checkpoint/safetensors_writer.h"
#include "checkpoint/weight_reader.h"

namespace vp::kernels {

/// LibTorch's type for elements as a checkpoint stores them.
at::ScalarType scalar_type_of(checkpoint::Dtype dtype);

/// How a checkpoint stores elements of LibTorch's type. Throws std::invalid_argument for one that it does
/// not.
checkpoint::Dtype stored_dtype(at::ScalarType type);

/// Puts a tensor among those that are to be written, and keeps it until then: itself where it is contiguous
/// on the CPU, else a copy.
void add_tensor(checkpoint::TensorsToWrite& tensors, std::string name, const at::Tensor& tensor);

}  // namespace vp::kernels
