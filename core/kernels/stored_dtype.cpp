#include "kernels/stored_dtype.h"

#include <c10/util/Exception.h>

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

}  // namespace vp::kernels
