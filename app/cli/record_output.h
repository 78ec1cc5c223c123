#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "jobs/export.h"

namespace vp::cli {

/// Who writes PDF, the one form that needs Qt; null in a build without the studio. Where one of the records
/// is a PDF, throws Error(Usage) if the library that writes it is not there.
jobs::PdfWriter pdf_writer(const std::vector<std::filesystem::path>& records);

/// The endings of transcripts that this build writes.
std::vector<std::string> record_endings();
/// ".md .html … .pdf", for the help.
std::string record_endings_text();

}  // namespace vp::cli
