#pragma once

#include <filesystem>
#include <optional>
#include <string_view>

namespace vp::media {

/// FOLDER/NAME for a relative name that stays inside the folder; nothing for an empty or absolute one, one
/// with a ".." or a NUL byte. Says nothing about whether the file is there.
std::optional<std::filesystem::path> path_below(const std::filesystem::path& folder, std::string_view name);

/// The file of a video that a dataset names, with or without its ending: FOLDER/NAME itself, FOLDER/NAME with
/// an ending of a video file, or the same with "v_" before the name, as ActivityNet's files are called.
/// Nothing where there is none or path_below() gives nothing.
std::optional<std::filesystem::path> find_video_named(const std::filesystem::path& folder,
                                                      std::string_view name);

/// Whether a file of this name is usually a video: by its ending, in any case. What it is, opening says.
bool has_video_ending(const std::filesystem::path& file);

}  // namespace vp::media
