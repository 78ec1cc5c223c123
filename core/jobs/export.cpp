#include "jobs/export.h"

#include <algorithm>
#include <exception>
#include <utility>

#include "base/ascii.h"
#include "base/atomic_file.h"
#include "base/error.h"
#include "base/paths.h"
#include "checkpoint/checkpoint_files.h"
#include "jobs/answer_attention_file.h"
#include "overlays/arrays_file.h"
#include "overlays/overlay_pictures.h"
#include "transcript/forms.h"
#include "transcript/map_thumbnails.h"

namespace vp::jobs {
namespace {

using base::Error;
using base::ErrorCode;
namespace fs = std::filesystem;

bool is_pdf(const fs::path& file) {
  return base::lower_case(file.extension().string()) == ".pdf";
}

bool shows_thumbnails(const fs::path& file) {
  const std::optional<transcript::Form> form = transcript::form_of(file);
  return is_pdf(file) || form == transcript::Form::Markdown || form == transcript::Form::Html;
}

/// The pictures that a record names from its own folder, named from where `file` lies.
std::vector<fs::path> seen_from(const fs::path& file, const ExportSource& source) {
  const fs::path from = base::absolute_path(file).parent_path();
  const fs::path folder = base::absolute_path(source.record_file).parent_path();
  std::vector<fs::path> pictures = source.record->map_pictures;
  if (from == folder) return pictures;
  for (fs::path& picture : pictures)
    if (!picture.is_absolute()) picture = base::path_seen_from(from, folder / picture);
  return pictures;
}

}  // namespace

std::vector<std::string> record_endings(bool pdf) {
  std::vector<std::string> endings;
  for (const transcript::FormName& form : transcript::kForms) endings.emplace_back(form.ending);
  if (pdf) endings.emplace_back(".pdf");
  return endings;
}

void check_record_name(const fs::path& file, bool pdf) {
  if (!pdf || !is_pdf(file)) transcript::check_transcript_name(file, pdf ? ".pdf" : "");
}

bool ExportOptions::empty() const {
  return targets().empty();
}

bool ExportOptions::needs_pictures() const {
  // Overlays in the film's own size read it again.
  return thumbnails && std::any_of(records.begin(), records.end(), shows_thumbnails);
}

std::vector<fs::path> ExportOptions::targets() const {
  std::vector<fs::path> targets = records;
  for (const fs::path& file : {arrays, pictures, answer_attention, film})
    if (!file.empty()) targets.push_back(file);
  return targets;
}

void ExportOptions::validate() const {
  for (const fs::path& file : records) check_record_name(file, write_pdf != nullptr);
  if (!film.empty() && film.extension() != ".mp4")
    throw Error(ErrorCode::Usage,
                base::message("The film with the overlay is an MP4; let %1 end in .mp4.", film.string()));
  if (!answer_attention.empty() && answer_attention.extension() != ".safetensors")
    throw Error(
        ErrorCode::Usage,
        base::message("The attention of answers is written as .safetensors; the name %1 ends differently.",
                      answer_attention.filename().string()));
}

base::FileGuard guard_of(const ExportSource& source) {
  base::FileGuard inputs = source.video ? guard_of(*source.video) : base::FileGuard();
  if (!source.record_file.empty()) inputs.reads(source.record_file, base::message("the transcript"));
  return inputs;
}

base::FileGuard guard_of(const engine::EncodedVideo& video) {
  base::FileGuard inputs;
  inputs.reads(video.request().file, base::message("the video"));
  checkpoint::guard_checkpoint(inputs, video.model().folder);
  return inputs;
}

Export::Export(ExportOptions options, base::FileGuard inputs) : options_(std::move(options)) {
  options_.validate();
  for (const fs::path& target : options_.targets())
    if (target != options_.pictures) inputs.writes(target);
  if (!options_.pictures.empty()) overlays::guard_overlay_pictures(inputs, options_.pictures);
  for (const fs::path& target : options_.targets())
    const base::AtomicFile probe(target == options_.pictures ? target / "frame0_fsra.png" : target);
}

void Export::run(const ExportSource& source, base::Progress& progress, const std::stop_token& stop) {
  const bool answered = source.record || !source.turns.empty();
  if ((!options_.records.empty() && !answered) || (!source.record && !source.video))
    throw Error(ErrorCode::Usage, base::message("There is no answer to export yet; ask a question first."));
  written_.clear();
  progress.report(base::Phase::Write, 0, 0);
  std::vector<fs::path> pictures;
  // The answers are worth more than their pictures: the records are written whatever becomes of those.
  std::exception_ptr failed;
  if (options_.name_pictures) {
    try {
      pictures = write_pictures(source, progress, stop);
    } catch (...) {
      failed = std::current_exception();
    }
  }
  write_records(source, pictures, stop);
  if (failed) std::rethrow_exception(failed);
  if (!options_.arrays.empty()) {
    overlays::write_arrays(options_.arrays, *source.video, stop);
    written_.push_back(options_.arrays);
  }
  if (!options_.name_pictures) write_pictures(source, progress, stop);
  if (!options_.answer_attention.empty()) {
    write_answer_attention(*source.video, source.turns, options_.answer_attention);
    written_.push_back(options_.answer_attention);
  }
  if (!options_.film.empty()) {
    overlays::write_overlay_film(*source.video, options_.film, options_.film_options, progress, stop);
    written_.push_back(options_.film);
  }
}

std::vector<fs::path> Export::write_pictures(const ExportSource& source, base::Progress& progress,
                                             const std::stop_token& stop) {
  if (options_.pictures.empty()) return {};
  std::vector<fs::path> pictures =
      overlays::write_overlay_pictures(*source.video, options_.pictures, progress, stop);
  written_.push_back(options_.pictures);
  return pictures;
}

void Export::write_records(const ExportSource& source, const std::vector<fs::path>& pictures,
                           const std::stop_token& stop) {
  if (options_.records.empty()) return;
  transcript::Transcript record =
      source.record ? *source.record : transcript::make_transcript(*source.video, source.turns, stop);
  if (options_.thumbnails && std::any_of(options_.records.begin(), options_.records.end(), shows_thumbnails))
    record.map_thumbnails =
        source.video ? transcript::map_thumbnails(*source.video, stop)
                     : transcript::map_thumbnails_of_files(record, source.record_file.parent_path(), stop);
  for (const fs::path& file : options_.records) {
    base::throw_if_stopped(stop);
    record.map_pictures.clear();
    const bool markdown = transcript::form_of(file) == transcript::Form::Markdown;
    if (source.record && !(markdown && options_.thumbnails_in_markdown))
      record.map_pictures = seen_from(file, source);
    for (const fs::path& picture : pictures)
      record.map_pictures.push_back(base::path_seen_from(file.parent_path(), picture));
    if (is_pdf(file))
      options_.write_pdf(file, record, stop);
    else
      transcript::write_transcript(file, record, stop);
    written_.push_back(file);
  }
}

}  // namespace vp::jobs
