// videopanda batch: the same questions about many videos, or about the windows of long ones.
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/error.h"
#include "base/paths.h"
#include "batch/batch_inputs.h"
#include "batch/batch_run.h"
#include "batch/results_table.h"
#include "command_line.h"
#include "console.h"
#include "engine_library/open_engine_library.h"

namespace vp::cli {
namespace {

using base::Error;
using base::ErrorCode;
namespace fs = std::filesystem;

struct BatchCommand {
  ModelOptions model;
  CacheChoice cache;
  ChunkChoice chunk;
  std::vector<fs::path> videos;
  fs::path video_list;
  std::vector<std::string> questions;
  fs::path question_list;
  std::optional<double> start_s, end_s;
  batch::BatchOptions options;
  fs::path out, csv, jsonl;
  bool retry_failed = false;
  bool json = false;
};

batch::BatchPlan plan_of(const BatchCommand& command, const Context& context) {
  batch::BatchPlan plan;
  plan.options = command.options;
  plan.options.range = time_range(command.start_s, command.end_s);
  plan.options.validate(command.model.chunk_frames());  // before folders are looked through
  for (const std::string& question : command.questions) engine::check_question(question);
  std::vector<std::string> questions = command.questions;
  if (!command.question_list.empty())
    for (std::string& question : batch::read_question_list(command.question_list))
      questions.push_back(std::move(question));
  plan.questions = batch::distinct_questions(questions);
  std::vector<fs::path> videos = command.videos;
  if (!command.video_list.empty())
    for (fs::path& video : batch::read_video_list(command.video_list)) videos.push_back(std::move(video));
  plan.videos = batch::gather_videos(videos, context.stop);
  plan.validate(command.model.chunk_frames());
  // A film's windows belong together: what was decoded and computed for one serves the others.
  const auto [first, last] = command.chunk.chunk().range(static_cast<std::int64_t>(plan.videos.size()));
  plan.videos = {plan.videos.begin() + first, plan.videos.begin() + last};
  return plan;
}

/// Only warnings: how far the batch is, its bar says.
class WarningsOnly final : public base::Progress {
 public:
  explicit WarningsOnly(ConsoleProgress& console) : console_(console) {}
  void report(base::Phase, std::int64_t, std::int64_t) override {}
  void warn(const base::Message& message) override { console_.warn(message); }

