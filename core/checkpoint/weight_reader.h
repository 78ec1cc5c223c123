#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace vp::checkpoint {

/// Element types that checkpoints store.
enum class Dtype { Float64, Float32, Float16, BFloat16, Int64, Int32, Int16, Int8, UInt8, Bool };

/// Bytes of one element.
std::size_t size_of(Dtype dtype);
/// "float32", "bfloat16", …
const char* name_of(Dtype dtype);

/// A stored tensor: row-major, contiguous as it is handed out.
struct TensorInfo {
  std::string name;
  Dtype dtype = Dtype::Float32;
  std::vector<std::int64_t> shape;

  /// Product of the shape; 1 for a scalar. The readers guarantee that neither this nor byte_count overflows.
  std::int64_t element_count() const;
  std::uint64_t byte_count() const { return static_cast<std::uint64_t>(element_count()) * size_of(dtype); }
};

/// "[1024, 3, 14, 14]"
std::string shape_text(std::span<const std::int64_t> shape);

/// A tensor's elements where they lie in a mapped file: read-only, row-major, there as long as `owner` is
/// kept.
struct TensorView {
  std::span<const std::byte> bytes;
  std::shared_ptr<const void> owner;
};

/// The tensors of a checkpoint by name, whatever its files look like. Everything a file says is checked when
/// it is opened, before anything is allocated for it; each violation throws Error(Checkpoint).
class WeightReader {
 public:
  virtual ~WeightReader() = default;

  /// All tensors, sorted by name.
  virtual const std::vector<TensorInfo>& tensors() const = 0;
  /// nullptr when there is none of that name.
  const TensorInfo* find(const std::string& name) const;
  /// Copies the tensor's elements, row-major, into `destination` of exactly byte_count() bytes, and lets go
  /// of the file pages it came from. Thread-safe. `tensor` is one of tensors().
  virtual void read(const TensorInfo& tensor, std::span<std::byte> destination) const = 0;
  /// The tensor's elements without a copy; nothing where the container does not keep them in one piece, on a
  /// multiple of their size. The pages come with the first access: populate() first, which knows how to fail.
  virtual std::optional<TensorView> view(const TensorInfo& tensor) const;
  /// Reads the bytes [offset, offset + length) of a tensor that has a view into memory. Throws
  /// Error(Checkpoint) where the file was cut short meanwhile, or the disk fails. Thread-safe.
  virtual void populate(const TensorInfo& tensor, std::uint64_t offset, std::uint64_t length) const;
};

/// One .safetensors file, memory-mapped.
std::unique_ptr<WeightReader> open_safetensors(const std::filesystem::path& file);

/// One PyTorch zip file (`torch.save`). Its pickle is interpreted by a reader that can build tensors and
/// nothing else: any other global it names is refused by name, nothing is ever executed.
std::unique_ptr<WeightReader> open_pytorch_bin(const std::filesystem::path& file);

/// All weights of a folder, in this order of preference: model.safetensors.index.json, model*.safetensors,
/// pytorch_model.bin.index.json, pytorch_model.bin. A tensor named by an index but missing from its shard, a
/// missing shard and a tensor defined twice are errors; an index may not name files outside the folder.
std::unique_ptr<WeightReader> open_weights(const std::filesystem::path& folder);

/// Tensors in memory, for tests and for weights that were just trained.
class MemoryWeights final : public WeightReader {
 public:
  void add(TensorInfo info, std::vector<std::byte> bytes);
  const std::vector<TensorInfo>& tensors() const override { return tensors_; }
  void read(const TensorInfo& tensor, std::span<std::byte> destination) const override;

 private:
  std::vector<TensorInfo> tensors_;
  std::map<std::string, std::vector<std::byte>> bytes_;
};

}  // namespace vp::checkpoint
