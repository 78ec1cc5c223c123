// videopanda reproduce: a table of the paper, measured with the models and benchmarks that are there.
#include <memory>
#include <vector>

#include "base/error.h"
#include "command_line.h"
#include "console.h"
#include "engine_library/open_engine_library.h"
#include "judge_choice.h"
#include "reproduce/reproduction.h"
#include "reproduce_report.h"

namespace vp::cli {
namespace {

struct ReproduceCommand {
  std::string table;
  std::filesystem::path data, out;
  std::vector<std::filesystem::path> models;
  ModelOptions model;  ///< but for the folder
  JudgeChoice judge;
  std::int64_t limit = 0;
  int frames = 0;
  bool json = false;
};

void run(const ReproduceCommand& command, const Context& context) {
  reproduce::Request request;
  request.table = &reproduce::table_named(command.table);
  request.data = command.data;
  request.out = command.out;
  request.limit = command.limit;
  request.frames = command.frames;
  if (command.judge.judge.endpoint.empty() != command.judge.judge.model.empty())
    throw base::Error(base::ErrorCode::Usage,
                      base::untranslated("A judge needs both --endpoint and --judge, its model's name."));
  if (!command.judge.judge.endpoint.empty()) request.judge = command.judge.options();
  base::FileGuard files;
  for (const std::filesystem::path& folder : command.models) {
    ModelOptions model = command.model;
    model.folder = folder;
    model.guard(files);
    request.models.push_back(model.load_options());
  }
  request.validate();
  app::open_engine_library();
  ConsoleProgress progress;
  const reproduce::Reproduction result = reproduce::reproduce(
      request,
      [&](const std::string& what, std::int64_t done, std::int64_t total) {
        progress.count(what.c_str(), done, total, "questions");
      },
      progress, context.stop);
  progress.clear();
  write_out(command.json ? reproduction_json(result) : reproduction_text(result));
}

}  // namespace

void add_reproduce_command(CLI::App& app, const Context& context) {
  const auto command = std::make_shared<ReproduceCommand>();
  CLI::App* sub =
      app.add_subcommand("reproduce", "Measure a table of the paper with the models that are there");
  std::string names;
  for (const reproduce::PublishedTable& table : reproduce::published_tables())
    names += (names.empty() ? "" : ", ") + std::string(table.name);
  sub->add_option("TABLE", command->table, "One of " + names)->required();
  sub->add_option("--data", command->data,
                  "Folder with a folder a benchmark: msvd, msrvtt, tgif, activitynet, videochatgpt")
      ->type_name("DIR")
      ->required();
  sub->add_option("--out", command->out,
                  "Folder for answers and verdicts; what is there already is not done again")
      ->type_name("DIR")
      ->required();
  sub->add_option("--model", command->models, "A checkpoint; may be given more than once")
      ->allow_extra_args(false)
      ->type_name("FOLDER")
      ->required();
  add_device_option(*sub, command->model.device);
  add_dtype_option(*sub, command->model.dtype);
  add_threads_option(*sub, command->model.threads);
  sub->add_option("--frames", command->frames, "Frames of each film; 0: as many as the checkpoint has it")
      ->type_name("N")
      ->check(whole_number())
      ->capture_default_str();
  sub->add_option("--limit", command->limit, "Ask the first so many questions of a benchmark; 0: all")
      ->type_name("N")
      ->check(whole_number())
      ->capture_default_str();
  command->judge.add_to(*sub);
  sub->add_flag("--json", command->json, "JSON instead of a table");
  sub->footer(
      "The models are loaded one after the other. Stopped or killed, the same command goes on. The paper's "
      "table of\n"
      "the visual parts is measured by videopanda bench --systems.\n\n"
      "Example:\n"
      "  videopanda reproduce open-ended --data benchmarks --out table --model Video-Panda-7B \\\n"
      "      --model Video-LLaVA-7B --endpoint http://127.0.0.1:8080/v1 --judge qwen2.5-7b-instruct");
  sub->callback([command, &context] { run(*command, context); });
}

}  // namespace vp::cli
