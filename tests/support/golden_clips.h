#pragma once

#include <filesystem>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "base/progress.h"
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
