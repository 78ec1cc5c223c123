#pragma once

#include <filesystem>
#include <optional>
#include <string_view>
#include <vector>

namespace vp::serve {

/// The folders below which a request may name films.
class AllowedFolders {
 public:
  AllowedFolders() = default;
  /// Throws base::Error(Usage) for what is no folder.
  explicit AllowedFolders(const std::vector<std::filesystem::path>& folders);

  bool empty() const { return folders_.empty(); }
  /// The regular file that a file:// URL names, with every link followed. Nothing where that lies below none
  /// of the folders, is not there, or is no file: who asks is not told which.
  std::optional<std::filesystem::path> file_of(std::string_view url) const;

 private:
  std::vector<std::filesystem::path> folders_;  ///< with every link followed
};

/// The path of "file:///films/a%20film.mp4"; nothing for another machine's, or what is no such URL.
std::optional<std::filesystem::path> path_of_file_url(std::string_view url);

}  // namespace vp::serve
