#pragma once

#include <cstdint>
#include <filesystem>

namespace vp::base {

/// By what a file is told from the one that had its name before.
struct FileFacts {
  std::int64_t size_bytes = -1;   ///< -1: not known, or there is no such file
  std::int64_t modified_ns = -1;  ///< time of change, after 1970

  bool known() const { return size_bytes >= 0; }
  bool operator==(const FileFacts&) const = default;
};

/// Of a regular file, or of what a link to one names.
FileFacts file_facts(const std::filesystem::path& file);

}  // namespace vp::base
