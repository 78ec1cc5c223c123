// videopanda check: does an answer rest on what a map shows? Hides the most attended patches, and random
// ones.
#include <memory>
#include <string>
#include <vector>

#include "command_line.h"
#include "console.h"
#include "engine/occlusion.h"
#include "examined_question.h"
#include "jobs/question_to_examine.h"

namespace vp::cli {
namespace {

struct CheckCommand {
  ExaminedQuestionOptions asked;
  std::string map = "fsra";
  engine::OcclusionOptions options;
};

void write_table(const engine::OcclusionCheck& check, const std::string& map) {
  std::string text = "Answer: " + check.answer.text + "\nlog-probability " +
                     signed_number(check.answer.log_probability()) +
                     "; its change when patches are hidden:\n\n" + right("hidden", 8) + right("patches", 10) +
                     right("most attended", 16) + right("random, mean", 15) + right("deviation", 12) + "\n";
  for (const engine::OcclusionPoint& point : check.points) {
    const std::string spread = signed_number(point.random_spread()).substr(1);
    text += right(std::to_string(point.share_percent) + " %", 8) + right(std::to_string(point.hidden), 10) +
            right(signed_number(point.attended), 16) + right(signed_number(point.random_mean()), 15) +
            right(spread, 12) + "\n";
  }
  text += "\nMost attended by " + std::string(map == "fsra" ? "FSRA" : "GSTRA") + ", of " +
          std::to_string(check.patches) + " patches; as many random ones, " +
          std::to_string(check.options.draws) +
          " times. Where the answer rests on what the map\nshows, hiding that loses more than hiding random "
          "patches does.\n";
  write_out(text);
}

void run(CheckCommand& command, const Context& context) {
  command.options.map = command.map == "fsra" ? attention::FrameMap::Fsra : attention::FrameMap::Gstra;
  command.options.seed = command.asked.ask.seed;
  command.options.validate();
  ConsoleProgress progress;
  const LoadedVideo loaded = load(command.asked, context, progress);
  const engine::OcclusionCheck check = engine::check_by_occlusion(
      loaded.model, *loaded.video, jobs::question_to_examine({}, command.asked.question, command.asked.ask),
      command.options, progress, context.stop);
  progress.clear();
  if (!command.asked.json) {
    write_table(check, command.map);
    return;
  }
  write_record(loaded, check, context);
}

}  // namespace

void add_check_command(CLI::App& app, const Context& context) {
  const auto command = std::make_shared<CheckCommand>();
  CLI::App* sub =
      app.add_subcommand("check", "Hide the most attended patches, and as many random ones, and compare");
  command->asked.add_to(*sub);
  add_choice(*sub, "--map", command->map, {"fsra", "gstra"}, "The map that says what is attended most");
  sub->add_option("--share", command->options.shares_percent,
                  "Percent of the patches to hide; rising, separated by commas")
      ->type_name("P,P,…")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->capture_default_str();
  sub->add_option("--draws", command->options.draws, "How many random choices a share")
      ->type_name("N")
      ->capture_default_str();
  sub->footer(
      "A hidden patch takes the colour of the canvas beside the picture. Every share costs 1 + N encodings\n"
      "and prefills. --seed is the random choices', too.\n\n"
      "Example:\n"
      "  videopanda check film.mp4 \"What is on the table?\" --model Video-Panda --map gstra");
  sub->callback([command, &context] { run(*command, context); });
}

}  // namespace vp::cli
