#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "jobs/export.h"
#include "ui/inference/inference.h"

namespace vp::ui {

/// What the user chose in the dialog.
struct ExportRequest {
  std::filesystem::path folder;
  std::string name;                  ///< of every file, before its ending
  std::vector<std::string> endings;  ///< of the record's forms: ".md", ".pdf", …
  bool thumbnails = true;            ///< of the maps, in the forms that show pictures
  bool pictures = false;             ///< a PNG a frame and map, in the folder NAME_maps
  bool film = false;                 ///< NAME_fsra.mp4 or NAME_gstra.mp4
  bool gstra = false;                ///< the map over the film: GSTRA instead of FSRA
  bool arrays = false;               ///< NAME.safetensors
};

/// Of the settings: the folder that transcripts were last written into or read from.
inline constexpr auto kTranscriptFolderKey = "transcript_folder";

/// With the names of the files.
jobs::ExportOptions export_options(const ExportRequest& request);

/// The record alone, with small pictures of the maps, in the form that the file's name says. Throws
/// Error(Usage) where there is no answer, Error(Output), Error(Stopped).
void save_record(const Inference::Loaded& loaded, const std::filesystem::path& file, base::Progress& progress,
                 const std::stop_token& stop);

/// Of what is on the worker thread.
jobs::ExportSource export_source(const Inference::Loaded& loaded);

}  // namespace vp::ui
