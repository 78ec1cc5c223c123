#include "record_output.h"

#include "base/ascii.h"
#include "base/error.h"
#include "transcript/forms.h"
#ifdef VP_PDF
#include "ui/export/pdf_writer.h"
#endif

namespace vp::cli {

std::string record_endings() {
  std::string endings;
  for (const transcript::FormName& form : transcript::kForms) {
    if (!endings.empty()) endings += " ";
    endings += form.ending;
  }
#ifdef VP_PDF
  endings += " .pdf";
#endif
  return endings;
}

#ifdef VP_PDF
void check_record_name(const std::filesystem::path& file) {
  ui::check_export_name(file);
}

void write_record(const std::filesystem::path& file, const transcript::Transcript& record,
                  const std::stop_token& stop) {
  ui::write_export(file, record, stop);
}
#else
void check_record_name(const std::filesystem::path& file) {
  transcript::check_transcript_name(file);
}

void write_record(const std::filesystem::path& file, const transcript::Transcript& record,
                  const std::stop_token& stop) {
  transcript::write_transcript(file, record, stop);
}
#endif

bool shows_thumbnails(const std::filesystem::path& file) {
  const std::string ending = base::lower_case(file.extension().string());
  return ending == ".md" || ending == ".html" || ending == ".pdf";
}

}  // namespace vp::cli
