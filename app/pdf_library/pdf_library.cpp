#include "app/pdf_library/pdf_library.h"

#include "ui/export/pdf_writer.h"

extern "C" void videopanda_write_pdf(const std::filesystem::path& file,
                                     const vp::transcript::Transcript& transcript,
                                     const std::stop_token& stop) {
  vp::ui::write_pdf(file, transcript, stop);
}
