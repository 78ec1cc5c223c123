#include "examined_question.h"

#include <cstdio>

#include "jobs/kept_films.h"

namespace vp::cli {

void ExaminedQuestionOptions::add_to(CLI::App& command) {
  video.add_to(command);
  command.add_option("QUESTION", question, "The question, in quotes")->required();
  model.add_to(command);
  cache.add_to(command);
  add_ask_options(command, ask);
  command.add_flag("--json", json, "One JSON object instead of tables");
}

LoadedVideo load(const ExaminedQuestionOptions& options, const Context& context, ConsoleProgress& progress) {
  options.ask.validate();
  engine::check_question(options.question);
  engine::VideoRequest request = options.video.request();
  request.pictures = true;
  check_video(request, options.model.chunk_frames(), context);
  LoadedVideo loaded;
  loaded.model = engine::Model::load(options.model.load_options(), progress, context.stop);
  // The keys and values are computed here: between forms of the film there shall be no difference but theirs.
  loaded.video =
      jobs::encoded_film(loaded.model, request, options.cache.open().get(), progress, context.stop);
  return loaded;
}

nlohmann::ordered_json scored_answer_json(const engine::ScoredAnswer& answer) {
  nlohmann::ordered_json tokens = nlohmann::ordered_json::array();
  for (const engine::AnswerToken& token : answer.tokens)
    tokens.push_back({{"id", token.id}, {"text", token.text}, {"log_probability", token.log_probability}});
  return {{"text", answer.text}, {"log_probability", answer.log_probability()}, {"tokens", tokens}};
}

nlohmann::ordered_json description(const std::string& question, const LoadedVideo& loaded) {
  nlohmann::ordered_json frames = nlohmann::ordered_json::array();
  for (const engine::SampledFrame& frame : loaded.video->frames())
    frames.push_back({{"index", frame.index}, {"time_s", frame.time_s}});
  return {{"question", question},
          {"model", {{"name", loaded.model->facts()->name}, {"hash", loaded.model->facts()->hash}}},
          {"device", loaded.model->facts()->device},
          {"dtype", loaded.model->facts()->dtype},
          {"frames", frames}};
}

void write_json(const nlohmann::ordered_json& object) {
  write_out(object.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n");
}

std::string signed_number(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%+.3f", value);
  return text;
}

std::string cell(const std::string& text, std::size_t width) {
  std::string shown;
  std::size_t columns = 0;
  std::size_t last = 0;  // where the last character begins
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const bool starts = (byte & 0xc0) != 0x80;
    if (starts && columns == width) {
      shown.resize(last);
      shown += "…";
      return shown;
    }
    if (starts) {
      last = shown.size();
      ++columns;
    }
    shown += byte < 0x20 || byte == 0x7f ? ' ' : text[i];
  }
  shown.append(width - columns, ' ');
  return shown;
}

std::string right(const std::string& text, std::size_t width) {
  return std::string(width > text.size() ? width - text.size() : 0, ' ') + text;
}

}  // namespace vp::cli
