// videopanda eval: answers a benchmark's questions and scores the answers.
#include <algorithm>
#include <cstdio>
#include <memory>
#include <system_error>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/message_text.h"
#include "command_line.h"
#include "console.h"
#include "eval/answer_file.h"
#include "eval/benchmark.h"
#include "eval/predictions_file.h"
#include "eval/question_files.h"
#include "eval_report.h"
#include "media/video_files.h"

namespace vp::cli {
namespace {

constexpr std::size_t kMostShownFindings = 10;

struct EvalCommand {
  ModelOptions model;
  std::string benchmark;
  std::filesystem::path data, questions, answers, videos, out;
  media::OpenOptions open;
  ChunkChoice chunk;
  std::int64_t limit = 0;
  std::int64_t max_new_tokens = -1;  ///< -1: by the kind of the questions
  int frames = 0;
  bool blind = false;
  bool no_likelihoods = false;
  bool check_only = false;
  bool score_only = false;
  bool json = false;
};

/// Where the answers without the film lie: beside the others.
std::filesystem::path blind_file(const std::filesystem::path& out) {
  std::filesystem::path file = out;
  return file.replace_extension("blind" + out.extension().string());
}

void print(const EvalCommand& command, const std::vector<eval::Prediction>& predictions,
           const std::vector<eval::Prediction>& blind) {
  write_out(command.json ? scores_json(predictions, blind) : scores_text(predictions, blind));
}

/// Of a file that may not be there.
std::vector<eval::Prediction> predictions_in(const std::filesystem::path& file) {
  std::error_code error;
  return std::filesystem::exists(file, error) ? eval::read_predictions(file)
                                              : std::vector<eval::Prediction>();
}

/// Nothing that is read may be written over.
void guard(const EvalCommand& command, const std::vector<eval::Question>& questions,
           const std::filesystem::path& out) {
  base::FileGuard files;
  if (command.benchmark.empty()) {
    files.reads(command.questions, base::untranslated("the file of questions"));
    files.reads(command.answers, base::untranslated("the file of answers"));
  }
  command.model.guard(files);
  std::error_code error;
  // Where there is no file yet, no video can be it.
  if (std::filesystem::exists(out, error)) {
    for (const eval::Question& question : questions) {
      if (!question.film.empty())
        files.reads(question.film, base::untranslated("one of the videos"));
      else if (const auto video = media::find_video_named(command.videos, question.video_name))
        files.reads(*video, base::untranslated("one of the videos"));
    }
  }
  files.writes(out);
}

/// The questions to ask, with what there is to say of their folder on standard error.
std::vector<eval::Question> questions(const EvalCommand& command, const Context& context) {
  std::vector<eval::Question> all;
  if (command.benchmark.empty()) {
    all = eval::read_questions(command.questions, command.answers, context.stop);
  } else {
    eval::Benchmark benchmark = eval::read_benchmark(command.benchmark, command.data, context.stop);
    std::fputs(findings_text(benchmark, kMostShownFindings).c_str(), stderr);
    all = std::move(benchmark.questions);
  }
  if (command.limit > 0 && command.limit < static_cast<std::int64_t>(all.size()))
    all.resize(static_cast<std::size_t>(command.limit));
  return eval::questions_of(all, command.chunk.chunk());
}

/// Answers what the file has no answer to yet; gives all predictions, in the order of the file.
std::vector<eval::Prediction> answer(const EvalCommand& command, const std::filesystem::path& out,
                                     const Context& context) {
  eval::EvaluationRequest request;
  request.questions = questions(command, context);
  request.videos = command.benchmark.empty() ? command.videos : command.data;
  request.open = command.open;
  request.frames = command.frames;
  request.without_film = command.blind;
  request.likelihoods = !command.no_likelihoods;
  const bool choice = std::any_of(request.questions.begin(), request.questions.end(),
                                  [](const eval::Question& question) { return question.is_choice(); });
  request.max_new_tokens = command.max_new_tokens >= 0 ? command.max_new_tokens
                           : choice                    ? eval::kLongestChoice
                                                       : engine::AskOptions{}.max_new_tokens;
  request.validate();
  guard(command, request.questions, out);
  eval::PredictionsFile file(out, request.questions);
  ConsoleProgress progress;
  jobs::AskedModel asked;
  return eval::answer_into(
      file, out, std::move(request),
      [&]() -> jobs::AskedModel& {
        asked.load_again = loader_of(command.model.load_options());
        asked.model = asked.load_again(progress, context.stop);
        return asked;
      },
      [&](std::int64_t done, std::int64_t total) { progress.count("Evaluating", done, total, "questions"); },
      progress, context.stop);
}

void require(const std::filesystem::path& value, const char* name, const char* except) {
  if (value.empty())
    throw base::Error(base::ErrorCode::Usage, base::untranslated(std::string(name) + " is required" + except +
                                                                 "; see videopanda eval --help."));
}

void run(EvalCommand command, const Context& context) {
  command.out = base::file_of_chunk(command.out, command.chunk.chunk());
  if (command.check_only) {
    require(command.benchmark, "--benchmark", " with --check");
    const eval::Benchmark benchmark = eval::read_benchmark(command.benchmark, command.data, context.stop);
    write_out(command.json ? findings_json(benchmark)
                           : findings_text(benchmark, static_cast<std::size_t>(eval::kMostListedFindings)));
    return;
  }
  require(command.out, "--out", ", except with --check");
  const std::filesystem::path blind = blind_file(command.out);
  if (command.score_only) return print(command, eval::read_predictions(command.out), predictions_in(blind));
  if (command.benchmark.empty()) {
    require(command.questions, "--questions", ", except with --benchmark or --score-only");
    require(command.answers, "--answers", ", except with --benchmark or --score-only");
    require(command.videos, "--videos", ", except with --benchmark or --score-only");
  } else {
    require(command.data, "--data", " with --benchmark");
  }
  const std::vector<eval::Prediction> said = answer(command, command.blind ? blind : command.out, context);
  if (command.blind) {
    const std::vector<eval::Prediction> seeing = predictions_in(command.out);
    if (seeing.empty())
      print(command, said, said);
    else
      print(command, seeing, said);
  } else {
    print(command, said, predictions_in(blind));
  }
}

std::vector<std::string> benchmark_names() {
  std::vector<std::string> names;
  for (const eval::Layout& layout : eval::layouts()) names.emplace_back(layout.name);
  return names;
}

std::string layout_list() {
  std::string text = "Benchmarks, and what their folder holds:\n";
  for (const eval::Layout& layout : eval::layouts()) {
    std::string name(layout.name);
    name.resize(std::max<std::size_t>(name.size(), 26), ' ');
    text += "  " + name + std::string(layout.files) + "\n";
  }
  return text;
}

}  // namespace

void add_eval_command(CLI::App& app, const Context& context) {
  const auto command = std::make_shared<EvalCommand>();
  CLI::App* sub = app.add_subcommand("eval", "Answer a benchmark's questions and score the answers");
  sub->add_option("--benchmark", command->benchmark, "The layout of the folder --data; they are listed below")
      ->type_name("NAME")
      ->check(CLI::IsMember(benchmark_names()).description(""));
  sub->add_option("--data", command->data, "Folder of the benchmark, with its annotations and films")
      ->type_name("FOLDER");
  sub->add_option("--questions", command->questions,
                  "Without --benchmark: JSON array of video_name, question and question_id")
      ->type_name("FILE");
  sub->add_option("--answers", command->answers, "JSON array of question_id, answer and, where known, type")
      ->type_name("FILE");
  sub->add_option("--videos", command->videos,
                  "Folder with the videos, whose endings may be left out of names")
      ->type_name("FOLDER");
  sub->add_option("--out", command->out,
                  "Predictions, a JSON object a line; what is in the file already is not asked again")
      ->type_name("FILE");
  command->model.add_to(*sub);
  add_open_options(*sub, command->open);
  sub->add_option("--max-new-tokens", command->max_new_tokens,
                  "Longest answer in tokens (default: 1024, of a multiple choice 32)")
      ->type_name("N")
      ->check(whole_number());
  sub->add_option("--frames", command->frames,
                  "Frames to show, a multiple of the checkpoint's chunk length; else its own number")
      ->type_name("N")
      ->check(CLI::Range(1, 1 << 20).description(""));
  sub->add_option("--limit", command->limit, "Only the first N questions, before they are cut into parts")
      ->type_name("N")
      ->check(CLI::Range(std::int64_t{1}, std::int64_t{1} << 40).description(""));
  sub->add_flag("--blind", command->blind,
                "Ask the same without the film; the answers lie beside the others, in NAME.blind.jsonl");
  sub->add_flag("--no-likelihoods", command->no_likelihoods,
                "Do not score the options of a multiple choice by their likelihood");
  command->chunk.add_to(*sub, "questions");
  sub->add_flag("--check", command->check_only,
                "Only say what the benchmark's folder holds and what is missing");
  sub->add_flag("--score-only", command->score_only, "Only score what the predictions file holds");
  sub->add_flag("--json", command->json, "The scores as one JSON object instead of a table");
  sub->footer(
      layout_list() +
      "\nAn open answer is right when it equals the expected one but for case, articles, punctuation and "
      "the\n"
      "spelling of numbers; chance there is always giving the commonest expected answer of a type. A "
      "multiple\n"
      "choice is scored by the option that the answer names, and by the likeliest option: of its letter, of "
      "its\n"
      "text, and of its text a token on average. An answer that names none is wrong. The interval is a "
      "bootstrap\n"
      "over films. What is missing or unreadable in the folder is counted and listed; a question without its "
      "film\n"
      "counts as wrong.\n\n"
      "Examples:\n"
      "  videopanda eval --benchmark mvbench --data MVBench --out mvbench.jsonl --model Video-Panda\n"
      "  videopanda eval --benchmark mvbench --data MVBench --out mvbench.jsonl --model Video-Panda --blind\n"
      "  videopanda eval --questions test_q.json --answers test_a.json --videos videos \\\n"
      "      --out predictions.jsonl --model Video-Panda");
  sub->callback([command, &context] { run(*command, context); });
}

}  // namespace vp::cli
