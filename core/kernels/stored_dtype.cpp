#include "kernels/stored_dtype.h"

#include <ATen/ATen.h>

#include <cstddef>
#include <memory>
#include <stdexcept>
#include <utility>

namespace vp::kernels {

at::ScalarType scalar_type_of(checkpoint::Dtype dtype) {
  using checkpoint::Dtype;
  switch (dtype) {
    case Dtype::Float64:
      return at::kDouble;
    case Dtype::Float32:
      return at::kFloat;
    case Dtype::Float16:
      return at::kHalf;
    case Dtype::BFloat16:
      return at::kBFloat16;
    case Dtype::Int64:
      return at::kLong;
    case Dtype::Int32:
      return at::kInt;
    case Dtype::Int16:
      return at::kShort;
    case Dtype::Int8:
      return at::kChar;
    case Dtype::UInt8:
      return at::kByte;
    case Dtype::Bool:
      return at::kBool;
  }
  TORCH_INTERNAL_ASSERT(false);
}

checkpoint::Dtype stored_dtype(at::ScalarType type) {
  using checkpoint::Dtype;
  for (const Dtype dtype : {Dtype::Float64, Dtype::Float32, Dtype::Float16, Dtype::BFloat16, Dtype::Int64,
                            Dtype::Int32, Dtype::Int16, Dtype::Int8, Dtype::UInt8, Dtype::Bool})
    if (scalar_type_of(dtype) == type) return dtype;
  throw std::invalid_argument(std::string("no checkpoint stores elements of type ") + c10::toString(type));
}

void add_tensor(checkpoint::TensorsToWrite& tensors, std::string name, const at::Tensor& tensor) {
  const auto kept = std::make_shared<const at::Tensor>(tensor.to(at::kCPU).contiguous());
  tensors.add(std::move(name), stored_dtype(kept->scalar_type()), kept->sizes().vec(),
              {static_cast<const std::byte*>(kept->data_ptr()), kept->nbytes()}, kept);
}

}  // namespace vp::kernels
