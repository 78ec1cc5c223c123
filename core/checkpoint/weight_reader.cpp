#include "checkpoint/weight_reader.h"

#include <algorithm>
#include <cstring>
#include <stdexcept>
#include <utility>

#include "checkpoint/tensor_layout.h"

namespace vp::checkpoint {

std::size_t size_of(Dtype dtype) {
  switch (dtype) {
    case Dtype::Float64:
    case Dtype::Int64:
      return 8;
    case Dtype::Float32:
    case Dtype::Int32:
      return 4;
    case Dtype::Float16:
    case Dtype::BFloat16:
    case Dtype::Int16:
      return 2;
    case Dtype::Int8:
    case Dtype::UInt8:
    case Dtype::Bool:
      return 1;
  }
  throw std::invalid_argument("not a Dtype");
}

const char* name_of(Dtype dtype) {
  switch (dtype) {
    case Dtype::Float64:
      return "float64";
    case Dtype::Float32:
      return "float32";
    case Dtype::Float16:
      return "float16";
    case Dtype::BFloat16:
      return "bfloat16";
    case Dtype::Int64:
      return "int64";
    case Dtype::Int32:
      return "int32";
    case Dtype::Int16:
      return "int16";
    case Dtype::Int8:
      return "int8";
    case Dtype::UInt8:
      return "uint8";
    case Dtype::Bool:
      return "bool";
  }
  throw std::invalid_argument("not a Dtype");
}

std::int64_t TensorInfo::element_count() const {
  std::int64_t count = 1;
  for (const std::int64_t size : shape) count *= size;
  return count;
}

std::string shape_text(std::span<const std::int64_t> shape) {
  std::string text = "[";
  for (const std::int64_t size : shape) {
    if (text.size() > 1) text += ", ";
    text += std::to_string(size);
  }
  return text + "]";
}

std::optional<std::uint64_t> checked_byte_count(std::span<const std::int64_t> shape, Dtype dtype) {
  constexpr std::size_t kMostDimensions = 16;
  if (shape.size() > kMostDimensions) return std::nullopt;
  std::int64_t bytes = static_cast<std::int64_t>(size_of(dtype));
  bool empty = false;
  for (const std::int64_t size : shape) {
    if (size < 0) return std::nullopt;
    if (size == 0)
      empty = true;
    else if (__builtin_mul_overflow(bytes, size, &bytes))
      return std::nullopt;
  }
  return empty ? 0 : static_cast<std::uint64_t>(bytes);
}

std::size_t index_of(std::span<const TensorInfo> sorted, std::string_view name) {
  const auto found =
      std::lower_bound(sorted.begin(), sorted.end(), name,
                       [](const TensorInfo& info, std::string_view key) { return info.name < key; });
  return found != sorted.end() && found->name == name ? static_cast<std::size_t>(found - sorted.begin())
                                                      : sorted.size();
}

std::size_t known_index_of(std::span<const TensorInfo> sorted, const TensorInfo& tensor) {
  const std::size_t index = index_of(sorted, tensor.name);
  if (index == sorted.size()) throw std::invalid_argument("no tensor of this reader: " + tensor.name);
  return index;
}

std::size_t index_to_read(std::span<const TensorInfo> sorted, const TensorInfo& tensor,
                          std::span<const std::byte> destination) {
  const std::size_t index = known_index_of(sorted, tensor);
  if (sorted[index].byte_count() != destination.size())
    throw std::invalid_argument("the destination has another size than the tensor " + tensor.name);
  return index;
}

const TensorInfo* WeightReader::find(const std::string& name) const {
  const std::vector<TensorInfo>& all = tensors();
  const std::size_t index = index_of(all, name);
  return index < all.size() ? &all[index] : nullptr;
}

std::optional<TensorView> WeightReader::view(const TensorInfo&) const {
  return std::nullopt;
}

void WeightReader::populate(const TensorInfo& tensor, std::uint64_t, std::uint64_t) const {
  throw std::invalid_argument("no view of the tensor " + tensor.name);
}

void MemoryWeights::add(TensorInfo info, std::vector<std::byte> bytes) {
  if (checked_byte_count(info.shape, info.dtype) != bytes.size())
    throw std::invalid_argument("the bytes do not fill the shape of the tensor " + info.name);
  if (!bytes_.emplace(info.name, std::move(bytes)).second)
    throw std::invalid_argument("added twice: the tensor " + info.name);
  const auto place =
      std::lower_bound(tensors_.begin(), tensors_.end(), info.name,
                       [](const TensorInfo& a, const std::string& name) { return a.name < name; });
  tensors_.insert(place, std::move(info));
}

void MemoryWeights::read(const TensorInfo& tensor, std::span<std::byte> destination) const {
  index_to_read(tensors_, tensor, destination);
  const std::vector<std::byte>& bytes = bytes_.at(tensor.name);
  if (!bytes.empty()) std::memcpy(destination.data(), bytes.data(), bytes.size());
}

}  // namespace vp::checkpoint
