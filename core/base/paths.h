#pragma once

#include <filesystem>

namespace vp::base {

/// The file's name from the root on, of an empty name the working folder's; as it is given where that is
/// gone.
std::filesystem::path absolute_path(const std::filesystem::path& file);

/// The name by which `file` is found from `folder`, links on the way to both followed: "../films/a.mp4". The
/// absolute name where there is no such way. Neither has to be there.
std::filesystem::path path_seen_from(const std::filesystem::path& folder, const std::filesystem::path& file);

/// Where a user's programs keep what is theirs (XDG base directories).
enum class UserFolder { Data, Cache };

/// $XDG_DATA_HOME/videopanda or $XDG_CACHE_HOME/videopanda; in ~/.local/share or ~/.cache without the
/// variable or where it is no absolute name; empty where there is no home either.
std::filesystem::path user_folder(UserFolder which);

}  // namespace vp::base
