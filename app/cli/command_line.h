#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>

#include "engine/conversation.h"
#include "engine/encoded_video.h"
#include "engine/model.h"

namespace vp::cli {

/// What every command gets: when to stop, and where its exit code goes.
struct Context {
  std::stop_token stop;
};

/// --model, --device, --dtype, --threads
struct ModelOptions {
  std::filesystem::path folder;
  std::string device = "auto";
  std::string dtype = "auto";
  int threads = 0;

  void add_to(CLI::App& command);
  engine::LoadOptions load_options() const;
};

/// VIDEO, --start, --end, --frames
struct VideoOptions {
  std::filesystem::path file;
  std::optional<double> start_s, end_s;
  int frames = 0;

  void add_to(CLI::App& command);
  /// Throws Error(Usage) for a negative start or end.
  engine::VideoRequest request() const;
};

/// --max-new-tokens, --temperature, --top-p, --seed
void add_ask_options(CLI::App& command, engine::AskOptions& options);

/// Opens the video and applies the sampling rule, so that what cannot be answered is refused before minutes
/// are spent on loading the checkpoint.
void check_video(const engine::VideoRequest& request, const Context& context);

/// "float32" -> DtypeChoice::Float32; the names are those that CLI11 has checked.
engine::DtypeChoice dtype_choice(const std::string& name);

// One function a command: declares it with its options; its callback does the work.
void add_ask_command(CLI::App& app, const Context& context);
void add_encode_command(CLI::App& app, const Context& context);
void add_info_command(CLI::App& app, const Context& context);
void add_bench_command(CLI::App& app, const Context& context);

}  // namespace vp::cli
