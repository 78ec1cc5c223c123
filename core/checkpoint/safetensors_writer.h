#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <span>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include "base/atomic_file.h"
#include "checkpoint/weight_reader.h"

namespace vp::checkpoint {

/// A tensor to be written; `bytes` holds info.byte_count() bytes, row-major, and outlives the call.
struct TensorToWrite {
  TensorInfo info;
  std::span<const std::byte> bytes;
};

/// The tensors of a file that is to be written, under their names, and what their values are in.
class TensorsToWrite {
 public:
  /// `owner` keeps the bytes until then; without one, someone else does.
  void add(std::string name, Dtype dtype, std::vector<std::int64_t> shape, std::span<const std::byte> bytes,
           std::shared_ptr<const void> owner = {}) {
    tensors_.push_back({{std::move(name), dtype, std::move(shape)}, bytes});
    if (owner) owners_.push_back(std::move(owner));
  }
  void add(std::string name, std::vector<std::int64_t> shape, std::vector<float> values) {
    const auto kept = std::make_shared<const std::vector<float>>(std::move(values));
    add(std::move(name), Dtype::Float32, std::move(shape), std::as_bytes(std::span(*kept)), kept);
  }
  const std::vector<TensorToWrite>& tensors() const { return tensors_; }

 private:
  std::vector<TensorToWrite> tensors_;
  std::vector<std::shared_ptr<const void>> owners_;
};

/// Writes a .safetensors file atomically, the tensors sorted by name, `metadata` under `__metadata__`. A stop
/// is heard within a few megabytes, and leaves what was there. Throws Error(Output), Error(Stopped).
void write_safetensors(const std::filesystem::path& file, std::vector<TensorToWrite> tensors,
                       const std::map<std::string, std::string>& metadata, const std::stop_token& stop = {});

/// A .safetensors file written as its tensors come, in the order that was told before; its data begin on a
/// multiple of 64 bytes. It appears under its name with commit(), whole. Every failure throws Error(Output).
class SafetensorsStream {
 public:
  SafetensorsStream(const std::filesystem::path& file, const std::vector<TensorInfo>& tensors,
                    const std::map<std::string, std::string>& metadata);
  ~SafetensorsStream();
  SafetensorsStream(SafetensorsStream&&) noexcept;
  SafetensorsStream& operator=(SafetensorsStream&&) noexcept;

  /// The next bytes, of one tensor after the other.
  void write(std::span<const std::byte> bytes);
  /// After the last byte of the last tensor.
  void commit();

 private:
  std::unique_ptr<base::AtomicFile> output_;
  std::uint64_t missing_ = 0;  ///< bytes that were announced and have not come
};

}  // namespace vp::checkpoint
