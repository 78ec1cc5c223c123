#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "checkpoint/weight_reader.h"

namespace vp::checkpoint {

/// Bytes of a contiguous tensor; nothing when a size is negative, there are more than 16 dimensions, or a
/// product of the non-zero sizes overflows.
std::optional<std::uint64_t> checked_byte_count(std::span<const std::int64_t> shape, Dtype dtype);

/// Where `name` stands among tensors sorted by name; their number when it is not there.
std::size_t index_of(std::span<const TensorInfo> sorted, std::string_view name);

/// The same for a WeightReader's functions: a foreign tensor is a mistake of the program and throws
/// std::invalid_argument.
std::size_t known_index_of(std::span<const TensorInfo> sorted, const TensorInfo& tensor);

/// The same for a WeightReader::read(), where a destination of the wrong size is such a mistake, too.
std::size_t index_to_read(std::span<const TensorInfo> sorted, const TensorInfo& tensor,
                          std::span<const std::byte> destination);

}  // namespace vp::checkpoint
