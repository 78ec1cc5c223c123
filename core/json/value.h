#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <limits>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/message.h"

namespace vp::json {

/// What is wrong with a text, for one sentence: what stands at `path` and then `problem`.
struct Fault {
  std::string path;       ///< of the value: "turns[3].answer"; empty: the text as a whole
  base::Message problem;  ///< "is -1; a whole number from 0 to 7 was expected"; without a full stop
  bool missing = false;   ///< there is no such member; `problem` is "is missing"
};

/// Throws what a reader throws of such a text; it does not come back.
using Refuse = std::function<void(const Fault&)>;

/// What is thrown where a reader says nothing else.
class Unusable : public std::runtime_error {
 public:
  explicit Unusable(Fault fault);
  const Fault& fault() const { return fault_; }
  /// What follows a name of the whole text: `has no "answer"`, `has a "time_s" in frames[0] that is …`, "is
  /// not JSON from byte 5 on".
  base::Message clause() const;

 private:
  Fault fault_;
};

/// A value of a JSON text that is not to be trusted, with its path for messages. What asks it for something
/// refuses, with the path, what was found and what was expected, when the value is not that. It lives as long
/// as the text's Document, or the visit that it was handed to.
class Value {
 public:
  bool is_null() const;
  bool is_boolean() const;
  bool is_number() const;
  /// Written without a fraction or an exponent, and within 64 bits.
  bool is_integer() const;
  bool is_text() const;
  bool is_list() const;
  bool is_object() const;

  /// Refuses what is no object, and one that has no such member.
  Value member(std::string_view name) const;
  /// The member of an object; nothing where there is none (or this is no object).
  std::optional<Value> find(std::string_view name) const;
  /// The same, and nothing for null: in a file of settings that stands for "not given".
  std::optional<Value> given(std::string_view name) const;
  /// Refuses when a member of `names` is missing, and when there is one that is neither there nor in
  /// `optional`.
  void has_exactly(std::initializer_list<const char*> names,
                   std::initializer_list<const char*> optional = {}) const;

  /// How many elements a list has, or members an object.
  std::size_t size() const;
  /// Of a list, `least` to `most`.
  std::vector<Value> elements(std::size_t most, std::size_t least = 0) const;
  /// Of an object, in the order of their names.
  std::vector<std::pair<std::string, Value>> members(std::size_t most) const;

  /// Valid UTF-8 without a NUL, at most `longest` bytes.
  const std::string& text(std::size_t longest = 4096) const;
  /// The same; a NUL may be in it, as in what a model said.
  const std::string& any_text(std::size_t longest) const;
  std::int64_t integer(std::int64_t smallest = 0,
                       std::int64_t largest = std::numeric_limits<std::int64_t>::max()) const;
  std::uint64_t unsigned_integer(std::uint64_t largest = std::numeric_limits<std::uint64_t>::max()) const;
  /// A finite one.
  double number(double smallest = std::numeric_limits<double>::lowest(),
                double largest = std::numeric_limits<double>::max()) const;
  /// The same; null, as which JSON writes what is not finite, is NaN.
  double number_or_null(double smallest = std::numeric_limits<double>::lowest(),
                        double largest = std::numeric_limits<double>::max()) const;
  bool boolean() const;

  /// "turns[3].answer"; empty for the whole text.
  std::string path() const;
  /// What stands here, short enough for a message: "-1", "a list".
  base::Message shown() const;
  /// As JSON, in one line.
  std::string dump() const;
  /// "is FOUND; REMARK". `remark`: "a text was expected", "only false is supported".
  [[noreturn]] void refuse(const base::Message& remark) const;
  /// PROBLEM alone.
  [[noreturn]] void refuse_with(const base::Message& problem) const;

  /// For the room's own files; `refuse` lives as long as the node.
  Value(const nlohmann::json& node, const Refuse& refuse) : node_(&node), refuse_(&refuse) {}

 private:
  Value child(const nlohmann::json& node, std::shared_ptr<const Value> parent, std::string name,
              std::size_t place) const;
  [[noreturn]] void throw_fault(const Fault& fault) const;
  std::string path_of(std::string_view name) const;

  const nlohmann::json* node_;
  const Refuse* refuse_;
  std::shared_ptr<const Value> parent_;  ///< null for the root
  std::string name_;                     ///< of a member; empty for an element
  std::size_t place_ = 0;                ///< of an element, from 0 on
};

}  // namespace vp::json
