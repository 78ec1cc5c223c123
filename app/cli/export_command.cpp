// videopanda export: a recorded conversation in other forms, and its video with the attention maps.
#include <memory>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "base/error.h"
#include "command_line.h"
#include "console.h"
#include "jobs/export.h"
#include "library/session_store.h"
#include "record_output.h"
#include "transcript/reader.h"
#include "transcript/verify.h"

namespace vp::cli {
namespace {

struct ExportCommand {
  std::filesystem::path transcript;
  std::filesystem::path library = library::default_library_file();
  std::vector<std::filesystem::path> out;
  std::vector<std::string> formats;
  ModelOptions model;
  std::filesystem::path video;
  bool thumbnails = false;
  std::filesystem::path overlay, maps, arrays;
  std::string map = "fsra";
  bool no_sound = false;

  /// The files of the record itself: those of --out, and one a --format beside the transcript.
  std::vector<std::filesystem::path> records() const {
    std::vector<std::filesystem::path> files = out;
    for (const std::string& format : formats) {
      std::filesystem::path file = transcript;
      files.push_back(file.replace_extension("." + format));
    }
    return files;
  }
  /// Something that is computed from the video.
  bool needs_video() const { return thumbnails || !overlay.empty() || !maps.empty() || !arrays.empty(); }
};

std::vector<std::string> format_names() {
  std::vector<std::string> names = record_endings();
  for (std::string& name : names) name.erase(0, 1);  // the point
  return names;
}

/// Whether a stored session is meant, by its number, and no file.
bool is_session(const ExportCommand& command) {
  const std::string name = command.transcript.string();
  const bool number =
      !name.empty() && name.size() <= 18 && name.find_first_not_of("0123456789") == std::string::npos;
  std::error_code error;
  return number && !std::filesystem::exists(command.transcript, error);
}

/// The transcript's file, or the stored session of that number.
transcript::Transcript read_record(const ExportCommand& command, const Context& context) {
  if (!is_session(command)) return transcript::read_transcript(command.transcript, context.stop);
  library::StoreOptions options;
  options.file = command.library;
  options.write = false;
  const auto session = library::SessionStore::open(options).session(std::stoll(command.transcript.string()));
  if (!session)
    throw base::Error(
        base::ErrorCode::Usage,
        base::untranslated("There is no session " + command.transcript.string() + " in " +
                           command.library.string() + "; videopanda sessions lists those that there are."));
  return library::make_transcript(*session, context.stop);
}

/// What is written; refuses what cannot be.
jobs::Export results_of(const ExportCommand& command, const transcript::Transcript& record) {
  jobs::ExportOptions options;
  options.records = command.records();
  options.thumbnails_in_markdown = command.thumbnails;
  options.pictures = command.maps;
  options.arrays = command.arrays;
  options.film = command.overlay;
  options.film_options.style.map =
      command.map == "gstra" ? attention::FrameMap::Gstra : attention::FrameMap::Fsra;
  options.film_options.sound = !command.no_sound;
  options.write_pdf = pdf_writer(options.records);
  if (options.empty())
    throw base::Error(
        base::ErrorCode::Usage,
        base::untranslated("Nothing is to be written; give --out, --format, --overlay, --maps or --arrays."));
  base::FileGuard inputs;
  if (is_session(command))
    inputs.reads(command.library, base::untranslated("the library of sessions"));
  else
    inputs.reads(command.transcript, base::untranslated("the transcript"));
  const std::filesystem::path folder = command.transcript.parent_path();
  const std::filesystem::path recorded(record.video.file);
  for (const std::filesystem::path& video : {command.video, recorded, folder / recorded.filename()})
    if (video.has_filename()) inputs.reads(video, base::untranslated("the video"));
  if (command.needs_video())
    command.model.guard(inputs);
  else
    for (const std::filesystem::path& picture : record.map_pictures)
      inputs.reads(folder / picture, base::untranslated("a picture of the transcript"));
  return jobs::Export(std::move(options), std::move(inputs));
}

std::shared_ptr<const engine::EncodedVideo> encode(const ExportCommand& command,
                                                   const transcript::Transcript& record,
                                                   const std::shared_ptr<const engine::Model>& model,
                                                   ConsoleProgress& progress, const Context& context) {
  engine::VideoRequest request = transcript::recorded_request(record, command.video);
  request.pictures = true;
  return engine::EncodedVideo::encode(model, request, progress, context.stop);
}

void run(ExportCommand command, const Context& context) {
  jobs::ExportSource source;
  source.record = read_record(command, context);
  source.record_file = command.transcript;
  const transcript::Transcript& record = *source.record;
  jobs::Export results = results_of(command, record);
  ConsoleProgress progress;
  if (command.needs_video()) {
    if (command.video.empty()) command.video = transcript::recorded_video(record, command.transcript);
    const auto model =
        load_model(transcript::as_recorded(record, command.model.load_options()), progress, context);
    if (model->facts()->hash != record.model.hash)
      progress.warn(base::untranslated("the model is not the one of the transcript: the maps are those of " +
                                       model->facts()->name + "."));
    source.video = encode(command, record, model, progress, context);
  }
  results.run(source, progress, context.stop);
}

}  // namespace

void add_export_command(CLI::App& app, const Context& context) {
  const auto command = std::make_shared<ExportCommand>();
  CLI::App* sub = app.add_subcommand("export", "Write a transcript in other forms, and films with its maps");
  sub->add_option("TRANSCRIPT", command->transcript,
                  "A transcript, .json, that ask or the studio wrote, or the number of a session\n"
                  "that the studio has stored")
      ->required();
  sub->add_option("--out", command->out,
                  "Write the transcript; the ending says how: " + record_endings_text())
      ->type_name("FILE")
      ->allow_extra_args(false);
  std::string formats;
  for (const std::string& name : format_names()) formats += (formats.empty() ? "" : "|") + name;
  sub->add_option("--format", command->formats,
                  "Write it beside the transcript under its name, in one or more of these, with commas")
      ->type_name(formats)
      ->delimiter(',')
      ->allow_extra_args(false)
      ->check(CLI::IsMember(format_names()).description(""));
  sub->add_flag("--thumbnails", command->thumbnails,
                "Compute the maps again for the thumbnails in .md, .html and .pdf, instead of taking the\n"
                "transcript's own pictures");
  sub->add_option("--overlay", command->overlay, "Write the film with the map over it, .mp4, with its sound")
      ->type_name("FILE");
  add_choice(*sub, "--map", command->map, {"fsra", "gstra"}, "The map over the film");
  sub->add_flag("--no-sound", command->no_sound, "Leave the sound out of the film");
  sub->add_option("--maps", command->maps, "Write the FSRA and GSTRA map pictures into this folder")
      ->type_name("FOLDER");
  sub->add_option("--arrays", command->arrays, "Write tokens and maps as arrays, .safetensors")
      ->type_name("FILE");
  sub->add_option("--library", command->library, "The file in which sessions are stored")
      ->type_name("FILE")
      ->capture_default_str();
  sub->add_option("--video", command->video, "The video, where it is no longer where the transcript says")
      ->type_name("FILE");
  command->model.add_to(*sub);
  sub->footer(
      "--thumbnails, --overlay, --maps and --arrays encode the video again and need the model.\n\n"
      "Examples:\n"
      "  videopanda export answers.json --out answers.pdf --out answers.eaf\n"
      "  videopanda export answers.json --format html,csv,srt,vtt\n"
      "  videopanda export answers.json --overlay answers.mp4 --map gstra --model Video-Panda");
  sub->callback([command, &context] { run(*command, context); });
}

}  // namespace vp::cli
