#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/append_file.h"

namespace vp::judge {

/// What a judge replied, by the SHA-256 of everything that went in; a file that grows a line a reply and
/// survives every kind of end. One process at a time.
class ReplyCache {
 public:
  /// Opens or makes the file. Throws base::Error(Usage) where it is no such file, base::Error(Output) where
  /// it cannot be written or another process writes it.
  explicit ReplyCache(const std::filesystem::path& file);

  /// Null where it was not asked yet; valid until the next add().
  const std::string* find(const std::string& key) const;
  /// Throws base::Error(Output).
  void add(const std::string& key, const std::string& reply);
  std::size_t size() const { return replies_.size(); }

 private:
  std::unordered_map<std::string, std::string> replies_;
  std::unique_ptr<base::AppendFile> file_;
};

/// The key: 64 hexadecimal digits.
std::string reply_key(std::string_view endpoint, std::string_view body);

}  // namespace vp::judge
