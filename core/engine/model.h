#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <stop_token>

#include "base/progress.h"
#include "engine/device_choice.h"
#include "engine/model_facts.h"

namespace vp::engine {

enum class DtypeChoice { Auto, Float32, BFloat16, Float16 };
enum class KvCacheChoice { Auto, Full, Bits16, Bits8 };

struct LoadOptions {
  std::filesystem::path folder;       ///< the checkpoint
  std::filesystem::path encoder{};    ///< see checkpoint::ModelFiles
  std::filesystem::path projector{};  ///< see checkpoint::ModelFiles
  /// Auto: the GPU with the most free memory that the model fits into, else the CPU. Cuda: that GPU, or the
  /// one of `cuda_index`.
  DeviceChoice device = DeviceChoice::Auto;
  /// Of the arithmetic. Auto: bfloat16 where the device multiplies in it, else float32; on a CPU the
  /// decoder's weights stay in 16 bits where they are stored so, and what does not fit otherwise is kept so.
  DtypeChoice dtype = DtypeChoice::Auto;
  /// How a conversation's keys and values are kept: as they were computed (Full), in 16 or in 8 bits. Auto:
  /// in 16 where the arithmetic is float32 by DtypeChoice::Auto and every matrix of the decoder has 16 bits
  /// or fewer; else Full.
  KvCacheChoice kv_cache = KvCacheChoice::Auto;
  int threads = 0;  ///< intra-op threads, of which as many are used as there are processors; 0: one a core
  int cuda_index = -1;  ///< of DeviceChoice::Cuda; -1: any
};

/// A loaded checkpoint. Immutable, shared by the conversations that use it.
class Model {
 public:
  /// Checks memory first, then reads the needed tensors, reporting Phase::Load in bytes.
  /// Throws Error(Checkpoint), Error(Device), Error(Stopped).
  static std::shared_ptr<const Model> load(const LoadOptions& options, base::Progress& progress,
                                           const std::stop_token& stop = {});
  ~Model();

  /// All but the weights; whoever holds these holds no weights.
  const ModelFactsPtr& facts() const { return facts_; }
  const checkpoint::ModelConfig& config() const { return facts_->config; }
  const text::Tokenizer& tokenizer() const { return facts_->tokenizer; }

  struct Impl;  ///< LibTorch side, in engine/model_impl.h
  const Impl& impl() const { return *impl_; }

 private:
  Model(ModelFactsPtr facts, std::unique_ptr<Impl> impl);
  ModelFactsPtr facts_;
  std::unique_ptr<Impl> impl_;
};

}  // namespace vp::engine
