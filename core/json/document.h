#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>

#include "json/value.h"

namespace vp::json {

/// What a text may hold. What goes beyond is refused while it is read, before more is kept of it.
struct Limits {
  std::uintmax_t bytes = std::uintmax_t{16} << 20;  ///< of the whole text
  int depth = 16;                                   ///< lists and objects inside each other
  std::size_t values = std::size_t{1} << 22;        ///< of every kind; in a walk, of one element
  bool comments = false;                            ///< /* */ and // are passed over
  std::stop_token stop{};                           ///< heard while reading: base::Error(Stopped)
};

/// A JSON text that is not to be trusted, read as a whole. Refused are, beside what goes beyond the limits:
/// what is not JSON, not valid UTF-8, a number that no double holds, and a name that an object gives twice
/// (two readers could disagree on it). The time is proportional to the length.
class Document {
 public:
  /// `refuse` (or, where it is empty, Unusable) gets what is wrong, now and of its values later.
  explicit Document(std::string_view text, const Limits& limits = {}, Refuse refuse = {});
  /// Reads a file. What cannot be read, is no regular file or is too large is refused, too.
  static Document read(const std::filesystem::path& file, const Limits& limits = {}, Refuse refuse = {});

  Document(Document&&) noexcept;
  Document& operator=(Document&&) noexcept;
  ~Document();

  Value root() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// Gets an element of a list, from place 0 on. What it throws ends the walk. The element's values throw
/// Unusable, with their path inside the element.
using ElementVisitor = std::function<void(std::int64_t place, const Value& element)>;
/// The same of a member of an object.
using MemberVisitor = std::function<void(const std::string& name, const Value& member)>;

/// Visits the elements of a file that holds one JSON array, such as the question and conversation files of
/// video datasets. Only one element is in memory at a time, however large the file. What is wrong with the
/// file is told to `refuse`; elements before the fault have been visited by then.
void for_each_element(const std::filesystem::path& file, const Limits& limits, const Refuse& refuse,
                      const ElementVisitor& visit);

/// Visits the members of a text that is one JSON object, in the order of the text, one at a time in memory. A
/// name that is given twice is visited twice: who keeps the names finds it when they are sorted.
void for_each_member(std::string_view text, const Limits& limits, const Refuse& refuse,
                     const MemberVisitor& visit);

/// Throws base::Error(Usage) with "FILE PATH PROBLEM.".
Refuse usage_error_of(const std::filesystem::path& file);

}  // namespace vp::json
