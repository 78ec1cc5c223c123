#pragma once

#include <filesystem>

namespace vp::bench {

/// A folder of its own, which is gone with everything in it afterwards.
class TemporaryFolder {
 public:
  /// Throws Error(Output) where there is no place for one.
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace vp::bench
