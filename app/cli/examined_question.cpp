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

LoadedVideo load(const ExaminedQuestionOptions& options, const Context& context, ConsoleProgress& progress,
                 bool pictures) {
  options.ask.validate();
  engine::check_question(options.question);
  engine::VideoRequest request = options.video.request();
  request.pictures = pictures;
  check_video(request, options.model.chunk_frames(), context);
  LoadedVideo loaded;
  loaded.model = load_model(options.model.load_options(), progress, context);
  // The keys and values are computed here: between forms of the film there shall be no difference but theirs.
  loaded.video =
      jobs::encoded_film(loaded.model, request, options.cache.open().get(), progress, context.stop);
  return loaded;
}

void write_record(const LoadedVideo& loaded, const transcript::Examination& found, const Context& context) {
  write_out(transcript::to_json(transcript::make_transcript(*loaded.video, {}, context.stop), found, -1));
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
