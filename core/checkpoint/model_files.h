#pragma once

#include <filesystem>
#include <optional>
#include <string_view>

#include "checkpoint/model_config.h"

namespace vp::checkpoint {

/// Where the parts of a model lie.
struct ModelFiles {
  std::filesystem::path folder;     ///< the checkpoint
  std::filesystem::path encoder;    ///< the folder of its vision tower; empty: found by its name
  std::filesystem::path projector;  ///< Video-ChatGPT's projector file; empty: found by its name
};

/// In a prepared checkpoint of a system whose vision tower has a folder of its own: that folder's config.json
/// and preprocessor_config.json.
inline constexpr const char* kKeptEncoderConfig = "encoder_config.json";
inline constexpr const char* kKeptEncoderPreprocessor = "encoder_preprocessor_config.json";

/// Whether the folder is a prepared checkpoint (prepared.h), in which all parts lie under this program's
/// names.
bool is_prepared(const std::filesystem::path& folder);

/// The folder of a published part, "openai/clip-vit-large-patch14": in the checkpoint's folder, or in one of
/// the two above it, by the whole name or its last part, or in the model hub's cache. Nothing where there is
/// none of these, or where the name is no such name (it may come from anyone).
std::optional<std::filesystem::path> find_part(const std::filesystem::path& checkpoint,
                                               std::string_view name);

/// What read_model_config() and open_model_weights() use: the given files with those that were found for the
/// others. Throws Error(Checkpoint) where a part is missing, saying what to do.
ModelFiles find_model_files(const ModelFiles& given, const ModelConfig& config);

}  // namespace vp::checkpoint
