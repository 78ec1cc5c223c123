// videopanda judge: lets a language model judge predictions, and says what its numbers are worth.
#include <cstdio>
#include <memory>
#include <vector>

#include "base/error.h"
#include "base/message_text.h"
#include "command_line.h"
#include "console.h"
#include "eval/predictions_file.h"
#include "judge/judge_agreement.h"
#include "judge/judge_client.h"
#include "judge/judge_results.h"
#include "judge/judge_run.h"
#include "judge/judge_score.h"
#include "judge/reply_cache.h"
#include "judge_choice.h"

namespace vp::cli {
namespace {

constexpr std::size_t kMostShownFlips = 20;

struct JudgeCommand {
  std::filesystem::path predictions, out, replies;
  std::string kind = "qa";
  JudgeChoice judge;
  std::vector<std::filesystem::path> agree, combine;
  bool as_published = false;
};

template <typename... Values>
std::string line(const char* format, Values... values) {
  char text[256];
  std::snprintf(text, sizeof text, format, values...);
  return text;
}

long long whole(std::int64_t number) {
  return number;
}

std::string score_text(const judge::JudgeResults& results, bool as_published) {
  const judge::JudgeScore score = judge::judge_score(results.items);
  std::string text = std::string(judge::name_of(results.kind)) + ", judged by " +
                     base::for_message(results.model) +
                     line(" (prompts of version %d, temperature 0)\n", results.prompt_version);
  text += line("%lld predictions, %lld judged, %lld unjudged\n", whole(score.total), whole(score.judged),
               whole(score.unjudged()));
  text += "                    over judged    over all    95 % interval\n";
  if (results.kind == judge::JudgeKind::Qa)
    text += line("accuracy            %11.2f %11.2f    %.2f to %.2f\n", 100 * score.accuracy_over_judged(),
                 100 * score.accuracy_over_all(), 100 * score.accuracy_interval.low,
                 100 * score.accuracy_interval.high);
  text += line("score               %11.3f %11.3f    %.3f to %.3f\n", score.score_over_judged(),
               score.score_over_all(), score.score_interval.low, score.score_interval.high);
  if (score.rounded > 0) text += line("%lld scores were decimals and were rounded.\n", whole(score.rounded));
  if (!as_published) return text;
  const judge::PublishedScore published = judge::published_score(results.kind, results.items);
  text += "By the published scripts' arithmetic, which cuts decimals and drops what it cannot read:\n";
  if (results.kind == judge::JudgeKind::Qa)
    text += line("accuracy            %11.2f\n", 100 * published.accuracy());
  text += line("score               %11.3f\n", published.score());
  text += line("%lld replies read, %lld left out", whole(published.count), whole(published.left_out));
  if (results.kind == judge::JudgeKind::Qa)
    text += line("; %lld yes, %lld no", whole(published.yes), whole(published.no));
  return text + "\n";
}

void print_agreement(const JudgeCommand& command) {
  const judge::JudgeResults first = judge::read_results(command.agree[0]),
                            second = judge::read_results(command.agree[1]);
  const judge::Agreement agreement = judge::agreement(first, second);
  std::string text =
      base::for_message(first.model) + " and " + base::for_message(second.model) +
      line(" judged %lld questions both: %lld alike (%.1f %%), kappa %.3f\n", whole(agreement.both),
           whole(agreement.alike),
           100 * static_cast<double>(agreement.alike) / static_cast<double>(agreement.both), agreement.kappa);
  text += line("%zu verdicts would flip with the other judge", agreement.flips.size());
  for (std::size_t i = 0; i < agreement.flips.size() && i < kMostShownFlips; ++i)
    text += (i == 0 ? ": " : ", ") + base::for_message(agreement.flips[i], 40);
  if (agreement.flips.size() > kMostShownFlips) text += ", …";
  write_out(text + "\n");
}

void print_means(const JudgeCommand& command) {
  std::vector<judge::JudgeScore> scores;
  std::string text = "aspect          predictions   judged   over judged    over all\n";
  for (const std::filesystem::path& file : command.combine) {
    const judge::JudgeResults results = judge::read_results(file);
    if (results.kind == judge::JudgeKind::Qa)
      throw base::Error(
          base::ErrorCode::Usage,
          base::untranslated(file.string() + " judges yes and no; files of aspects were expected."));
    scores.push_back(judge::judge_score(results.items));
    text += line("%-15s %11lld %8lld %13.3f %11.3f\n", std::string(judge::name_of(results.kind)).c_str(),
                 whole(scores.back().total), whole(scores.back().judged), scores.back().score_over_judged(),
                 scores.back().score_over_all());
  }
  const judge::AspectMeans means = judge::aspect_means(scores);
  text += line("%-36s %13.3f %11.3f\n", "mean", means.plain_over_judged, means.plain_over_all);
  text += line("%-36s %13.3f %11.3f\n", "mean weighted by questions", means.weighted_over_judged,
               means.weighted_over_all);
  write_out(text);
}

void run(JudgeCommand command, const Context& context) {
  if (!command.agree.empty()) return print_agreement(command);
  if (!command.combine.empty()) return print_means(command);
  for (const auto& [name, is_missing] :
       {std::pair("--predictions", command.predictions.empty()),
        std::pair("--endpoint", command.judge.judge.endpoint.empty()),
        std::pair("--judge", command.judge.judge.model.empty()), std::pair("--out", command.out.empty())})
    if (is_missing)
      throw base::Error(base::ErrorCode::Usage,
                        base::untranslated(std::string(name) + " is required; see videopanda judge --help."));
  if (command.replies.empty()) command.replies = command.out.string() + ".replies.jsonl";
  const judge::JudgeOptions options = command.judge.options();
  base::FileGuard files;
  files.reads(command.predictions, base::untranslated("the file of predictions"));
  if (!command.judge.key_file.empty())
    files.reads(command.judge.key_file, base::untranslated("the file with the key"));
  files.writes(command.out);
  files.writes(command.replies);
  judge::JudgeResults results;
  results.kind = judge::kind_named(command.kind);
  results.model = options.model;
  judge::JudgeClient client(options);
  results.endpoint = client.shown_endpoint();
  const std::vector<eval::Prediction> predictions = eval::read_predictions(command.predictions);
  check_writable(command.out);
  judge::ReplyCache cache(command.replies);
  ConsoleProgress progress;
  const auto total = static_cast<std::int64_t>(predictions.size());
  results.items = judge::judge_all(
      results.kind, predictions, client, cache,
      [&](std::int64_t done) { progress.count("Judging", done, total, "predictions"); }, context.stop);
  judge::write_results(command.out, results);
  write_out(score_text(results, command.as_published));
}

}  // namespace

void add_judge_command(CLI::App& app, const Context& context) {
  const auto command = std::make_shared<JudgeCommand>();
  CLI::App* sub = app.add_subcommand("judge", "Let a language model judge a benchmark's predictions");
  sub->add_option("--predictions", command->predictions, "What videopanda eval wrote")->type_name("FILE");
  add_choice(*sub, "--kind", command->kind, judge::kind_names(), "What is judged");
  command->judge.add_to(*sub);
  sub->add_option("--out", command->out, "The results, a JSON object with every reply")->type_name("FILE");
  sub->add_option("--replies", command->replies,
                  "Where replies are kept, so that nothing is asked twice (default: OUT.replies.jsonl)")
      ->type_name("FILE");
  sub->add_flag("--as-published", command->as_published,
                "Print the published scripts' arithmetic on the same replies, too");
  sub->add_option("--agreement", command->agree,
                  "Only compare two results: agreement, kappa, what would flip")
      ->type_name("FILE FILE")
      ->expected(2);
  sub->add_option("--combine", command->combine, "Only give the means of several aspects' results")
      ->type_name("FILE …")
      ->expected(1, 16);
  sub->footer(
      "A judge's number is worth what its judge is worth: numbers of other models, versions or prompts are "
      "not to\n"
      "be compared with it. Replies are read tolerantly; what holds no verdict, or got no reply in all "
      "tries, is\n"
      "unjudged: it is counted, and both means are printed. Replies are kept as they come, so that a run "
      "that was\n"
      "stopped goes on where it was.\n\n"
      "Example:\n"
      "  videopanda judge --predictions predictions.jsonl --kind qa --endpoint http://127.0.0.1:8080/v1 \\\n"
      "      --judge qwen2.5-7b-instruct --out judged.json");
  sub->callback([command, &context] { run(*command, context); });
}

}  // namespace vp::cli
