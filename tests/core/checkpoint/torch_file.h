#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

// Writes what torch.save writes, and everything that it would not.
namespace vp::test {

template <typename Integer>
std::string little(Integer value) {
  std::string bytes(sizeof(value), '\0');
  std::memcpy(bytes.data(), &value, sizeof(value));
  return bytes;
}

/// CRC-32 bit by bit, apart from the one under test.
inline std::uint32_t checksum(const std::string& bytes) {
  std::uint32_t crc = 0xFFFFFFFF;
  for (const char byte : bytes) {
    crc ^= static_cast<unsigned char>(byte);
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ ((crc & 1) != 0 ? 0xEDB88320 : 0);
  }
  return ~crc;
}

struct ZipEntry {
  std::string name;
  std::string content;
  std::uint16_t method = 0;
  std::uint16_t flags = 0;
  std::string local_name = {};   ///< when it is to differ
  std::uint32_t wrong_crc = 0;   ///< xor
  std::uint32_t extra_size = 0;  ///< added to the size that the directory says
  bool zip64 = false;            ///< sizes and offset in the ZIP64 field
};

inline std::string zip_file(const std::vector<ZipEntry>& entries, bool zip64_end = false) {
  std::string file;
  std::string directory;
  for (const ZipEntry& entry : entries) {
    const auto offset = static_cast<std::uint32_t>(file.size());
    const auto size = static_cast<std::uint32_t>(entry.content.size() + entry.extra_size);
    const std::uint32_t crc = checksum(entry.content) ^ entry.wrong_crc;
    const std::string& local = entry.local_name.empty() ? entry.name : entry.local_name;
    const auto common = [&](std::uint32_t stored) {
      return little(entry.flags) + little(entry.method) + little<std::uint32_t>(0) + little(crc) +
             little(stored) + little(stored);
    };
    file += "PK\x03\x04" + little<std::uint16_t>(0) + common(size) +
            little(static_cast<std::uint16_t>(local.size())) + little<std::uint16_t>(0) + local +
            entry.content;
    std::string extra;
    if (entry.zip64)
      extra = little<std::uint16_t>(1) + little<std::uint16_t>(24) + little<std::uint64_t>(size) +
              little<std::uint64_t>(size) + little<std::uint64_t>(offset);
    directory += "PK\x01\x02" + little<std::uint32_t>(0) + common(entry.zip64 ? 0xFFFFFFFF : size) +
                 little(static_cast<std::uint16_t>(entry.name.size())) +
                 little(static_cast<std::uint16_t>(extra.size())) + std::string(10, '\0') +
                 little<std::uint32_t>(entry.zip64 ? 0xFFFFFFFF : offset) + entry.name + extra;
  }
  const std::uint64_t start = file.size();
  const std::uint64_t count = entries.size();
  file += directory;
  const std::uint64_t end = file.size();
  if (zip64_end) {
    file += "PK\x06\x06" + little<std::uint64_t>(44) + std::string(12, '\0') + little(count) + little(count) +
            little<std::uint64_t>(directory.size()) + little(start);
    file += "PK\x06\x07" + little<std::uint32_t>(0) + little(end) + little<std::uint32_t>(1);
  }
  const auto count16 = static_cast<std::uint16_t>(zip64_end ? 0xFFFF : count);
  file += "PK\x05\x06" + std::string(4, '\0') + little(count16) + little(count16) +
          little(zip64_end ? 0xFFFFFFFF : static_cast<std::uint32_t>(directory.size())) +
          little(zip64_end ? 0xFFFFFFFF : static_cast<std::uint32_t>(start)) + little<std::uint16_t>(0);
  return file;
}

// Pieces of a pickle.

inline std::string p_text(const std::string& text) {
  return "X" + little(static_cast<std::uint32_t>(text.size())) + text;
}
inline std::string p_int(std::int64_t value) {
  return "\x8a\x08" + little(value);
}
inline std::string p_global(const std::string& module, const std::string& name) {
  return "c" + module + "\n" + name + "\n";
}
inline std::string p_tuple(const std::vector<std::string>& items) {
  std::string pickle = "(";
  for (const std::string& item : items) pickle += item;
  return pickle + "t";
}
inline std::string p_ints(const std::vector<std::int64_t>& values) {
  std::vector<std::string> items;
  for (const std::int64_t value : values) items.push_back(p_int(value));
  return p_tuple(items);
}
inline std::string p_storage(const std::string& type, const std::string& key, std::int64_t count) {
  return p_tuple({p_text("storage"), p_global("torch", type), p_text(key), p_text("cpu"), p_int(count)}) +
         "Q";
}
inline std::string p_tensor(const std::string& storage, std::int64_t offset,
                            const std::vector<std::int64_t>& shape,
                            const std::vector<std::int64_t>& strides) {
  return p_global("torch._utils", "_rebuild_tensor_v2") +
         p_tuple({storage, p_int(offset), p_ints(shape), p_ints(strides), "\x89",
                  p_global("collections", "OrderedDict") + ")R"}) +
         "R";
}
inline std::string p_dict(const std::vector<std::pair<std::string, std::string>>& items) {
  std::string pickle = "}(";
  for (const auto& [key, value] : items) pickle += p_text(key) + value;
  return pickle + "u";
}
inline std::string p_document(const std::string& top) {
  return "\x80\x02" + top + ".";
}

/// A file with the storages "0", "1", … .
inline std::string torch_file(const std::string& pickle, const std::vector<std::string>& storages) {
  std::vector<ZipEntry> entries{{"archive/data.pkl", pickle}, {"archive/byteorder", "little"}};
  for (std::size_t i = 0; i < storages.size(); ++i)
    entries.push_back({"archive/data/" + std::to_string(i), storages[i]});
  return zip_file(entries);
}

}  // namespace vp::test
