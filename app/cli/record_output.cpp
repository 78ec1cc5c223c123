#include "record_output.h"

#ifdef VP_PDF_LIBRARY
#include <dlfcn.h>

#include <algorithm>
#include <system_error>

#include "app/pdf_library/pdf_library.h"
#include "base/ascii.h"
#include "base/error.h"
#elif defined(VP_PDF)
#include "ui/export/pdf_writer.h"
#endif

namespace vp::cli {

#ifdef VP_PDF_LIBRARY
namespace {

using WritePdf = decltype(&videopanda_write_pdf);

/// Loads Qt. The library is never closed: Qt cannot be unloaded.
WritePdf open_pdf_library() {
  std::error_code error;
  const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", error);
  const std::filesystem::path library = (program.parent_path() / VP_PDF_LIBRARY).lexically_normal();
  void* opened = dlopen(library.c_str(), RTLD_NOW | RTLD_LOCAL);
  void* function = opened == nullptr ? nullptr : dlsym(opened, "videopanda_write_pdf");
  if (function != nullptr) return reinterpret_cast<WritePdf>(function);
  const char* why = dlerror();
  throw base::Error(base::ErrorCode::Usage,
                    base::untranslated("What writes PDF cannot be opened (" +
                                       std::string(why != nullptr ? why : library.string()) +
                                       "); install the package videopanda-pdf, or choose another form, "
                                       "such as .html."));
}

}  // namespace

jobs::PdfWriter pdf_writer(const std::vector<std::filesystem::path>& records) {
  if (std::any_of(records.begin(), records.end(), [](const std::filesystem::path& file) {
        return base::lower_case(file.extension().string()) == ".pdf";
      }))
    open_pdf_library();
  return [](const std::filesystem::path& file, const transcript::Transcript& record,
            const std::stop_token& stop) { open_pdf_library()(file, record, stop); };
}
#else
jobs::PdfWriter pdf_writer(const std::vector<std::filesystem::path>&) {
#ifdef VP_PDF
  return ui::write_pdf;
#else
  return nullptr;
#endif
}
#endif

std::vector<std::string> record_endings() {
  return jobs::record_endings(pdf_writer({}) != nullptr);
}

std::string record_endings_text() {
  std::string text;
  for (const std::string& ending : record_endings()) text += (text.empty() ? "" : " ") + ending;
  return text;
}

}  // namespace vp::cli
