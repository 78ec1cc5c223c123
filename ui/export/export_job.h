#pragma once

#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

#include "base/progress.h"
#include "ui/inference/inference.h"

namespace vp::ui {

/// What the user wants to take away.
struct ExportRequest {
  std::filesystem::path folder;
  std::string name;                  ///< of every file, before its ending
  std::vector<std::string> endings;  ///< of the record's forms: ".md", ".pdf", …
  bool thumbnails = true;            ///< of the maps, in the forms that show pictures
  bool pictures = false;             ///< a PNG a frame and map, in the folder NAME_maps
  bool film = false;                 ///< NAME_fsra.mp4 or NAME_gstra.mp4
  bool gstra = false;                ///< the map over the film: GSTRA instead of FSRA
  bool arrays = false;               ///< NAME.safetensors

  bool empty() const { return endings.empty() && !pictures && !film && !arrays; }
};

/// The files and folders that the request makes, in the order in which they are written.
std::vector<std::filesystem::path> targets_of(const ExportRequest& request);

/// Writes them, each whole or not at all, and appends to `written` what is done. Runs on the worker thread.
/// Throws Error(Usage) without an answer, Error(Output), Error(Stopped).
void run_export(const ExportRequest& request, const Inference::Loaded& loaded, base::Progress& progress,
                const std::stop_token& stop, std::vector<std::filesystem::path>& written);

}  // namespace vp::ui
