#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "base/progress.h"
#include "checkpoint/model_config.h"
#include "text/tokenizer.h"

namespace vp::engine {

enum class DeviceChoice { Auto, Cpu, Cuda };
enum class DtypeChoice { Auto, Float32, BFloat16, Float16 };

struct LoadOptions {
  std::filesystem::path folder;              ///< the checkpoint
  DeviceChoice device = DeviceChoice::Auto;  ///< Auto: a CUDA device where LibTorch has one
  DtypeChoice dtype = DtypeChoice::Auto;  ///< Auto: bfloat16 where the device multiplies in it, else float32
  int threads = 0;  ///< intra-op threads, of which as many are used as there are processors; 0: one a core
};

/// A loaded checkpoint. Immutable, shared by the conversations that use it.
class Model {
 public:
  /// Checks memory first, then reads the needed tensors, reporting Phase::Load in bytes.
  /// Throws Error(Checkpoint), Error(Device), Error(Stopped).
  static std::shared_ptr<const Model> load(const LoadOptions& options, base::Progress& progress,
                                           const std::stop_token& stop = {});
  ~Model();

  const checkpoint::ModelConfig& config() const;
  const text::Tokenizer& tokenizer() const;
  const std::filesystem::path& folder() const;
  /// The folder's name.
  std::string name() const;
  /// SHA-256 (hexadecimal) over the configuration, the tokenizer and every weight in use.
  const std::string& hash() const;
  const std::string& device() const;       ///< "cpu", "cuda:0"
  const std::string& dtype() const;        ///< "float32", "bfloat16", "float16"
  std::int64_t visual_parameters() const;  ///< STAB and projector, in use
  std::int64_t decoder_parameters() const;
  /// The fusion's α of each channel (spec section 3, step 5): the share of the frame's own context beside the
  /// chunk's, 0 to 1. Empty for a model that lacks one.
  std::vector<float> fusion_alpha() const;

  struct Impl;  ///< LibTorch side, in engine/model_impl.h
  const Impl& impl() const { return *impl_; }

 private:
  explicit Model(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace vp::engine
