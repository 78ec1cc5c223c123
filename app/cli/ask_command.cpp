// videopanda ask: questions about a video, answered on standard output.
#include <exception>
#include <memory>
#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"
#include "command_line.h"
#include "console.h"
#include "engine/conversation.h"
#include "jobs/export.h"
#include "jobs/kept_films.h"
#include "record_output.h"
#include "transcript/transcript.h"

namespace vp::cli {
namespace {

struct AskCommand {
  ModelOptions model;
  CacheChoice cache;
  VideoOptions video;
  engine::AskOptions ask;
  std::vector<std::string> questions;
  bool json = false;
  std::filesystem::path transcript;
  std::filesystem::path attention;
  std::filesystem::path answer_attention;
};

nlohmann::ordered_json to_json(const engine::Turn& turn, bool first,
                               const engine::Conversation& conversation) {
  const engine::EncodedVideo& video = conversation.video();
  const engine::ModelFacts& model = conversation.video().model();
  nlohmann::ordered_json frames = nlohmann::ordered_json::array();
  for (const engine::SampledFrame& frame : video.frames())
    frames.push_back({{"index", frame.index}, {"time_s", frame.time_s}, {"pts", frame.timestamp.pts}});
  return {
      {"question", turn.question},
      {"answer", turn.answer},
      {"token_ids", turn.token_ids},
      {"finish", transcript::name_of(turn.finish)},
      {"prompt_tokens", turn.prompt_tokens},
      {"reused_tokens", turn.reused_tokens},
      {"frames", frames},
      {"timing",
       {{"decode_ms", first ? video.decode_ms() : 0.0},
        {"encode_ms", first ? video.encode_ms() : 0.0},
        {"prefill_ms", turn.prefill_ms},
        {"first_token_ms", turn.first_token_ms},
        {"tokens_per_s", turn.tokens_per_s}}},
      {"model", {{"name", model.name}, {"hash", model.hash}}},
      {"device", model.device},
      {"dtype", model.dtype},
      {"seed", turn.options.seed},
      {"repetition_guard", turn.options.repetition_guard},
      {"repetition_penalty", turn.options.repetition_penalty},
  };
}

// Answers one question on standard output; false when the user stopped it.
bool answer(engine::Conversation& conversation, const std::string& question, const AskCommand& command,
            ConsoleProgress& progress, const std::stop_token& stop) {
  const bool first = conversation.turns().empty();
  // Answers that nobody can read are not worth generating: a full disk or a reader that went away stops this
  // one, as Ctrl-C does, and it stays in the record.
  std::stop_source own;
  const std::stop_callback with_the_command(stop, [&own] { own.request_stop(); });
  std::exception_ptr unread;
  const auto stream = [&](std::string_view piece) {
    progress.clear();
    if (command.json || unread) return;
    try {
      write_out(piece);
    } catch (const base::Error&) {
      unread = std::current_exception();
      own.request_stop();
    }
  };
  const engine::Turn& turn = conversation.ask(question, command.ask, stream, progress, own.get_token());
  if (unread) std::rethrow_exception(unread);
  progress.clear();
  if (command.json)
    write_out(
        to_json(turn, first, conversation).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
  write_out("\n");
  if (turn.finish == engine::Turn::Finish::Repetition)
    progress.warn(base::untranslated(
        "The answer went on repeating itself word for word and was ended; of what was repeated, one time is "
        "kept. --repetition-penalty makes repetitions less likely, --no-repetition-guard lets them run."));
  return turn.finish != engine::Turn::Finish::Stopped;
}

/// What is written beside standard output; refuses what cannot be.
jobs::Export results_of(const AskCommand& command) {
  jobs::ExportOptions options;
  if (!command.transcript.empty()) options.records = {command.transcript};
  options.pictures = command.attention;
  options.name_pictures = true;
  options.answer_attention = command.answer_attention;
  options.write_pdf = pdf_writer(options.records);
  base::FileGuard inputs;
  inputs.reads(command.video.file, base::untranslated("the video"));
  command.model.guard(inputs);
  return jobs::Export(std::move(options), std::move(inputs));
}

void run(const AskCommand& command, const Context& context) {
  // Everything that can be refused before minutes of loading and encoding.
  command.ask.validate();
  for (const std::string& question : command.questions) engine::check_question(question);
  jobs::Export results = results_of(command);
  engine::VideoRequest request = command.video.request();
  request.pictures = results.options().needs_pictures();
  check_video(request, command.model.chunk_frames(), context);
  ConsoleProgress progress;
  const std::shared_ptr<const engine::Model> model =
      load_model(command.model.load_options(), progress, context);
  command.ask.attention.validate(model->config().decoder);
  const std::shared_ptr<const library::VideoCache> cache = command.cache.open();
  const std::shared_ptr<const engine::EncodedVideo> video =
      jobs::encoded_film(model, request, cache.get(), progress, context.stop);
  progress.clear();

  engine::Conversation conversation = jobs::conversation_about(model, video, cache.get());
  // No stop here: what was answered before Ctrl-C is still written.
  const auto write_results = [&] {
    if (!results.options().empty()) results.run({video, conversation.turns(), {}, {}}, progress);
  };
  bool stopped = false;
  try {
    for (std::size_t i = 0; i < command.questions.size() && !stopped; ++i)
      stopped = !answer(conversation, command.questions[i], command, progress, context.stop);
  } catch (const base::Error&) {
    progress.clear();
    if (!conversation.turns().empty()) write_results();
    throw;
  }
  write_results();
  if (stopped) throw base::Error(base::ErrorCode::Stopped, base::untranslated("Stopped by the user."));
  if (const base::Message why =
          jobs::keep_film(conversation, cache.get(), library::CacheRoom::OfOldest, context.stop);
      !why.empty())
    progress.warn(why);
}

}  // namespace

void add_ask_command(CLI::App& app, const Context& context) {
  const auto command = std::make_shared<AskCommand>();
  CLI::App* sub = app.add_subcommand("ask", "Answer questions about a video");
  command->video.add_to(*sub);
  sub->add_option("QUESTION", command->questions,
                  "One or more questions, each in quotes; later ones are follow-ups")
      ->required();
  command->model.add_to(*sub);
  command->cache.add_to(*sub);
  add_ask_options(*sub, command->ask);
  sub->add_flag(
      "--drop-oldest", command->ask.drop_oldest,
      "Where the context is full, leave the oldest questions and answers out of what the model reads\n"
      "instead of refusing the question");
  sub->add_flag("--json", command->json, "One JSON object a question instead of text");
  sub->add_option("--transcript", command->transcript,
                  "Write the record of the conversation; the ending says how: " + record_endings_text())
      ->type_name("FILE");
  sub->add_option(
         "--attention", command->attention,
         "Write the FSRA and GSTRA map pictures into this folder; of Video-LLaVA those of its frames'\n"
         "class tokens (CLS), of Video-ChatGPT those of what its patches give to a frame's token")
      ->type_name("FOLDER");
  CLI::Option* answer_attention =
      sub->add_option("--answer-attention", command->answer_attention,
                      "Write what each token of the answers attended to among the frames (.safetensors)")
          ->type_name("FILE");
  const auto add_numbers = [&](const char* name, std::vector<int>& numbers, const char* description) {
    sub->add_option(name, numbers, description)
        ->delimiter(',')
        ->allow_extra_args(false)
        ->type_name("N,N")
        ->check(whole_number())
        ->needs(answer_attention);
  };
  add_numbers("--attention-layers", command->ask.attention.layers,
              "Decoder layers to record, counted from 0; default all");
  add_numbers("--attention-heads", command->ask.attention.heads,
              "Heads to average over, counted from 0; default all");
  sub->footer(
      "Examples:\n"
      "  videopanda ask film.mp4 \"What happens?\" \"Who is in it?\" --model Video-Panda\n"
      "  videopanda ask film.mp4 \"What happens?\" --model Video-Panda --start 60 --end 90 \\\n"
      "      --transcript out/film.md --attention out/maps");
  sub->callback([command, &context] {
    command->ask.attention.enabled = !command->answer_attention.empty();
    command->ask.attention.per_layer = true;
    run(*command, context);
  });
}

}  // namespace vp::cli
