#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>

#include "base/error.h"

namespace vp::base {

/// SHA-256 (FIPS 180-4) of what is fed to it.
class Sha256 {
 public:
  using Digest = std::array<std::uint8_t, 32>;

  Sha256();
  ~Sha256();
  Sha256(Sha256&&) noexcept;
  Sha256& operator=(Sha256&&) noexcept;

  void update(std::span<const std::byte> bytes);
  void update(std::string_view text);
  /// The digest; the object is as new afterwards.
  Digest finish();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// 64 lower-case hexadecimal digits.
std::string to_hex(const Sha256::Digest& digest);

/// The SHA-256 of a file's bytes as hexadecimal. Throws Error(Stopped) on a stop, and when the file cannot be
/// read an error of the code `unreadable`, which says what kind of file it is.
std::string sha256_of_file(const std::filesystem::path& file, ErrorCode unreadable,
                           const std::stop_token& stop = {});

}  // namespace vp::base
