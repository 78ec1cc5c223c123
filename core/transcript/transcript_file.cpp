#include <algorithm>
#include <string>

#include "base/ascii.h"
#include "base/atomic_file.h"
#include "base/error.h"
#include "base/paths.h"
#include "transcript/forms.h"

namespace vp::transcript {

std::optional<Form> form_of(const std::filesystem::path& file) {
  const std::string ending = base::lower_case(file.extension().string());
  const auto* const found =
      std::find_if(kForms.begin(), kForms.end(), [&](const FormName& name) { return name.ending == ending; });
  if (found == kForms.end()) return std::nullopt;
  return found->form;
}

std::string to_text(const Transcript& transcript, Form form, const std::stop_token& stop,
                    const std::filesystem::path& folder) {
  switch (form) {
    case Form::Markdown:
      return to_markdown(transcript, stop);
    case Form::Html:
      return to_html(transcript, stop);
    case Form::Json:
      return to_json(transcript, stop);
    case Form::Csv:
      return to_csv(transcript, stop);
    case Form::BorisTsv:
      return to_boris_tsv(transcript, stop);
    case Form::Srt:
      return to_srt(transcript, stop);
    case Form::WebVtt:
      return to_web_vtt(transcript, stop);
    case Form::Eaf:
      return to_eaf(transcript, stop, folder);
  }
  return {};
}

void check_transcript_name(const std::filesystem::path& file, std::string_view more) {
  if (form_of(file)) return;
  const std::string ending = file.extension().string();
  std::string all_but_last;
  for (const FormName& form : kForms) {
    const bool is_last = form.form == kForms.back().form;
    if (is_last && more.empty()) break;
    if (!all_but_last.empty()) all_but_last += ", ";
    all_but_last += form.ending;
  }
  const base::Message endings =
      base::message("%1 or %2", all_but_last, more.empty() ? kForms.back().ending : more);
  throw base::Error(
      base::ErrorCode::Usage,
      ending.empty()
          ? base::message(
                "A transcript cannot be written to %1: the name has no ending; let the name end in %2.",
                file.string(), endings)
          : base::message("A transcript cannot be written to %1: its ending is %2; let the name end in %3.",
                          file.string(), ending, endings));
}

void write_transcript(const std::filesystem::path& file, const Transcript& transcript,
                      const std::stop_token& stop) {
  check_transcript_name(file);
  const std::string text = to_text(transcript, *form_of(file), stop, base::absolute_path(file).parent_path());
  base::throw_if_stopped(stop);
  base::write_file_atomically(file, text);
}

}  // namespace vp::transcript
