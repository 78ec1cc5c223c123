#include "ui/export/export_job.h"

#include "base/error.h"
#include "overlays/arrays_file.h"
#include "overlays/overlay_film.h"
#include "overlays/overlay_pictures.h"
#include "transcript/map_thumbnails.h"
#include "ui/export/pdf_writer.h"

namespace vp::ui {
namespace {

std::filesystem::path pictures_folder(const ExportRequest& request) {
  return request.folder / (request.name + "_maps");
}
std::filesystem::path film_file(const ExportRequest& request) {
  return request.folder / (request.name + (request.gstra ? "_gstra.mp4" : "_fsra.mp4"));
}
std::filesystem::path arrays_file(const ExportRequest& request) {
  return request.folder / (request.name + ".safetensors");
}

}  // namespace

std::vector<std::filesystem::path> targets_of(const ExportRequest& request) {
  std::vector<std::filesystem::path> targets;
  for (const std::string& ending : request.endings)
    targets.push_back(request.folder / (request.name + ending));
  if (request.arrays) targets.push_back(arrays_file(request));
  if (request.pictures) targets.push_back(pictures_folder(request));
  if (request.film) targets.push_back(film_file(request));
  return targets;
}

void run_export(const ExportRequest& request, const Inference::Loaded& loaded, base::Progress& progress,
                const std::stop_token& stop, std::vector<std::filesystem::path>& written) {
  if (!loaded.model || !loaded.video || loaded.turns.empty())
    throw base::Error(base::ErrorCode::Usage, "There is no answer to export yet; ask a question first.");
  progress.report(base::Phase::Write, 0, 0);
  const engine::EncodedVideo& video = *loaded.video;
  if (!request.endings.empty()) {
    transcript::Transcript record = transcript::make_transcript(*loaded.model, video, loaded.turns, stop);
    if (request.thumbnails) record.map_thumbnails = transcript::map_thumbnails(video, stop);
    for (const std::string& ending : request.endings) {
      base::throw_if_stopped(stop);
      const std::filesystem::path file = request.folder / (request.name + ending);
      write_export(file, record, stop);
      written.push_back(file);
    }
  }
  if (request.arrays) {
    overlays::write_arrays(arrays_file(request), *loaded.model, video, stop);
    written.push_back(arrays_file(request));
  }
  if (request.pictures) {
    overlays::write_overlay_pictures(video, pictures_folder(request), progress, stop);
    written.push_back(pictures_folder(request));
  }
  if (request.film) {
    overlays::FilmOptions options;
    options.style.map = request.gstra ? overlays::MapKind::Gstra : overlays::MapKind::Fsra;
    overlays::write_overlay_film(video, film_file(request), options, progress, stop);
    written.push_back(film_file(request));
  }
}

}  // namespace vp::ui
