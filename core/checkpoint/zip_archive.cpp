#include "checkpoint/zip_archive.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <vector>

#include "checkpoint/checkpoint_error.h"

// The format: PKWARE's APPNOTE.TXT, version 6.3.
namespace vp::checkpoint {
namespace {

constexpr std::uint32_t kLocalSignature = 0x04034b50;
constexpr std::uint32_t kCentralSignature = 0x02014b50;
constexpr std::uint32_t kEndSignature = 0x06054b50;
constexpr std::uint32_t kZip64EndSignature = 0x06064b50;
constexpr std::uint32_t kZip64LocatorSignature = 0x07064b50;
constexpr std::uint64_t kLocalSize = 30;
constexpr std::uint64_t kCentralSize = 46;
constexpr std::uint64_t kEndSize = 22;
constexpr std::uint64_t kZip64EndSize = 56;
constexpr std::uint64_t kZip64LocatorSize = 20;
constexpr std::uint64_t kLongestComment = 0xFFFF;
constexpr std::uint32_t kSaturated32 = 0xFFFFFFFF;
constexpr std::uint16_t kZip64Extra = 0x0001;

/// Little-endian integers out of bytes whose number the caller has checked.
template <typename Integer>
Integer little(std::string_view bytes, std::uint64_t at) {
  Integer value;
  std::memcpy(&value, bytes.data() + at, sizeof(value));
  return value;
}

[[noreturn]] void damaged(const MappedFile& file, const base::Message& what) {
  refuse(file.path(),
         base::message("its ZIP archive is damaged (%1); copy or download the file again.", what));
}

bool inside(std::uint64_t offset, std::uint64_t size, std::uint64_t limit) {
  return offset <= limit && size <= limit - offset;
}

}  // namespace

/// What the central directory says of one entry.
struct ZipArchive::Record {
  std::string name;
  std::uint16_t flags = 0;
  std::uint16_t method = 0;
  std::uint32_t crc32 = 0;
  std::uint64_t stored_size = 0;
  std::uint64_t size = 0;
  std::uint64_t local_offset = 0;

