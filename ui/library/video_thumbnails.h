#pragma once

#include <QString>
#include <filesystem>

class QImage;

namespace vp::ui {

/// Small pictures of the films in the library, a file each in a folder of their own. Its functions may be
/// called on any thread.
class VideoThumbnails {
 public:
  /// An empty folder: none are kept.
  explicit VideoThumbnails(std::filesystem::path folder);

  /// The name of a film's picture, which may not be there; empty where none are kept.
  QString file_of(const std::filesystem::path& video) const;
  /// Nothing depends on it: what cannot be written is left out.
  void keep(const std::filesystem::path& video, const QImage& picture) const;
  void forget(const std::filesystem::path& video) const;
  /// Removes all, and nothing else in the folder.
  void clear() const;

 private:
  std::filesystem::path folder_;
};

}  // namespace vp::ui
