#pragma once

#include <filesystem>

#include "base/file_guard.h"

namespace vp::checkpoint {

/// The files of a checkpoint's folder are read: those that are there of config.json,
/// preprocessor_config.json, tokenizer.model and the weights in every layout of open_weights().
void guard_checkpoint(base::FileGuard& guard, const std::filesystem::path& folder);

}  // namespace vp::checkpoint
