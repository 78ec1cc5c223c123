// videopanda knockout: which frames does an answer need? Cuts its attention to one frame after the other.
#include <algorithm>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/file_guard.h"
#include "command_line.h"
#include "console.h"
#include "engine/conversation.h"
#include "evidence/frame_knockout.h"
#include "evidence/layer_range.h"
#include "examined_question.h"
#include "jobs/kept_films.h"
#include "jobs/save_examination.h"

namespace vp::cli {
namespace {

struct KnockoutCommand {
  ExaminedQuestionOptions asked;
  std::string answer;
  bool answer_given = false;
  std::string layers = "all";
  std::vector<std::filesystem::path> files;
};

void write_table(const engine::Knockout& knockout, const engine::EncodedVideo& video) {
  constexpr std::size_t kFrame = 8, kTime = 10, kNumber = 10;
  const evidence::FrameKnockout& found = knockout.frames;
  double whole = 0;
  for (const float number : found.log_probabilities) whole += static_cast<double>(number);
  std::string text = "Answer: " + knockout.answer + "\nlog-probability " + signed_number(whole) +
                     "; its change when question and answer may not look at a frame, and each word's:\n\n" +
                     right("frame", kFrame) + right("time", kTime) + right("answer", kNumber) + " ";
  std::vector<std::vector<double>> columns{evidence::changes(found, found.all())};
  std::vector<std::size_t> widths{kNumber};
  for (const attention::AnswerWord& word : evidence::words(found)) {
    columns.push_back(evidence::changes(found, word.tokens));
    text += " " + cell(word.text, kNumber - 1);
  }
  text += "\n";
  for (std::size_t i = 0; i < found.frames(); ++i) {
    const engine::SampledFrame& frame = video.frames()[i];
    text += right(std::to_string(frame.index), kFrame) +
            right(signed_number(frame.time_s).substr(1) + " s", kTime);
    for (const std::vector<double>& column : columns) text += right(signed_number(column[i]), kNumber);
    text += "\n";
  }
  text += "\nMeasured by hiding, in the decoder's layers " + evidence::text_of(found.layers) + " of 0-" +
          std::to_string(found.decoder_layers - 1) + ". " + evidence::knockout_caveat() + "\n";
  if (video.model().config.system == checkpoint::System::VideoChatGpt)
    text +=
        "Of Video-ChatGPT the token of a frame's moment is cut off from what follows the frames; the tokens "
        "of places hold all frames.\n";
  write_out(text);
}

void run(KnockoutCommand& command, const Context& context) {
  evidence::check_layers(command.layers);
  if (command.answer_given && command.answer.find_first_not_of(" \t\n") == std::string::npos)
    throw base::Error(base::ErrorCode::Usage,
                      base::untranslated("The answer to score is empty; name a text after --answer."));
  base::FileGuard files;
  files.reads(command.asked.video.file, base::untranslated("the video"));
  command.asked.model.guard(files);
  for (const std::filesystem::path& file : command.files) {
    transcript::check_knockout_name(file);
    files.writes(file);
    check_writable(file);
  }
  ConsoleProgress progress;
  const LoadedVideo loaded = load(command.asked, context, progress, /*pictures=*/false);
  engine::KnockoutOptions options;
  options.layers = evidence::parsed_layers(
      command.layers, static_cast<int>(loaded.model->config().decoder.num_hidden_layers));
  engine::Conversation conversation =
      jobs::conversation_about(loaded.model, loaded.video, command.asked.cache.open().get());
  if (command.answer.empty()) {
    conversation.ask(command.asked.question, command.asked.ask, {}, progress, context.stop);
    base::throw_if_stopped(context.stop);
  } else {
    conversation.add_known_turn(command.asked.question, command.answer);
  }
  engine::Knockout knockout{command.asked.question, conversation.turns().front().answer,
                            conversation.knock_out_frames(0, options, progress, context.stop)};
  progress.clear();
  for (const std::filesystem::path& file : command.files)
    jobs::save_examination(*loaded.video, knockout, file, context.stop);
  if (command.asked.json)
    write_record(loaded, knockout, context);
  else
    write_table(knockout, *loaded.video);
}

}  // namespace

void add_knockout_command(CLI::App& app, const Context& context) {
  const auto command = std::make_shared<KnockoutCommand>();
  CLI::App* sub = app.add_subcommand(
      "knockout", "Which frames does an answer need? Cut its attention to one after the other");
  command->asked.add_to(*sub);
  CLI::Option* answer = sub->add_option("--answer", command->answer,
                                        "Score this text instead of the answer that the model gives")
                            ->type_name("TEXT");
  sub->add_option("--layers", command->layers,
                  "Cut the attention in these layers of the decoder alone, counted from 0: A-B, or\n"
                  "early|middle|late (a third of them each)")
      ->type_name("A-B")
      ->capture_default_str();
  sub->add_option(
         "--out", command->files,
         "Write the result; the ending says how: .html, .md, .json, .csv or .npz (arrays for NumPy);\n"
         "several times: in several forms")
      ->type_name("FILE")
      ->allow_extra_args(false);
  sub->footer(
      "The film's keys and values stay: a frame costs the question's and the answer's tokens alone. The\n"
      "log-probability is the natural logarithm, at temperature 1; the end of the model's own answer counts\n"
      "as a token. Later frames, the summary of the frame's chunk and earlier turns may still hold what the\n"
      "frame showed: a frame whose loss is small was not necessarily of no use.\n\n"
      "Examples:\n"
      "  videopanda knockout film.mp4 \"What colour is the car?\" --model Video-Panda\n"
      "  videopanda knockout film.mp4 \"What colour is the car?\" --model Video-Panda --answer Red \\\n"
      "      --layers middle --out red.csv --json");
  sub->callback([command, answer, &context] {
    command->answer_given = answer->count() > 0;
    run(*command, context);
  });
}

}  // namespace vp::cli
