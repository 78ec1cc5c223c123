#pragma once

// Without Qt: the command line writes PDF too.
#include <filesystem>
#include <stop_token>

#include "transcript/transcript.h"

namespace vp::ui {

/// Writes the record as PDF on A4: numbered pages, text in any script that the machine has a font for, and
/// the thumbnails of the maps. Runs on any thread. Where there is no Qt application yet, one without a
/// display is made and kept to the program's end. Throws Error(Output), Error(Stopped).
void write_pdf(const std::filesystem::path& file, const transcript::Transcript& transcript,
               const std::stop_token& stop = {});

}  // namespace vp::ui
