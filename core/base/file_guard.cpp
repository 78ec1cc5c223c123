#include "base/file_guard.h"

#include <sys/stat.h>

#include <system_error>
#include <utility>

#include "base/error.h"

namespace vp::base {

FileGuard::Identity FileGuard::identity_of(std::filesystem::path file) {
  struct stat status {};
  const auto is_there = [&status](const std::filesystem::path& path) {
    return ::stat(path.c_str(), &status) == 0;
  };
  std::error_code error;
  constexpr int kMostLinks = 40;  // as many as Linux follows
  // A link to what is not there yet: writing makes what it leads to.
  for (int links = 0; links < kMostLinks && !is_there(file) && std::filesystem::is_symlink(file, error);
       ++links)
    file = file.parent_path() / std::filesystem::read_symlink(file, error);
  if (is_there(file)) return {status.st_dev, status.st_ino, {}};
  std::filesystem::path folder = std::filesystem::absolute(file, error).lexically_normal();
  std::filesystem::path below;
  while (!is_there(folder) && folder.has_relative_path()) {
    if (folder.has_filename()) below = below.empty() ? folder.filename() : folder.filename() / below;
    folder = folder.parent_path();
  }
  return {status.st_dev, status.st_ino, below.string()};
}

void FileGuard::reads(const std::filesystem::path& file, const Message& what) {
  uses_.try_emplace(identity_of(file), Use{file, what});
}

void FileGuard::writes(const std::filesystem::path& file) {
  const auto [use, is_new] = uses_.try_emplace(identity_of(file), Use{file, {}});
  if (is_new) return;
  const std::string there = use->second.file.string();
  const Message& what = use->second.what;
  if (what.empty() && use->second.file == file)
    throw Error(ErrorCode::Usage,
                base::message(
                    "%1 is the same file as another one that is to be written; give each a file of its own.",
                    file.string()));
  if (what.empty())
    throw Error(
        ErrorCode::Usage,
        base::message(
            "%1 (%2) is the same file as another one that is to be written; give each a file of its own.",
            file.string(), there));
  if (use->second.file == file)
    throw Error(ErrorCode::Usage,
                base::message("%1 is %2 itself; write to another file.", file.string(), what));
  throw Error(ErrorCode::Usage,
              base::message("%1 is %2 itself (%3); write to another file.", file.string(), what, there));
}

}  // namespace vp::base
