#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/message.h"
#include "json/document.h"

namespace vp::checkpoint {

/// The keys of one JSON object of a configuration file. A key that is absent or null is "not given"; every
/// violation throws Error(Checkpoint) naming the file, the key, what was found and what is allowed.
class ConfigReader {
 public:
  ConfigReader(const std::filesystem::path& file, std::string_view text);

  bool has(const char* key) const { return object_.given(key).has_value(); }
  std::optional<std::int64_t> integer(const char* key, std::int64_t smallest, std::int64_t largest) const;
  /// A finite number in [smallest, largest].
  std::optional<double> number(const char* key, double smallest, double largest) const;
  /// A list of exactly `count` such numbers.
  std::optional<std::vector<double>> numbers(const char* key, std::size_t count, double smallest,
                                             double largest) const;
  std::optional<bool> boolean(const char* key) const;
  std::optional<std::string> text(const char* key) const;
  std::optional<ConfigReader> object(const char* key) const;
  /// The value as it is; not to be called for a key that is not given.
  json::Value raw(const char* key) const { return object_.member(key); }

  /// "KEY is FOUND; EXPECTED."
  [[noreturn]] void refuse_value(const char* key, const base::Message& expected) const;
  const std::filesystem::path& file() const { return file_; }

 private:
  ConfigReader(const ConfigReader& whole, json::Value object)
      : file_(whole.file_), document_(whole.document_), object_(std::move(object)) {}

  std::filesystem::path file_;
  std::shared_ptr<const json::Document> document_;
  json::Value object_;
};

}  // namespace vp::checkpoint
