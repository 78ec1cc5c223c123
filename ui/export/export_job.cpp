#include "ui/export/export_job.h"

#include "ui/export/pdf_writer.h"

namespace vp::ui {

jobs::ExportOptions export_options(const ExportRequest& request) {
  const std::filesystem::path stem = request.folder / request.name;
  const auto named = [&stem](const char* rest) { return std::filesystem::path(stem.string() + rest); };
  jobs::ExportOptions options;
  for (const std::string& ending : request.endings) options.records.push_back(named(ending.c_str()));
  options.thumbnails = request.thumbnails;
  if (request.arrays) options.arrays = named(".safetensors");
  if (request.pictures) options.pictures = named("_maps");
  if (request.film) options.film = named(request.gstra ? "_gstra.mp4" : "_fsra.mp4");
  options.film_options.style.map = request.gstra ? attention::FrameMap::Gstra : attention::FrameMap::Fsra;
  options.write_pdf = write_pdf;
  return options;
}

jobs::ExportSource export_source(const Inference::Loaded& loaded) {
  return {loaded.video, loaded.turns, {}, {}};
}

void save_record(const Inference::Loaded& loaded, const std::filesystem::path& file, base::Progress& progress,
                 const std::stop_token& stop) {
  if (!loaded.video)
    throw base::Error(base::ErrorCode::Usage,
                      base::message("The video is not analysed, and a transcript says how it was; have it "
                                    "analysed first, by asking a question."));
  if (loaded.turns.empty())
    throw base::Error(base::ErrorCode::Usage, base::message("There is no answer to save yet."));
  jobs::ExportOptions options;
  options.records = {file};
  options.write_pdf = write_pdf;
  const jobs::ExportSource source = export_source(loaded);
  jobs::Export(options, jobs::guard_of(source)).run(source, progress, stop);
}

}  // namespace vp::ui
