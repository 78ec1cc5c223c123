#include "base/paths.h"

#include <algorithm>
#include <cstdlib>
#include <system_error>

namespace vp::base {
namespace {

/// Links followed as far as the folders are there.
std::filesystem::path resolved(const std::filesystem::path& folder) {
  std::error_code error;
  std::filesystem::path canonical = std::filesystem::weakly_canonical(absolute_path(folder), error);
  return error ? absolute_path(folder).lexically_normal() : canonical;
}

}  // namespace

std::filesystem::path absolute_path(const std::filesystem::path& file) {
  std::error_code error;
  std::filesystem::path absolute =
      file.empty() ? std::filesystem::current_path(error) : std::filesystem::absolute(file, error);
  if (error) return file;
  // What ".." leads to depends on the links before it.
  const bool has_parents = std::find(absolute.begin(), absolute.end(), "..") != absolute.end();
  return has_parents ? absolute : absolute.lexically_normal();
}

std::filesystem::path path_seen_from(const std::filesystem::path& folder, const std::filesystem::path& file) {
  const std::filesystem::path absolute = absolute_path(file);
  const std::filesystem::path target = resolved(absolute.parent_path()) / absolute.filename();
  const std::filesystem::path seen = target.lexically_relative(resolved(folder));
  return seen.empty() ? absolute : seen;
}

std::filesystem::path user_folder(UserFolder which) {
  const bool data = which == UserFolder::Data;
  const char* given = std::getenv(data ? "XDG_DATA_HOME" : "XDG_CACHE_HOME");
  if (given != nullptr && given[0] == '/') return std::filesystem::path(given) / "videopanda";
  const char* home = std::getenv("HOME");
  if (home == nullptr || home[0] == '\0') return {};
  const std::filesystem::path base =
      data ? std::filesystem::path(home) / ".local" / "share" : std::filesystem::path(home) / ".cache";
  return base / "videopanda";
}

}  // namespace vp::base
