#include "engine/builtin_model.h"

#include <string>
#include <system_error>

#include "base/error.h"

namespace vp::engine {
namespace {

std::filesystem::path expected_folder(const std::filesystem::path& executable_folder) {
  return (executable_folder / ".." / "share" / "videopanda" / "models" / kBuiltinModelName)
      .lexically_normal();
}

}  // namespace

std::optional<std::filesystem::path> builtin_model_folder(const std::filesystem::path& executable_folder) {
  std::filesystem::path folder = expected_folder(executable_folder);
  std::error_code error;
  if (!std::filesystem::is_regular_file(folder / "config.json", error)) return std::nullopt;
  return folder;
}

std::filesystem::path require_builtin_model(const std::filesystem::path& executable_folder) {
  if (auto folder = builtin_model_folder(executable_folder)) return *std::move(folder);
  throw base::Error(
      base::ErrorCode::Checkpoint,
      base::message("There is no built-in model in %1; choose a checkpoint folder with --model.",
                    expected_folder(executable_folder).string()));
}

}  // namespace vp::engine
