#pragma once

#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "command_line.h"
#include "console.h"
#include "engine/interventions.h"
#include "transcript/examination.h"

namespace vp::cli {

/// What `compare` and `check` have in common: VIDEO QUESTION, the model's and the asking's options, --json.
struct ExaminedQuestionOptions {
  ModelOptions model;
  VideoOptions video;
  CacheChoice cache;
  engine::AskOptions ask;
  std::string question;
  bool json = false;

  void add_to(CLI::App& command);
};

/// The model, and the video encoded with its pictures and maps kept.
struct LoadedVideo {
  std::shared_ptr<const engine::Model> model;
  std::shared_ptr<const engine::EncodedVideo> video;
};

/// Refuses what can be refused before the minutes that loading takes; then loads and encodes. `pictures`:
/// whether they are kept, for what encodes the frames again.
LoadedVideo load(const ExaminedQuestionOptions& options, const Context& context, ConsoleProgress& progress,
                 bool pictures = true);

/// What was found out, as one line of JSON.
void write_record(const LoadedVideo& loaded, const transcript::Examination& found, const Context& context);

/// "-1.234", "+0.052": a change, or a log-probability.
std::string signed_number(double value);
/// Text for one cell of a table: control characters as spaces, at most `width` columns, padded to it with
/// `width` > 0.
std::string cell(const std::string& text, std::size_t width);
/// ASCII text at the right of a cell; longer text is not cut.
std::string right(const std::string& text, std::size_t width);

}  // namespace vp::cli
