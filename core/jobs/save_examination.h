#pragma once

#include <filesystem>
#include <memory>
#include <stop_token>

#include "engine/encoded_video.h"
#include "transcript/examination.h"

namespace vp::jobs {

/// Writes what was found out about an answer, with the film's hash, in the form that the file's name says.
/// Throws Error(Usage) for a name that has none or is of what was read, Error(Video) for a film that cannot
/// be read, Error(Output), Error(Stopped).
void save_examination(const engine::EncodedVideo& video, const transcript::Examination& examination,
                      const std::filesystem::path& file, const std::stop_token& stop = {});

}  // namespace vp::jobs
