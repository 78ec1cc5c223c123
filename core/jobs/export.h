#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "base/file_guard.h"
#include "base/progress.h"
#include "engine/conversation.h"
#include "engine/encoded_video.h"
#include "overlays/overlay_film.h"
#include "transcript/transcript.h"

namespace vp::jobs {

/// Writes a record as PDF. Pages need a layout engine, which core has not got: who has one hands it in.
using PdfWriter =
    std::function<void(const std::filesystem::path&, const transcript::Transcript&, const std::stop_token&)>;

/// The endings of a record's forms, ".md" first and ".pdf" last where it can be written.
std::vector<std::string> record_endings(bool pdf);
/// Throws Error(Usage) for a name with another ending.
void check_record_name(const std::filesystem::path& file, bool pdf);

/// What is taken away from a conversation; what has an empty name is not written.
struct ExportOptions {
  std::vector<std::filesystem::path> records;  ///< each in the form that its ending says
  bool thumbnails = true;                      ///< small pictures of the maps, in the forms that show some
  bool thumbnails_in_markdown = false;     ///< also where the record has pictures, which Markdown shows else
  std::filesystem::path pictures;          ///< folder: a PNG a frame and map
  bool name_pictures = false;              ///< the records name those pictures
  std::filesystem::path arrays;            ///< tokens and maps, .safetensors
  std::filesystem::path answer_attention;  ///< what the answers' tokens attended to, .safetensors
  std::filesystem::path film;              ///< with a map over it, .mp4
  overlays::FilmOptions film_options;
  PdfWriter write_pdf;  ///< null: PDF is refused

  bool empty() const;
  /// Whether the video has to be encoded with its pictures.
  bool needs_pictures() const;
  /// The files and folders that are made, in the order in which they are written.
  std::vector<std::filesystem::path> targets() const;
  /// Throws Error(Usage) for a name whose ending is not that of its form.
  void validate() const;
};

/// What it is taken from: a conversation about an encoded video, or a record of one, with the video encoded
/// again where more than text is wanted.
struct ExportSource {
  std::shared_ptr<const engine::EncodedVideo> video;
  std::vector<engine::Turn> turns;
  std::optional<transcript::Transcript> record;  ///< absent: made of the conversation
  std::filesystem::path record_file;             ///< from whose folder the record names its pictures
};

/// The video and the checkpoint of a conversation are read.
base::FileGuard guard_of(const ExportSource& source);
base::FileGuard guard_of(const engine::EncodedVideo& video);

/// Everything that leaves a conversation goes through here: `ask`, `export`, the window's Export and Save.
class Export {
 public:
  /// Refuses what can be refused before anything is computed: throws Error(Usage) for names with wrong
  /// endings and for files that are among the `inputs` or are there twice, Error(Output) for places that
  /// cannot be written. Makes their folders.
  Export(ExportOptions options, base::FileGuard inputs);

  const ExportOptions& options() const { return options_; }

  /// Writes everything, each file whole or not at all. Records that name their pictures are written even when
  /// those cannot be. Throws Error(Usage) where there is no answer, Error(Video), Error(Output),
  /// Error(Stopped); written() says what was done before.
  void run(const ExportSource& source, base::Progress& progress, const std::stop_token& stop = {});

  const std::vector<std::filesystem::path>& written() const { return written_; }

 private:
  std::vector<std::filesystem::path> write_pictures(const ExportSource& source, base::Progress& progress,
                                                    const std::stop_token& stop);
  void write_records(const ExportSource& source, const std::vector<std::filesystem::path>& pictures,
                     const std::stop_token& stop);
  void write_arrays_and_film(const ExportSource& source, base::Progress& progress,
                             const std::stop_token& stop);

  ExportOptions options_;
  std::vector<std::filesystem::path> written_;
};

}  // namespace vp::jobs
