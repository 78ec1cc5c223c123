#pragma once

#include <CLI/CLI.hpp>
#include <filesystem>

#include "judge/judge_client.h"

namespace vp::cli {

/// --endpoint, --judge and how it is asked.
struct JudgeChoice {
  judge::JudgeOptions judge;
  std::filesystem::path key_file;

  void add_to(CLI::App& command);
  /// With the key. Throws base::Error(Usage).
  judge::JudgeOptions options() const;
};

}  // namespace vp::cli
