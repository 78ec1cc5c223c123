#include "record_output.h"

#ifdef VP_PDF
#include "ui/export/pdf_writer.h"
#endif

namespace vp::cli {

jobs::PdfWriter pdf_writer() {
#ifdef VP_PDF
  return ui::write_pdf;
#else
  return nullptr;
#endif
}

std::vector<std::string> record_endings() {
  return jobs::record_endings(pdf_writer() != nullptr);
}

std::string record_endings_text() {
  std::string text;
  for (const std::string& ending : record_endings()) text += (text.empty() ? "" : " ") + ending;
  return text;
}

}  // namespace vp::cli
