#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

namespace vp::checkpoint {

/// Typed, bounded access to one JSON object of a configuration file. A key that is absent or null is "not
/// given"; every violation throws Error(Checkpoint) naming the file, the key, what was found and what is
/// allowed.
class ConfigReader {
 public:
  ConfigReader(std::filesystem::path file, nlohmann::json object, std::string prefix = {})
      : file_(std::move(file)), object_(std::move(object)), prefix_(std::move(prefix)) {}

  bool has(const char* key) const;
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
  const nlohmann::json& raw(const char* key) const { return object_.at(key); }

  /// "KEY is FOUND; EXPECTED."
  [[noreturn]] void refuse_value(const char* key, const std::string& expected) const;
  const std::filesystem::path& file() const { return file_; }

 private:
  std::filesystem::path file_;
  nlohmann::json object_;
  std::string prefix_;  ///< where the object stands in the file: "rope_scaling."
};

}  // namespace vp::checkpoint
