#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <limits>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace vp::transcript {

/// A value of a JSON file that is not to be trusted, with its path in the file for messages. Every function
/// throws Error(Usage) that names both when the value is not what is asked for.
class JsonField {
 public:
  /// Parses one JSON object. `file` must outlive the fields; `document` receives what they refer to.
  static JsonField parse(std::string_view text, const std::filesystem::path& file, nlohmann::json& document);

  /// Refuses when a member of `names` is missing and when there is one that is neither there nor in
  /// `optional`.
  void has_exactly(std::initializer_list<const char*> names,
                   std::initializer_list<const char*> optional = {}) const;
  /// Whether there is a member that need not be there.
  bool has(const char* name) const { return value_->contains(name); }
  JsonField member(const char* name) const;
  /// At most `most` elements.
  std::vector<JsonField> elements(std::size_t most) const;
  /// Names with values.
  std::vector<std::pair<std::string, JsonField>> members(std::size_t most) const;

  /// Valid UTF-8 without a NUL, at most `longest` bytes.
  std::string text(std::size_t longest = 4096) const;
  std::int64_t integer(std::int64_t smallest = 0,
                       std::int64_t largest = std::numeric_limits<std::int64_t>::max()) const;
  std::uint64_t unsigned_integer() const;
  /// null is NaN.
  double number() const;
  bool is_null() const { return value_->is_null(); }

  /// `expected`: "a text", "a whole number from 0 to 7".
  [[noreturn]] void refuse(const std::string& expected) const;

 private:
  JsonField(const nlohmann::json& value, std::string path, const std::filesystem::path& file)
      : value_(&value), path_(std::move(path)), file_(&file) {}
  std::string path_of(const std::string& name) const { return path_.empty() ? name : path_ + "." + name; }

  const nlohmann::json* value_;
  std::string path_;
  const std::filesystem::path* file_;
};

}  // namespace vp::transcript
