// videopanda eval: answers a benchmark's questions and scores the answers.
#include <algorithm>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>
#include <system_error>
#include <unordered_set>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/message_text.h"
#include "command_line.h"
#include "console.h"
#include "eval/answer_questions.h"
#include "eval/predictions_file.h"
#include "eval/question_files.h"
#include "eval/score.h"
#include "media/video_files.h"

namespace vp::cli {
namespace {

using Json = nlohmann::ordered_json;

struct EvalCommand {
  ModelOptions model;
  std::filesystem::path questions, answers, videos, out;
  media::OpenOptions open;
  eval::Chunk chunk;
  std::int64_t max_new_tokens = engine::AskOptions{}.max_new_tokens;
  bool score_only = false;
  bool json = false;
};

Json to_json(const eval::Score& score) {
  return {{"right", score.right},
          {"total", score.total},
          {"errors", score.errors},
          {"percent", score.percent()},
          {"chance_percent", score.chance_percent()}};
}

std::string json_text(const eval::Scores& scores) {
  Json by_type = Json::object();
  for (const eval::Score& score : scores.by_type) by_type[score.type] = to_json(score);
  const Json object{{"overall", to_json(scores.overall)}, {"by_type", by_type}};
  return object.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string row(const std::string& name, const eval::Score& score) {
  char numbers[96];
  std::snprintf(numbers, sizeof numbers, "%10lld%10lld%10.1f%10.1f\n", static_cast<long long>(score.right),
                static_cast<long long>(score.total), score.percent(), score.chance_percent());
  std::string shown = name;
  shown.resize(std::max<std::size_t>(shown.size(), 24), ' ');
  return shown + numbers;
}

std::string table(const eval::Scores& scores) {
  std::string text = "type                         right     total   percent    chance\n";
  const bool typed =
      scores.by_type.size() > 1 || (scores.by_type.size() == 1 && !scores.by_type[0].type.empty());
  if (typed)
    for (const eval::Score& score : scores.by_type)
      text += row(score.type.empty() ? "(none)" : base::for_message(score.type, 24), score);
  text += row("all", scores.overall);
  if (scores.overall.errors > 0)
    text += std::to_string(scores.overall.errors) + " could not be asked and count as wrong.\n";
  return text;
}

void print(const EvalCommand& command, const std::vector<eval::Prediction>& predictions) {
  const eval::Scores scores = eval::score(predictions);
  write_out(command.json ? json_text(scores) : table(scores));
}

/// Nothing that is read may be written over.
void guard(const EvalCommand& command, const std::vector<eval::Question>& questions) {
  base::FileGuard files;
  files.reads(command.questions, base::untranslated("the file of questions"));
  files.reads(command.answers, base::untranslated("the file of answers"));
  command.model.guard(files);
  std::error_code error;
  // Where there is no file yet, no video can be it.
  if (std::filesystem::exists(command.out, error))
    for (const eval::Question& question : questions)
      if (const auto video = media::find_video_named(command.videos, question.video_name))
        files.reads(*video, base::untranslated("one of the videos"));
  files.writes(command.out);
}

/// Answers what the file has no answer to yet; gives all predictions, in the order of the file.
std::vector<eval::Prediction> answer(const EvalCommand& command, const Context& context) {
  eval::EvaluationRequest request{
      eval::questions_of(eval::read_questions(command.questions, command.answers, context.stop),
                         command.chunk),
      command.videos, command.open, command.max_new_tokens};
  request.validate();
  guard(command, request.questions);
  eval::PredictionsFile file(command.out, request.questions);
  std::vector<eval::Prediction> predictions = file.kept();
  std::unordered_set<std::string> answered;
  for (const eval::Prediction& prediction : predictions) answered.insert(prediction.question.id.text);
  const auto total = static_cast<std::int64_t>(request.questions.size());
  std::erase_if(request.questions,
                [&](const eval::Question& question) { return answered.contains(question.id.text); });
  if (request.questions.empty()) return predictions;

  ConsoleProgress progress;
  const std::shared_ptr<const engine::Model> model =
      load_model(command.model.load_options(), progress, context);
  const auto count = [&] {
    progress.count("Evaluating", static_cast<std::int64_t>(predictions.size()), total, "questions");
  };
  count();
  eval::answer_questions(
      model, request,
      [&](const eval::Prediction& prediction) {
        file.append(prediction);
        predictions.push_back(prediction);
        count();
      },
      progress, context.stop);
  return predictions;
}

void run(const EvalCommand& command, const Context& context) {
  if (command.score_only) {
    print(command, eval::read_predictions(command.out));
    return;
  }
  for (const auto& [name, value] :
       {std::pair("--questions", &command.questions), std::pair("--answers", &command.answers),
        std::pair("--videos", &command.videos)})
    if (value->empty())
      throw base::Error(
          base::ErrorCode::Usage,
          base::untranslated(std::string(name) +
                             " is required, except with --score-only; see videopanda eval --help."));
  print(command, answer(command, context));
}

}  // namespace

void add_eval_command(CLI::App& app, const Context& context) {
  const auto command = std::make_shared<EvalCommand>();
  CLI::App* sub = app.add_subcommand("eval", "Answer a benchmark's questions and score the answers");
  sub->add_option("--questions", command->questions, "JSON array of video_name, question and question_id")
      ->type_name("FILE");
  sub->add_option("--answers", command->answers, "JSON array of question_id, answer and, where known, type")
      ->type_name("FILE");
  sub->add_option("--videos", command->videos,
                  "Folder with the videos, whose endings may be left out of names")
      ->type_name("FOLDER");
  sub->add_option("--out", command->out,
                  "Predictions, a JSON object a line; what is in the file already is not asked again")
      ->type_name("FILE")
      ->required();
  command->model.add_to(*sub);
  add_open_options(*sub, command->open);
  add_max_new_tokens_option(*sub, command->max_new_tokens);
  sub->add_option("--num-chunks", command->chunk.count, "Cut the questions into this many parts")
      ->type_name("N")
      ->capture_default_str();
  sub->add_option("--chunk-idx", command->chunk.index, "The part to do, from 0 on; give each its own --out")
      ->type_name("I")
      ->capture_default_str();
  sub->add_flag("--score-only", command->score_only, "Only score what the predictions file holds");
  sub->add_flag("--json", command->json, "The scores as one JSON object instead of a table");
  sub->footer(
      "An answer is right when it equals the expected one but for case, articles, punctuation and the\n"
      "spelling of numbers. Chance: always giving the commonest expected answer of a type.\n\n"
      "Example:\n"
      "  videopanda eval --questions test_q.json --answers test_a.json --videos videos \\\n"
      "      --out predictions.jsonl --model Video-Panda");
  sub->callback([command, &context] { run(*command, context); });
}

}  // namespace vp::cli
