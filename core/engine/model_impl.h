#pragma once

// The LibTorch side of Model, for the engine's own files and the bench; not for ui or app/studio.
#include <ATen/core/Tensor.h>

#include <cstdint>
#include <filesystem>
#include <string>

#include "checkpoint/model_config.h"
#include "engine/model.h"
#include "llm/decoder.h"
#include "stab/stab.h"
#include "text/tokenizer.h"

namespace vp::engine {

struct Model::Impl {
  std::filesystem::path folder;
  checkpoint::ModelConfig config;
  text::Tokenizer tokenizer;
  at::TensorOptions options;  ///< device and dtype of the weights
  stab::FoldedStab stab;
  llm::Decoder decoder;
  std::string hash;
  std::string device;
  std::string dtype;
  std::int64_t visual_parameters = 0;
  std::int64_t decoder_parameters = 0;
};

}  // namespace vp::engine
