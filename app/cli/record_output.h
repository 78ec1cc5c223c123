#pragma once

#include <string>
#include <vector>

#include "jobs/export.h"

namespace vp::cli {

/// PDF is the one form that needs Qt; null in a build without the studio.
jobs::PdfWriter pdf_writer();

/// The endings of transcripts that this build writes.
std::vector<std::string> record_endings();
/// ".md .html … .pdf", for the help.
std::string record_endings_text();

}  // namespace vp::cli
