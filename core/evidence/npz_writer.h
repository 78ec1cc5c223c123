#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace vp::evidence {

/// Arrays in one file that NumPy opens without a package: a ZIP archive, not compressed, of .npy files
/// (version 1.0, C order). Names are the program's own; all of it has to stay below 4 GiB.
class NpzWriter {
 public:
  /// As many values as the sizes say. Throws Error(Output) where the file would become too large.
  void add(const std::string& name, const std::vector<std::size_t>& sizes, const std::vector<float>& values);
  void add(const std::string& name, const std::vector<std::size_t>& sizes, const std::vector<double>& values);
  void add(const std::string& name, const std::vector<std::size_t>& sizes,
           const std::vector<std::int64_t>& values);

  /// Atomically. Throws Error(Output).
  void write(const std::filesystem::path& file) const;

 private:
  void add_bytes(const std::string& name, const std::vector<std::size_t>& sizes, const char* kind,
                 const void* bytes, std::size_t count, std::size_t width);

  std::string members_, directory_;
  std::uint16_t count_ = 0;
};

}  // namespace vp::evidence
