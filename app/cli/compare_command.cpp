// videopanda compare: the same question with parts of the model switched off, or the frames in another order.
#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "command_line.h"
#include "console.h"
#include "engine/interventions.h"
#include "examined_question.h"
#include "jobs/question_to_examine.h"

namespace vp::cli {
namespace {

constexpr const char* kNotice =
    "Interventions: parts of a model that was trained with them are switched off while it answers, or it "
    "gets\n"
    "the frames in another order. They show what this model leans on; they are not the paper's ablation, "
    "for\n"
    "which a model is trained again without the part.\n";

struct CompareCommand {
  ExaminedQuestionOptions asked;
  jobs::InterventionOptions interventions;
};

void write_tables(const engine::Comparison& comparison) {
  constexpr std::size_t kName = 22, kToken = 16, kColumn = 10;
  std::string text = std::string(kNotice) + "\n" + cell("", kName) + "  log-prob.    change  answer\n";
  const auto row = [&](const std::string& name, double sum, const std::string& change,
                       const std::string& answer) {
    text += cell(name, kName) + right(signed_number(sum), kColumn + 1) + right(change, kColumn) + "  " +
            answer + "\n";
  };
  const auto one_line = [](std::string answer) {
    std::replace(answer.begin(), answer.end(), '\n', ' ');
    return answer;
  };
  row("unchanged", comparison.unchanged.log_probability(), "", one_line(comparison.unchanged.text));
  for (const engine::InterventionResult& result : comparison.results)
    row(transcript::title_of(result.intervention), comparison.unchanged.log_probability() + result.change,
        signed_number(result.change), one_line(result.answer.text));

  text += "\nlog-prob. and change: of the unchanged answer. Token by token:\n\n" + cell("token", kToken) +
          "  unchanged";
  std::vector<std::size_t> widths;
  for (const engine::InterventionResult& result : comparison.results) {
    const std::string name = engine::name_of(result.intervention);
    widths.push_back(std::max(kColumn, name.size() + 2));
    text += right(name, widths.back());
  }
  text += "\n";
  for (std::size_t i = 0; i < comparison.unchanged.tokens.size(); ++i) {
    const engine::AnswerToken& token = comparison.unchanged.tokens[i];
    const std::string own = signed_number(token.log_probability);
    text += cell(token.end ? "(end)" : token.text, kToken) + right(own, kColumn + 1);
    for (std::size_t column = 0; column < widths.size(); ++column) {
      const std::string change = signed_number(
          static_cast<double>(comparison.results[column].log_probabilities[i]) - token.log_probability);
      text += right(change, widths[column]);
    }
    text += "\n";
  }
  write_out(text);
}

void run(CompareCommand& command, const Context& context) {
  command.interventions.seed = command.asked.ask.seed;
  command.interventions.validate();
  ConsoleProgress progress;
  const LoadedVideo loaded = load(command.asked, context, progress);
  const engine::Comparison comparison = engine::compare_interventions(
      loaded.model, *loaded.video, jobs::question_to_examine({}, command.asked.question, command.asked.ask),
      jobs::chosen_interventions(command.interventions, loaded.model->config()), {}, {}, progress,
      context.stop);
  progress.clear();
  if (!command.asked.json) {
    write_tables(comparison);
    return;
  }
  write_record(loaded, comparison, context);
}

}  // namespace

void add_compare_command(CLI::App& app, const Context& context) {
  const auto command = std::make_shared<CompareCommand>();
  CLI::App* sub = app.add_subcommand(
      "compare", "Ask the same with parts of the model switched off, or with the frames in another order");
  command->asked.add_to(*sub);
  sub->add_option("--without", command->interventions.without,
                  "Switch off fsra, gstra, lste, row (the row tokens) or lsd (its windows are averaged);\n"
                  "several at once: gstra+lste; several times: one after the other; all: each part alone")
      ->type_name("PART")
      ->allow_extra_args(false);
  sub->add_option("--frame-order", command->interventions.orders,
                  "reversed|shuffled: give the frames in this order (--seed is the shuffling's, too)")
      ->type_name("ORDER")
      ->check(CLI::IsMember({"reversed", "shuffled"}).description(""))
      ->allow_extra_args(false);
  sub->footer(
      "Without --without and --frame-order everything is compared. The log-probability is the natural\n"
      "logarithm, at temperature 1; the end of the answer counts as a token.\n\n"
      "Examples:\n"
      "  videopanda compare film.mp4 \"What happens?\" --model Video-Panda\n"
      "  videopanda compare film.mp4 \"What happens?\" --model Video-Panda --without gstra \\\n"
      "      --without gstra+lste --frame-order reversed --json");
  sub->callback([command, &context] { run(*command, context); });
}

}  // namespace vp::cli
