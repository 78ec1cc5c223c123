#pragma once

#include <filesystem>
#include <stop_token>
#include <string>

#include "transcript/transcript.h"

namespace vp::cli {

// Transcripts in every form that this build writes: PDF too where Qt was there.

/// ".md, .html, … or .pdf"
std::string record_endings();
/// Throws Error(Usage) for another ending.
void check_record_name(const std::filesystem::path& file);
/// Throws Error(Usage), Error(Output), Error(Stopped).
void write_record(const std::filesystem::path& file, const transcript::Transcript& record,
                  const std::stop_token& stop = {});
/// Whether a file of this name shows the thumbnails of the maps.
bool shows_thumbnails(const std::filesystem::path& file);

}  // namespace vp::cli
