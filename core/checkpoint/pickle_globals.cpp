#include "checkpoint/pickle_globals.h"

#include <array>

namespace vp::checkpoint {
namespace {

using Kind = PickleGlobal::Kind;

struct Known {
  std::string_view module;
  std::string_view name;
  PickleGlobal global;
};

constexpr std::array kKnown{
    Known{"collections", "OrderedDict", {Kind::OrderedDict}},
    Known{"torch._utils", "_rebuild_tensor_v2", {Kind::RebuildTensor}},
    Known{"torch._utils", "_rebuild_tensor_v3", {Kind::RebuildTensorV3}},
    Known{"torch._utils", "_rebuild_parameter", {Kind::RebuildParameter}},
    Known{"torch", "Size", {Kind::Size}},
    Known{"torch", "UntypedStorage", {Kind::RawStorage}},
    Known{"torch.storage", "UntypedStorage", {Kind::RawStorage}},
    Known{"torch.storage", "_UntypedStorage", {Kind::RawStorage}},
    Known{"torch", "DoubleStorage", {Kind::Storage, Dtype::Float64}},
    Known{"torch", "FloatStorage", {Kind::Storage, Dtype::Float32}},
    Known{"torch", "HalfStorage", {Kind::Storage, Dtype::Float16}},
    Known{"torch", "BFloat16Storage", {Kind::Storage, Dtype::BFloat16}},
    Known{"torch", "LongStorage", {Kind::Storage, Dtype::Int64}},
    Known{"torch", "IntStorage", {Kind::Storage, Dtype::Int32}},
    Known{"torch", "ShortStorage", {Kind::Storage, Dtype::Int16}},
    Known{"torch", "CharStorage", {Kind::Storage, Dtype::Int8}},
    Known{"torch", "ByteStorage", {Kind::Storage, Dtype::UInt8}},
    Known{"torch", "BoolStorage", {Kind::Storage, Dtype::Bool}},
    Known{"torch", "float64", {Kind::Dtype, Dtype::Float64}},
    Known{"torch", "float32", {Kind::Dtype, Dtype::Float32}},
    Known{"torch", "float16", {Kind::Dtype, Dtype::Float16}},
    Known{"torch", "bfloat16", {Kind::Dtype, Dtype::BFloat16}},
    Known{"torch", "int64", {Kind::Dtype, Dtype::Int64}},
    Known{"torch", "int32", {Kind::Dtype, Dtype::Int32}},
    Known{"torch", "int16", {Kind::Dtype, Dtype::Int16}},
    Known{"torch", "int8", {Kind::Dtype, Dtype::Int8}},
    Known{"torch", "uint8", {Kind::Dtype, Dtype::UInt8}},
    Known{"torch", "bool", {Kind::Dtype, Dtype::Bool}},
};

}  // namespace

std::optional<PickleGlobal> find_pickle_global(std::string_view module, std::string_view name) {
  for (const Known& known : kKnown)
    if (known.module == module && known.name == name) return known.global;
  return std::nullopt;
}

}  // namespace vp::checkpoint
