#pragma once

#include <filesystem>
#include <optional>

namespace vp::engine {

/// The name under which the model that comes with the program is chosen, where a folder is expected.
inline constexpr const char* kBuiltinModelName = "builtin";

/// The one sentence that a user is told about it.
inline constexpr const char* kBuiltinModelNotice =
    "The built-in model knows drawn shapes only; for real videos choose a released checkpoint with --model.";

/// The folder of the built-in model's checkpoint: ../share/videopanda/models/builtin from the executable's
/// folder, in an installation as in a build. Nothing where it is not there.
std::optional<std::filesystem::path> builtin_model_folder(const std::filesystem::path& executable_folder);

/// The same for those who cannot do without: throws Error(Checkpoint) where it is not there.
std::filesystem::path require_builtin_model(const std::filesystem::path& executable_folder);

}  // namespace vp::engine
