#pragma once

#include <compare>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

#include "base/message.h"

namespace vp::base {

/// What a command reads and what it writes, so that nothing that is read is written over. A file is what the
/// disk says (device and inode): another path to it, a link or a hard link is the same file. Of a file that
/// is not there yet the folder counts, and the name in it.
class FileGuard {
 public:
  /// `what` it is, for the sentence of writes(): "the video". Everything that is read is named before what
  /// is written.
  void reads(const std::filesystem::path& file, const Message& what);
  /// Throws Error(Usage) where `file` is read, or is written under another name too.
  void writes(const std::filesystem::path& file);

 private:
  struct Identity {
    std::uint64_t device = 0;
    std::uint64_t inode = 0;
    std::string below;  ///< of what is not there: the names below the last folder that is

    auto operator<=>(const Identity&) const = default;
  };
  struct Use {
    std::filesystem::path file;
    Message what;  ///< empty: it is written
  };

  static Identity identity_of(std::filesystem::path file);

  std::map<Identity, Use> uses_;
};

}  // namespace vp::base
