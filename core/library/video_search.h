#pragma once

#include <filesystem>
#include <optional>
#include <stop_token>

#include "library/stored_session.h"

namespace vp::library {

/// Whether `file` is the stored video: the same size, and the same hash where one is known. Without a known
/// hash the file's name decides. Reads the whole file when a hash is to be compared and the size fits.
bool is_video(const std::filesystem::path& file, const StoredVideo& video, const std::stop_token& stop = {});

/// Looks for a moved video in a folder and the folders below it, files of its old name first; links are not
/// followed, what may not be read is passed over, and at most 200 000 entries are looked at. Throws
/// Error(Stopped).
std::optional<std::filesystem::path> find_moved_video(const StoredVideo& video,
                                                      const std::filesystem::path& folder,
                                                      const std::stop_token& stop = {});

}  // namespace vp::library