  /// Sizes of 4 GiB and more stand in the ZIP64 extra field, in this order. False when they are missing.
  bool widen(std::string_view extra) {
    while (extra.size() >= 4) {
      const auto id = little<std::uint16_t>(extra, 0);
      const auto length = little<std::uint16_t>(extra, 2);
      extra.remove_prefix(4);
      if (length > extra.size()) return false;
      if (id == kZip64Extra) {
        std::string_view values = extra.substr(0, length);
        for (std::uint64_t* const value : {&size, &stored_size, &local_offset}) {
          if (*value != kSaturated32) continue;
          if (values.size() < sizeof(*value)) return false;
          *value = little<std::uint64_t>(values, 0);
          values.remove_prefix(sizeof(*value));
        }
        return true;
      }
      extra.remove_prefix(length);
    }
    return size != kSaturated32 && stored_size != kSaturated32 && local_offset != kSaturated32;
  }
};

ZipArchive::ZipArchive(const MappedFile& file) : file_(file) {
  read_directory(find_directory());
  check_overlaps();
}

const ZipArchive::Entry* ZipArchive::find(std::string_view name) const {
  const auto found = entries_.find(name);
  return found == entries_.end() ? nullptr : &found->second;
}

ZipArchive::Directory ZipArchive::find_directory() const {
  if (file_.size() < kEndSize) damaged(file_, base::message("it is too short"));
  const std::uint64_t tail_size = std::min(file_.size(), kEndSize + kLongestComment);
  const std::uint64_t tail_offset = file_.size() - tail_size;
  file_.populate(tail_offset, tail_size);
  const std::string_view tail = file_.text(tail_offset, tail_size);
  for (std::uint64_t at = tail_size - kEndSize + 1; at-- > 0;) {
    if (little<std::uint32_t>(tail, at) != kEndSignature) continue;
    if (little<std::uint16_t>(tail, at + 20) != tail_size - at - kEndSize) continue;
    const std::uint64_t end = tail_offset + at;
    Directory directory{little<std::uint32_t>(tail, at + 16), little<std::uint32_t>(tail, at + 12),
                        little<std::uint16_t>(tail, at + 10)};
    const bool saturated =
        directory.offset == kSaturated32 || directory.size == kSaturated32 || directory.count == 0xFFFF;
    if (saturated)
      directory = read_zip64_end(end);
    else if (little<std::uint16_t>(tail, at + 4) != 0 || little<std::uint16_t>(tail, at + 6) != 0)
      damaged(file_, base::message("it is a part of an archive of several"));
    if (!inside(directory.offset, directory.size, end))
      damaged(file_, base::message("its directory lies outside it"));
    return directory;
  }
  damaged(file_, base::message("its end is missing: the file is cut short"));
}

ZipArchive::Directory ZipArchive::read_zip64_end(std::uint64_t end) const {
  if (end < kZip64LocatorSize) damaged(file_, base::message("its ZIP64 locator is missing"));
  const std::string_view locator = file_.text(end - kZip64LocatorSize, kZip64LocatorSize);
  if (little<std::uint32_t>(locator, 0) != kZip64LocatorSignature)
    damaged(file_, base::message("its ZIP64 locator is missing"));
  const auto at = little<std::uint64_t>(locator, 8);
  if (!inside(at, kZip64EndSize, end - kZip64LocatorSize))
    damaged(file_, base::message("its ZIP64 end lies outside it"));
  file_.populate(at, kZip64EndSize);
  const std::string_view record = file_.text(at, kZip64EndSize);
  if (little<std::uint32_t>(record, 0) != kZip64EndSignature)
    damaged(file_, base::message("its ZIP64 end is missing"));
  return {little<std::uint64_t>(record, 48), little<std::uint64_t>(record, 40),
          little<std::uint64_t>(record, 32)};
}

void ZipArchive::read_directory(const Directory& directory) {
  if (directory.count > directory.size / kCentralSize)
    damaged(file_, base::message("its directory cannot hold what it counts"));
  file_.populate(directory.offset, directory.size);
  std::string_view rest = file_.text(directory.offset, directory.size);
  for (std::uint64_t i = 0; i < directory.count; ++i) {
    if (rest.size() < kCentralSize || little<std::uint32_t>(rest, 0) != kCentralSignature)
      damaged(file_, base::message("its directory ends early"));
    const std::uint64_t name_size = little<std::uint16_t>(rest, 28);
    const std::uint64_t extra_size = little<std::uint16_t>(rest, 30);
    const std::uint64_t comment_size = little<std::uint16_t>(rest, 32);
    if (name_size + extra_size + comment_size > rest.size() - kCentralSize)
      damaged(file_, base::message("its directory ends early"));
    Record record{std::string(rest.substr(kCentralSize, name_size)),
                  little<std::uint16_t>(rest, 8),
                  little<std::uint16_t>(rest, 10),
                  little<std::uint32_t>(rest, 16),
                  little<std::uint32_t>(rest, 20),
                  little<std::uint32_t>(rest, 24),
                  little<std::uint32_t>(rest, 42)};
    if (!record.widen(rest.substr(kCentralSize + name_size, extra_size)))
      damaged(file_, base::message("the size of %1 is missing", in_quotes(record.name)));
    const Entry entry{content_offset(record, directory.offset), record.size, record.crc32};
    if (!entries_.emplace(record.name, entry).second)
      refuse(file_.path(), base::message("its ZIP archive holds %1 twice.", in_quotes(record.name)));
    rest.remove_prefix(kCentralSize + name_size + extra_size + comment_size);
  }
}

/// `limit`: where the central directory begins; every content lies before it.
std::uint64_t ZipArchive::content_offset(const Record& record, std::uint64_t limit) const {
  constexpr std::uint16_t kEncrypted = 1;
  const std::string name = in_quotes(record.name);
  if (record.method != 0 || (record.flags & kEncrypted) != 0 || record.stored_size != record.size)
    refuse(file_.path(),
           base::message("its entry %1 is compressed or encrypted; torch.save stores everything plainly.",
                         name));
  if (!inside(record.local_offset, kLocalSize, limit))
    damaged(file_, base::message("%1 lies outside it", name));
  file_.populate(record.local_offset, kLocalSize);
  const std::string_view local = file_.text(record.local_offset, kLocalSize);
  const std::uint64_t name_size = little<std::uint16_t>(local, 26);
  const std::uint64_t extra_size = little<std::uint16_t>(local, 28);
  const std::uint64_t name_offset = record.local_offset + kLocalSize;
  if (little<std::uint32_t>(local, 0) != kLocalSignature ||
      little<std::uint16_t>(local, 8) != record.method || !inside(name_offset, name_size + extra_size, limit))
    damaged(file_, base::message("%1 does not begin where the directory says", name));
  file_.populate(name_offset, name_size);
  if (file_.text(name_offset, name_size) != record.name)
    damaged(file_, base::message("%1 has another name at its content than in the directory", name));
  const std::uint64_t offset = name_offset + name_size + extra_size;
  if (!inside(offset, record.size, limit)) damaged(file_, base::message("%1 is longer than the file", name));
  return offset;
}

void ZipArchive::check_overlaps() const {
  std::vector<std::pair<std::uint64_t, std::uint64_t>> ranges;
  for (const auto& [name, entry] : entries_)
    if (entry.size > 0) ranges.emplace_back(entry.offset, entry.offset + entry.size);
  std::sort(ranges.begin(), ranges.end());
  for (std::size_t i = 1; i < ranges.size(); ++i)
    if (ranges[i].first < ranges[i - 1].second) damaged(file_, base::message("its entries overlap"));
}

std::uint32_t crc32_of(std::string_view bytes) {
  constexpr std::uint32_t kPolynomial = 0xEDB88320;  // reflected
  static constexpr std::array<std::uint32_t, 256> kTable = [] {
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t i = 0; i < table.size(); ++i) {
      std::uint32_t value = i;
      for (int bit = 0; bit < 8; ++bit) value = (value & 1) != 0 ? value >> 1 ^ kPolynomial : value >> 1;
      table[i] = value;
    }
    return table;
  }();
  std::uint32_t crc = 0xFFFFFFFF;
  for (const char byte : bytes) crc = crc >> 8 ^ kTable[(crc ^ static_cast<unsigned char>(byte)) & 0xFF];
  return crc ^ 0xFFFFFFFF;
}

}  // namespace vp::checkpoint
