#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "checkpoint/weight_reader.h"

namespace vp::checkpoint {

/// A tensor to be written; `bytes` holds info.byte_count() bytes, row-major, and outlives the call.
struct TensorToWrite {
  TensorInfo info;
  std::span<const std::byte> bytes;
};

/// Writes a .safetensors file atomically, the tensors sorted by name, `metadata` under `__metadata__`.
/// Throws Error(Output).
void write_safetensors(const std::filesystem::path& file, std::vector<TensorToWrite> tensors,
                       const std::map<std::string, std::string>& metadata);

}  // namespace vp::checkpoint
