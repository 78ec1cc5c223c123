#pragma once

#include <filesystem>
#include <stop_token>

#include "transcript/transcript.h"

/// What the command line calls of videopanda-pdf.so, by this name: ui::write_pdf().
extern "C" void videopanda_write_pdf(const std::filesystem::path& file,
                                     const vp::transcript::Transcript& transcript,
                                     const std::stop_token& stop);
