#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "checkpoint/mapped_file.h"

namespace vp::checkpoint {

/// The directory of a ZIP archive (with ZIP64) whose entries are stored without compression, as torch.save
/// writes it. Everything the archive says is checked against the file before it is used, the entries' own
/// headers included; no two entries may share a name or a byte.
class ZipArchive {
 public:
  struct Entry {
    std::uint64_t offset = 0;  ///< of the content, bytes into the file
    std::uint64_t size = 0;    ///< bytes
    std::uint32_t crc32 = 0;   ///< of the content; 0 when the writer left it out
  };

  /// `file` outlives the archive. Throws Error(Checkpoint).
  explicit ZipArchive(const MappedFile& file);

  const std::map<std::string, Entry, std::less<>>& entries() const { return entries_; }
  /// nullptr when there is none of that name.
  const Entry* find(std::string_view name) const;

 private:
  struct Directory {
    std::uint64_t offset = 0;
    std::uint64_t size = 0;
    std::uint64_t count = 0;
  };
  struct Record;

  Directory find_directory() const;
  Directory read_zip64_end(std::uint64_t end) const;
  void read_directory(const Directory& directory);
  std::uint64_t content_offset(const Record& record, std::uint64_t limit) const;
  void check_overlaps() const;

  const MappedFile& file_;
  std::map<std::string, Entry, std::less<>> entries_;
};

/// The CRC-32 that ZIP uses.
std::uint32_t crc32_of(std::string_view bytes);

}  // namespace vp::checkpoint
