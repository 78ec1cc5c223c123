#include "evidence/npz_writer.h"

#include <array>
#include <bit>
#include <limits>

#include "base/atomic_file.h"
#include "base/error.h"

namespace vp::evidence {
namespace {

static_assert(std::endian::native == std::endian::little, "the arrays are written as they lie in memory");

/// CRC-32 as in ZIP: polynomial 0x04c11db7, reflected.
std::uint32_t checksum(const std::string& bytes) {
  static constexpr auto kTable = [] {
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t i = 0; i < table.size(); ++i) {
      std::uint32_t value = i;
      for (int bit = 0; bit < 8; ++bit) value = (value & 1U) != 0 ? value >> 1U ^ 0xedb88320U : value >> 1U;
      table[i] = value;
    }
    return table;
  }();
  std::uint32_t sum = 0xffffffffU;
  for (const char byte : bytes) sum = sum >> 8U ^ kTable[(sum ^ static_cast<unsigned char>(byte)) & 0xffU];
  return ~sum;
}

void put(std::string& out, std::uint64_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i) & 0xffU);
}

/// What a member's entry has both before its bytes and in the directory: version 2.0, no flags, stored, the
/// first day that the format knows.
void put_entry(std::string& out, std::uint32_t sum, std::size_t size, std::size_t name) {
  put(out, 20, 2);
  put(out, 0, 2);
  put(out, 0, 2);
  put(out, 0, 2);
  put(out, 0x21, 2);
  put(out, sum, 4);
  put(out, size, 4);
  put(out, size, 4);
  put(out, name, 2);
  put(out, 0, 2);
}

std::string npy_header(const std::vector<std::size_t>& sizes, const char* kind) {
  std::string shape;
  for (const std::size_t size : sizes) shape += std::to_string(size) + ",";
  std::string text =
      std::string("{'descr': '") + kind + "', 'fortran_order': False, 'shape': (" + shape + "), }";
  constexpr std::size_t kBefore = 10, kAligned = 64;
  text.append(kAligned - (kBefore + text.size() + 1) % kAligned, ' ');
  text += '\n';
  std::string header = "\x93NUMPY";
  header += '\x01';
  header += '\0';
  put(header, text.size(), 2);
  return header + text;
}

}  // namespace

void NpzWriter::add_bytes(const std::string& name, const std::vector<std::size_t>& sizes, const char* kind,
                          const void* bytes, std::size_t count, std::size_t width) {
  std::size_t expected = 1;
  for (const std::size_t size : sizes) expected *= size;
  std::string member = npy_header(sizes, kind);
  constexpr std::size_t kMost = std::numeric_limits<std::int32_t>::max();
  if (expected != count || count > kMost / width || members_.size() + member.size() + count * width > kMost)
    throw base::Error(base::ErrorCode::Output, base::message("The arrays are too large for an .npz file."));
  member.append(static_cast<const char*>(bytes), count * width);

  const std::string file = name + ".npy";
  const std::size_t offset = members_.size();
  const std::uint32_t sum = checksum(member);
  put(members_, 0x04034b50, 4);
  put_entry(members_, sum, member.size(), file.size());
  members_ += file + member;

  put(directory_, 0x02014b50, 4);
  put(directory_, 20, 2);  // made by
  put_entry(directory_, sum, member.size(), file.size());
  put(directory_, 0, 2);  // comment
  put(directory_, 0, 2);  // disk
  put(directory_, 0, 2);  // internal attributes
  put(directory_, 0, 4);  // external ones
  put(directory_, offset, 4);
  directory_ += file;
  ++count_;
}

void NpzWriter::add(const std::string& name, const std::vector<std::size_t>& sizes,
                    const std::vector<float>& values) {
  add_bytes(name, sizes, "<f4", values.data(), values.size(), sizeof(float));
}
void NpzWriter::add(const std::string& name, const std::vector<std::size_t>& sizes,
                    const std::vector<double>& values) {
  add_bytes(name, sizes, "<f8", values.data(), values.size(), sizeof(double));
}
void NpzWriter::add(const std::string& name, const std::vector<std::size_t>& sizes,
                    const std::vector<std::int64_t>& values) {
  add_bytes(name, sizes, "<i8", values.data(), values.size(), sizeof(std::int64_t));
}

void NpzWriter::write(const std::filesystem::path& file) const {
  std::string all = members_ + directory_;
  put(all, 0x06054b50, 4);
  put(all, 0, 4);  // disks
  put(all, count_, 2);
  put(all, count_, 2);
  put(all, directory_.size(), 4);
  put(all, members_.size(), 4);
  put(all, 0, 2);
  base::write_file_atomically(file, all);
}

}  // namespace vp::evidence
