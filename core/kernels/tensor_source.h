#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <deque>
#include <future>
#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "base/progress.h"
#include "base/sha256.h"
#include "checkpoint/weight_reader.h"
#include "kernels/weight_matrix.h"

namespace vp::kernels {

/// Where layers get their parameters from, by full name. The tensors come in the model's own dtype on the
/// model's device, contiguous, owned by the caller. A layer's constructor takes every parameter exactly once.
class TensorSource {
 public:
  virtual ~TensorSource() = default;
  /// A tensor of exactly this shape. Throws Error(Checkpoint) with the name, the expected and the found
  /// shape.
  virtual at::Tensor take(const std::string& name, at::IntArrayRef shape) = 0;
  /// The weights of a product, of any shape, for product_with_rows() in options().dtype(): kept as they are
  /// stored where that can be multiplied with, and mapped where they can be. By default what take() gives.
  virtual at::Tensor take_factors(const std::string& name, at::IntArrayRef shape);
  /// Several tensors that agree in all but the first dimension, one below the other in one new tensor
  /// (fused projections), read without a second copy. rows[i] is the first dimension of names[i]; the rest of
  /// the shape is `trailing`.
  virtual at::Tensor take_stacked(const std::vector<std::string>& names,
                                  const std::vector<std::int64_t>& rows, at::IntArrayRef trailing) = 0;
  /// The weights of a linear map, (rows, columns), for kernels::linear(): kept as they are stored where that
  /// can be multiplied with, and mapped where they can be. By default what take() gives.
  virtual WeightMatrix take_matrix(const std::string& name, std::int64_t rows, std::int64_t columns);
  /// Several of the same width, one below the other. By default what take_stacked() gives.
  virtual WeightMatrix take_matrices(const std::vector<std::string>& names,
                                     const std::vector<std::int64_t>& rows, std::int64_t columns);
  /// Whether there is a tensor of that name at all (optional parameters: a tied output head).
  virtual bool has(const std::string& name) const = 0;
  virtual at::TensorOptions options() const = 0;
};

/// The tensors of a matrix in 8 or 4 bits, as a prepared checkpoint stores it (checkpoint/prepared.h).
struct QuantisedParts {
  const checkpoint::TensorInfo* codes;
  const checkpoint::TensorInfo* scales;
  const checkpoint::TensorInfo* offsets;  ///< null with 8 bits
};

/// Those of the matrix `name`; nothing where it is stored as it is. Throws Error(Checkpoint) where one is
/// missing.
std::optional<QuantisedParts> quantised_parts(const checkpoint::WeightReader& reader,
                                              const std::string& name);

/// How the matrices of a decoder are kept on the CPU under arithmetic in float32.
enum class MatrixStorage {
  AsStored,  ///< 16 bits where the checkpoint stores 16: exact, since every such number is one of float32
  BFloat16,  ///< rounded to bfloat16 where it stores more
};

/// The type in which CheckpointTensorSource::take_matrix() keeps a matrix that is stored as `stored`, where
/// the model computes in `options`.
at::ScalarType kept_type(at::ScalarType stored, const at::TensorOptions& options, MatrixStorage storage);

/// Reads from a checkpoint, converting to options.dtype; matrices are mapped where they are stored as they
/// are kept. Refuses a tensor that is not of a floating-point type or holds a NaN or an infinity (also one
/// that only the conversion would make). Keeps the digest of everything it handed out, where it is needed.
class CheckpointTensorSource final : public TensorSource {
 public:
  enum class Digest { Kept, NotNeeded };

  /// Progress is reported as Phase::Load, in stored bytes of `total_bytes`. Where the digest is not needed,
  /// nothing is hashed.
  CheckpointTensorSource(const checkpoint::WeightReader& reader, at::TensorOptions options,
                         std::int64_t total_bytes, base::Progress& progress, std::stop_token stop,
                         Digest digest = Digest::Kept, MatrixStorage storage = MatrixStorage::AsStored);

  at::Tensor take(const std::string& name, at::IntArrayRef shape) override;
  at::Tensor take_factors(const std::string& name, at::IntArrayRef shape) override;
  at::Tensor take_stacked(const std::vector<std::string>& names, const std::vector<std::int64_t>& rows,
                          at::IntArrayRef trailing) override;
  WeightMatrix take_matrix(const std::string& name, std::int64_t rows, std::int64_t columns) override;
  WeightMatrix take_matrices(const std::vector<std::string>& names, const std::vector<std::int64_t>& rows,
                             std::int64_t columns) override;
  bool has(const std::string& name) const override { return reader_.find(name) != nullptr; }
  at::TensorOptions options() const override { return options_; }

  /// A copy of a tensor as it is stored, on the CPU.
  at::Tensor take_stored(const std::string& name, at::IntArrayRef shape);

  /// SHA-256 over (name, dtype, shape, stored bytes) of every tensor taken, in the order of their names: the
  /// same for every container of the same weights. Only of a source that keeps it.
  std::string digest();

 private:
  struct Hashing {
    std::string name;
    std::future<base::Sha256::Digest> digest;
  };

  const checkpoint::TensorInfo& find(const std::string& name, at::IntArrayRef shape) const;
  void read_into(const checkpoint::TensorInfo& info, const at::Tensor& destination);
  at::Tensor take_as(const checkpoint::TensorInfo& info, at::ScalarType type);
  at::Tensor map(const checkpoint::TensorInfo& info, const checkpoint::TensorView& view);
  QuantisedRows take_quantised(const std::string& name, const QuantisedParts& parts, std::int64_t rows,
                               std::int64_t columns);
  at::Tensor take_part(const checkpoint::TensorInfo& info, at::ScalarType type, at::IntArrayRef shape);
  void taken(const checkpoint::TensorInfo& info, at::Tensor stored);
  void hash_in_background(const checkpoint::TensorInfo& info, at::Tensor stored);
  void collect_oldest_hash();

  const checkpoint::WeightReader& reader_;
  at::TensorOptions options_;
  std::int64_t total_bytes_;
  base::Progress& progress_;
  std::stop_token stop_;
  Digest kept_;
  MatrixStorage storage_;
  std::int64_t bytes_read_ = 0;
  std::deque<Hashing> hashing_;
  std::map<std::string, base::Sha256::Digest> digests_;
};

/// Random weights for benches, tests and the start of training: normal with standard deviation 1/sqrt(fan-in)
/// for matrices and convolutions, ones for norm weights, zeros for biases; the same for the same seed.
class RandomTensorSource final : public TensorSource {
 public:
  RandomTensorSource(at::TensorOptions options, std::uint64_t seed) : options_(options), seed_(seed) {}

  at::Tensor take(const std::string& name, at::IntArrayRef shape) override;
  at::Tensor take_stacked(const std::vector<std::string>& names, const std::vector<std::int64_t>& rows,
                          at::IntArrayRef trailing) override;
  bool has(const std::string&) const override { return true; }
  at::TensorOptions options() const override { return options_; }

 private:
  at::TensorOptions options_;
  std::uint64_t seed_;
};

}  // namespace vp::kernels
