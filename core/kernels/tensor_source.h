#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <deque>
#include <future>
#include <map>
#include <stop_token>
#include <string>
#include <vector>

#include "base/progress.h"
#include "base/sha256.h"
#include "checkpoint/weight_reader.h"

namespace vp::kernels {

/// Where layers get their parameters from, by full name. The tensors come in the model's own dtype on the
/// model's device, contiguous, owned by the caller. A layer's constructor takes every parameter exactly once.
class TensorSource {
 public:
  virtual ~TensorSource() = default;
  /// A tensor of exactly this shape. Throws Error(Checkpoint) with the name, the expected and the found
  /// shape.
  virtual at::Tensor take(const std::string& name, at::IntArrayRef shape) = 0;
  /// Several tensors that agree in all but the first dimension, one below the other in one new tensor
  /// (fused projections), read without a second copy. rows[i] is the first dimension of names[i]; the rest of
  /// the shape is `trailing`.
  virtual at::Tensor take_stacked(const std::vector<std::string>& names,
                                  const std::vector<std::int64_t>& rows, at::IntArrayRef trailing) = 0;
  /// Whether there is a tensor of that name at all (optional parameters: a tied output head).
  virtual bool has(const std::string& name) const = 0;
  virtual at::TensorOptions options() const = 0;
};

/// Reads from a checkpoint, converting to options.dtype. Refuses a tensor that is not of a floating-point
/// type or holds a NaN or an infinity (also one that only the conversion would make). Keeps the digest of
/// everything it handed out, where it is needed.
class CheckpointTensorSource final : public TensorSource {
 public:
  enum class Digest { Kept, NotNeeded };

  /// Progress is reported as Phase::Load, in stored bytes of `total_bytes`. Where the digest is not needed,
  /// nothing is hashed.
  CheckpointTensorSource(const checkpoint::WeightReader& reader, at::TensorOptions options,
                         std::int64_t total_bytes, base::Progress& progress, std::stop_token stop,
                         Digest digest = Digest::Kept);

  at::Tensor take(const std::string& name, at::IntArrayRef shape) override;
  at::Tensor take_stacked(const std::vector<std::string>& names, const std::vector<std::int64_t>& rows,
                          at::IntArrayRef trailing) override;
  bool has(const std::string& name) const override { return reader_.find(name) != nullptr; }
  at::TensorOptions options() const override { return options_; }

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
  void hash_in_background(const checkpoint::TensorInfo& info, at::Tensor stored);
  void collect_oldest_hash();

  const checkpoint::WeightReader& reader_;
  at::TensorOptions options_;
  std::int64_t total_bytes_;
  base::Progress& progress_;
  std::stop_token stop_;
  Digest kept_;
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
