#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace vp::serve {

/// What who asks has to show. Kept as a hash, so that no comparison's time tells of the key.
class ApiKey {
 public:
  /// None: everybody may ask.
  ApiKey() = default;
  /// Throws base::Error(Usage) for a key of fewer than 16 characters, or with others than visible ASCII ones.
  explicit ApiKey(std::string_view key);
  /// The first line of a file that nobody but its owner, this user, can read. Throws base::Error(Usage).
  static ApiKey read(const std::filesystem::path& file);

  bool is_set() const { return !digest_.empty(); }
  /// Whether an Authorization header ("Bearer KEY") shows it. Takes the same time whatever is wrong.
  bool is_shown_by(std::string_view authorization) const;

 private:
  std::string digest_;  ///< SHA-256, hexadecimal
};

/// Whether this is an address or a name of this machine that no other one can reach.
bool is_loopback(std::string_view host);

}  // namespace vp::serve
