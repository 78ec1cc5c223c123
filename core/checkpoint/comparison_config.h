#pragma once

#include <filesystem>
#include <string>

#include "checkpoint/config_reader.h"
#include "checkpoint/model_config.h"

namespace vp::checkpoint {

/// The configuration of Video-LLaVA ("llava" with a video tower, "video_llava") or of Video-ChatGPT ("llava"
/// with a vision tower alone), `config` being the checkpoint's config.json. What the tower's own folder says
/// is read from `encoder`; an empty one is found by the name in `config`. Throws Error(Checkpoint), among
/// others for another tower, another projector, and a CLIP tower that is not found.
ModelConfig read_comparison_config(const ConfigReader& config, const std::string& model_type,
                                   const std::filesystem::path& encoder);

/// LanguageBind's video tower in a folder of its own (LanguageBind_Video_merge), whose features are the
/// output of its last layer but one. Throws Error(Checkpoint).
TowerConfig read_languagebind_config(const std::filesystem::path& folder);

/// What of identity_text() a system with a tower has beyond the other fields; empty without one.
std::string tower_identity(const ModelConfig& config);

}  // namespace vp::checkpoint
