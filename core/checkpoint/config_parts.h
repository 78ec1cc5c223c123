#pragma once

// Parts of configuration files that several kinds of models have, for this room's own files.
#include <filesystem>
#include <optional>
#include <string>

#include "checkpoint/config_reader.h"
#include "checkpoint/model_config.h"

namespace vp::checkpoint {

ConfigReader open_config(const std::filesystem::path& file);

/// A language model's sizes as Hugging Face writes them.
DecoderConfig read_decoder(const ConfigReader& config, const std::string& model_type);

/// The side of the square picture as image processors write it: a number, or an object of sides.
std::optional<int> processor_side(const ConfigReader& preprocessor, const char* key);

/// By which a picture is normalised, where they are given.
void read_colours(const ConfigReader& preprocessor, VisionConfig& vision);

}  // namespace vp::checkpoint
