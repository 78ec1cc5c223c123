#include "serve/allowed_folders.h"

#include <algorithm>
#include <string>

#include "base/error.h"

namespace vp::serve {
namespace {

int hex_value(char digit) {
  if (digit >= '0' && digit <= '9') return digit - '0';
  if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
  if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
  return -1;
}

bool lies_below(const std::filesystem::path& file, const std::filesystem::path& folder) {
  const auto ends = std::mismatch(folder.begin(), folder.end(), file.begin(), file.end());
  return ends.first == folder.end() && ends.second != file.end();
}

}  // namespace

std::optional<std::filesystem::path> path_of_file_url(std::string_view url) {
  for (const std::string_view scheme : {"file:///", "file://localhost/"}) {
    if (!url.starts_with(scheme)) continue;
    url.remove_prefix(scheme.size() - 1);
    std::string path;
    for (std::size_t i = 0; i < url.size(); ++i) {
      // What is no escape stands for itself: many programs put a plain path behind "file://".
      const int high = url[i] == '%' && i + 2 < url.size() ? hex_value(url[i + 1]) : -1;
      const int low = high >= 0 ? hex_value(url[i + 2]) : -1;
      path.push_back(low >= 0 ? static_cast<char>(high * 16 + low) : url[i]);
      if (low >= 0) i += 2;
    }
    if (path.find('\0') != std::string::npos || path.size() > 4096) return std::nullopt;
    return std::filesystem::path(path);
  }
  return std::nullopt;
}

AllowedFolders::AllowedFolders(const std::vector<std::filesystem::path>& folders) {
  for (const std::filesystem::path& folder : folders) {
    std::error_code error;
    std::filesystem::path whole = std::filesystem::canonical(folder, error);
    if (error || !std::filesystem::is_directory(whole, error))
      throw base::Error(base::ErrorCode::Usage,
                        base::untranslated("\"" + folder.string() +
                                           "\" is not a folder; --allow-folder takes one whose films "
                                           "requests may name."));
    folders_.push_back(std::move(whole));
  }
}

std::optional<std::filesystem::path> AllowedFolders::file_of(std::string_view url) const {
  const auto named = path_of_file_url(url);
  if (!named) return std::nullopt;
  std::error_code error;
  std::filesystem::path file = std::filesystem::canonical(*named, error);
  if (error) return std::nullopt;
  const bool below = std::any_of(folders_.begin(), folders_.end(), [&](const std::filesystem::path& folder) {
    return lies_below(file, folder);
  });
  if (!below || !std::filesystem::is_regular_file(file, error)) return std::nullopt;
  return file;
}

}  // namespace vp::serve
