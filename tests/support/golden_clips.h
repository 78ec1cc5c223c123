#pragma once

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/progress.h"
#include "checkpoint/safetensors_writer.h"
#include "checkpoint/weight_reader.h"
#include "engine/encoded_video.h"
#include "engine/model.h"

namespace vp::test {

inline const std::filesystem::path kGoldenFolder = std::filesystem::path(VP_TEST_DATA) / "golden";

/// Of the golden checkpoint in the precision of the reference; `threads`: see LoadOptions.
inline engine::LoadOptions golden_load_options(int threads = 0) {
  engine::LoadOptions options;
  options.folder = kGoldenFolder / "checkpoint";
  options.device = engine::DeviceChoice::Cpu;
  options.dtype = engine::DtypeChoice::Float32;
  options.threads = threads;
  return options;
}

inline std::shared_ptr<const engine::Model> load_golden_model(int threads = 0) {
  base::NoProgress progress;
  return engine::Model::load(golden_load_options(threads), progress);
}

/// The golden checkpoint, copied to `copy`, with these members of config.json instead of its own.
inline std::shared_ptr<const engine::Model> load_changed_golden_model(const std::filesystem::path& copy,
                                                                      const nlohmann::json& changes) {
  std::filesystem::copy(kGoldenFolder / "checkpoint", copy);
  nlohmann::json config = nlohmann::json::parse(std::ifstream(copy / "config.json"));
  config.update(changes);
  std::ofstream(copy / "config.json") << config;
  engine::LoadOptions options = golden_load_options(1);
  options.folder = copy;
  base::NoProgress progress;
  return engine::Model::load(options, progress);
}

/// The golden checkpoint, copied to `copy`, without what the decoder's layers add: each token decides the
/// next one, so that every greedy answer comes back to itself.
inline std::shared_ptr<const engine::Model> load_looping_golden_model(const std::filesystem::path& copy) {
  std::filesystem::create_directory(copy);
  for (const char* name : {"config.json", "tokenizer.model"})
    std::filesystem::copy(kGoldenFolder / "checkpoint" / name, copy / name);
  const auto weights = checkpoint::open_weights(kGoldenFolder / "checkpoint");
  checkpoint::TensorsToWrite tensors;
  for (const checkpoint::TensorInfo& info : weights->tensors()) {
    const auto bytes = std::make_shared<std::vector<std::byte>>(info.byte_count());
    weights->read(info, *bytes);
    if (info.name.starts_with("model.layers.") &&
        (info.name.ends_with("o_proj.weight") || info.name.ends_with("down_proj.weight")))
      std::fill(bytes->begin(), bytes->end(), std::byte{0});
    tensors.add(info.name, info.dtype, info.shape, *bytes, bytes);
  }
  checkpoint::write_safetensors(copy / "model.safetensors", tensors.tensors(), {});
  engine::LoadOptions options = golden_load_options(1);
  options.folder = copy;
  base::NoProgress progress;
  return engine::Model::load(options, progress);
}

inline std::shared_ptr<const engine::EncodedVideo> encode_golden_clip(
    std::shared_ptr<const engine::Model> model, const std::string& clip) {
  base::NoProgress progress;
  engine::VideoRequest request;
  request.file = kGoldenFolder / clip;
  return engine::EncodedVideo::encode(std::move(model), request, progress);
}

/// The entry of end_to_end.json for a clip.
inline nlohmann::json golden_clip(const std::string& clip) {
  std::ifstream stream(kGoldenFolder / "end_to_end.json");
  for (const nlohmann::json& entry : nlohmann::json::parse(stream))
    if (entry["clip"] == clip) return entry;
  return {};
}

}  // namespace vp::test
