#pragma once

#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "command_line.h"
#include "console.h"
#include "engine/interventions.h"

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

/// Refuses what can be refused before the minutes that loading takes; then loads and encodes.
LoadedVideo load(const ExaminedQuestionOptions& options, const Context& context, ConsoleProgress& progress);

/// {"text", "log_probability", "tokens": [{"id", "text", "log_probability"}]}; the last token may be the end
/// token, without text.
nlohmann::ordered_json scored_answer_json(const engine::ScoredAnswer& answer);
/// "question", "model", "device", "dtype" and "frames" of a result.
nlohmann::ordered_json description(const std::string& question, const LoadedVideo& loaded);
/// One line, with U+FFFD for what is not UTF-8.
void write_json(const nlohmann::ordered_json& object);

/// "-1.234", "+0.052": a change, or a log-probability.
std::string signed_number(double value);
/// Text for one cell of a table: control characters as spaces, at most `width` columns, padded to it with
/// `width` > 0.
std::string cell(const std::string& text, std::size_t width);
/// ASCII text at the right of a cell; longer text is not cut.
std::string right(const std::string& text, std::size_t width);

}  // namespace vp::cli