 private:
  ConsoleProgress& console_;
};

std::string answers_text(std::int64_t number) {
  return std::to_string(number) + (number == 1 ? " answer" : " answers");
}

std::string summary(const BatchCommand& command, const batch::BatchCount& count) {
  if (command.json) {
    const nlohmann::ordered_json object{{"cells", count.cells},
                                        {"answered", count.answered},
                                        {"kept", count.kept},
                                        {"failed", count.failed},
                                        {"results", base::absolute_path(command.out).string()}};
    return object.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
  }
  std::string text = answers_text(count.answered) + " written to " + command.out.string();
  if (count.kept > 0) text += ", " + std::to_string(count.kept) + " there already";
  if (count.failed > 0) text += ", " + std::to_string(count.failed) + " failed";
  return text + ".\n";
}

void write_exports(const BatchCommand& command, const std::stop_token& stop = {}) {
  if (!command.csv.empty()) batch::write_csv(command.out, command.csv, stop);
  if (!command.jsonl.empty()) batch::write_jsonl(command.out, command.jsonl, stop);
}

/// Before anything is asked: nothing that is read may be written over.
void check_outputs(const BatchCommand& command, const batch::BatchPlan& plan) {
  base::FileGuard files;
  batch::guard_inputs(files, plan);
  if (!command.question_list.empty())
    files.reads(command.question_list, base::untranslated("the list of questions"));
  if (!command.video_list.empty()) files.reads(command.video_list, base::untranslated("the list of videos"));
  command.model.guard(files);
  for (const fs::path& file : {command.out, command.csv, command.jsonl})
    if (!file.empty()) files.writes(file);
  for (const fs::path& file : {command.csv, command.jsonl})
    if (!file.empty()) check_writable(file);
}

/// Asks all; what is done when it is stopped stays, and is said.
batch::BatchCount ask_all(const BatchCommand& command, batch::BatchRun& run, const batch::ResultsFile& file,
                          ConsoleProgress& progress, const Context& context) {
  WarningsOnly warnings(progress);
  const auto show = [&] { progress.count("Asking", run.count().done(), run.count().cells, "cells"); };
  try {
    do show();
    while (run.step(warnings, context.stop));
  } catch (const Error& error) {
    progress.clear();
    write_exports(command);
    if (error.code() == ErrorCode::Stopped)
      std::fprintf(stderr, "videopanda: Stopped; %s so far in %s. The same command goes on from there.\n",
                   answers_text(file.answers()).c_str(), command.out.c_str());
    throw;
  }
  progress.clear();
  return run.count();
}

void run(BatchCommand command, const Context& context) {
  for (fs::path* file : {&command.out, &command.csv, &command.jsonl})
    *file = base::file_of_chunk(*file, command.chunk.chunk());
  const batch::BatchPlan plan = plan_of(command, context);
  check_outputs(command, plan);
  if (plan.videos.empty()) {  // of the last ones of many chunks
    const batch::ResultsFile file(command.out, plan);
    write_exports(command, context.stop);
    write_out(summary(command, {}));
    return;
  }
  app::open_engine_library();  // which knows what can be asked for
  batch::ResultsFile file(command.out, plan);
  ConsoleProgress progress;
  const jobs::LoadAgain load = loader_of(command.model.load_options());
  batch::BatchObserver observer;
  batch::BatchRun batch(load(progress, context.stop), plan, file, observer,
                        {command.retry_failed, command.cache.open(), load});
  const batch::BatchCount count = ask_all(command, batch, file, progress, context);
  write_exports(command, context.stop);
  if (count.failed > 0 && count.answered == 0 && count.kept == 0)
    throw Error(ErrorCode::Video, base::untranslated("None of the " + std::to_string(count.failed) +
                                                     " questions could be answered; the warnings say why."));
  write_out(summary(command, count));
}

}  // namespace

void add_batch_command(CLI::App& app, const Context& context) {
  const auto command = std::make_shared<BatchCommand>();
  CLI::App* sub = app.add_subcommand("batch", "Ask the same questions about many videos or many windows");
  sub->add_option("VIDEO", command->videos, "Video files, and folders whose videos are meant");
  sub->add_option("--videos", command->video_list, "Text file with more of them, one a line")
      ->type_name("FILE");
  sub->add_option("--question", command->questions, "A question; may be given more than once")
      ->allow_extra_args(false)
      ->type_name("TEXT");
  sub->add_option("--questions", command->question_list,
                  "Text file with more of them, one a line, or a .csv file with a column \"question\"")
      ->type_name("FILE");
  sub->add_option("--out", command->out,
                  "Results, a JSON object a line; what is in the file already is not asked again")
      ->type_name("FILE")
      ->required();
  sub->add_option("--csv", command->csv, "Write the results as a table too")->type_name("FILE");
  sub->add_option("--jsonl", command->jsonl,
                  "Write the results too without the lines that asking again has replaced")
      ->type_name("FILE");
  add_open_options(*sub, command->options.open);
  add_sampling_options(*sub, command->start_s, command->end_s, command->options.frames);
  CLI::Option* window =
      sub->add_option("--window", command->options.window_s,
                      "Ask about every window of this many seconds instead of the whole video")
          ->type_name("S")
          ->check(whole_number())
          ->capture_default_str();
  sub->add_option("--step", command->options.step_s,
                  "Seconds from one window's start to the next one's; 0: as long as a window")
      ->type_name("S")
      ->check(whole_number())
      ->needs(window)
      ->capture_default_str();
  command->model.add_to(*sub);
  command->cache.add_to(*sub);
  command->chunk.add_to(*sub, "videos");
  add_ask_options(*sub, command->options.ask);
  sub->add_flag("--retry-failed", command->retry_failed, "Ask again what has an error in the results");
  sub->add_flag("--json", command->json, "The summary as one JSON object");
  sub->footer(
      "Each question is asked as the first about its video. Interrupted, the same command goes on.\n\n"
      "Examples:\n"
      "  videopanda batch videos --question \"What happens?\" --question \"How many people are there?\" \\\n"
      "      --out results.jsonl --csv results.csv --model Video-Panda\n"
      "  videopanda batch film.mp4 --question \"What happens?\" --window 30 --step 15 --out film.jsonl");
  sub->callback([command, &context] { run(*command, context); });
}

}  // namespace vp::cli
