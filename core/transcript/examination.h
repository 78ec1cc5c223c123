#pragma once

#include <array>
#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <variant>

#include "engine/interventions.h"
#include "engine/knockout.h"
#include "engine/occlusion.h"
#include "transcript/transcript.h"

namespace vp::transcript {

/// What was found out about an answer: under interventions, with patches hidden, or with frames cut off.
using Examination = std::variant<engine::Comparison, engine::OcclusionCheck, engine::Knockout>;

/// The forms in which an examination is written.
enum class ExaminationForm { Html, Markdown, Json, Csv };

struct ExaminationFormName {
  ExaminationForm form;
  std::string_view ending;  ///< of its files: ".html"
};
inline constexpr std::array kExaminationForms{ExaminationFormName{ExaminationForm::Html, ".html"},
                                              ExaminationFormName{ExaminationForm::Markdown, ".md"},
                                              ExaminationFormName{ExaminationForm::Json, ".json"},
                                              ExaminationFormName{ExaminationForm::Csv, ".csv"}};

/// "without gstra+lste", "frames reversed".
std::string title_of(const engine::Intervention& intervention);

// In all of these, `about` says what was examined: the film and its frames, the model and what computed. Its
// turns are not used.

/// JSON for programs, `"format": "videopanda-comparison"`, `"videopanda-check"` or `"videopanda-knockout"`,
/// `"version": 1`, described
/// by resources/schemas/examination.schema.json. Always valid UTF-8; a number that is not finite becomes
/// null. `indent` < 0: on one line.
std::string to_json(const Transcript& about, const Examination& examination, int indent = 2);

/// RFC 4180, UTF-8, with a header. Of a comparison a record for each token of the unchanged answer under each
/// intervention; of a check one for each share and choice of patches; of a knockout one for each frame and
/// word. Texts are defused as in to_csv() of a
/// transcript.
std::string to_csv(const Transcript& about, const Examination& examination);

/// For people: what was examined, the sentence that it comes to, and tables. Foreign texts are no markup.
std::string to_markdown(const Transcript& about, const Examination& examination);
std::string to_html(const Transcript& about, const Examination& examination);

/// Throws Error(Usage) where write_examination() would refuse to write a knockout under this name.
void check_knockout_name(const std::filesystem::path& file);

/// Writes atomically by the file's ending in any case, one of kExaminationForms; of a knockout .npz too, see
/// evidence::write_npz(). Throws Error(Usage) for any other, Error(Output), Error(Stopped).
void write_examination(const std::filesystem::path& file, const Transcript& about,
                       const Examination& examination, const std::stop_token& stop = {});

}  // namespace vp::transcript
