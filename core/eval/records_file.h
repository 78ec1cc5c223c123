#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

#include "json/value.h"

namespace vp::eval {

/// Visits the records of a file that holds one JSON array, or a JSON value a line. A record that cannot be
/// read or whose visit throws json::Unusable is told to `unreadable` with a clause ("entry 3 has no
/// \"answer\""), and the next one follows; in an array what is no JSON ends the file. Throws Error(Usage) for
/// a file that cannot be read, that is no JSON or is too large; Error(Stopped).
void for_each_record(const std::filesystem::path& file,
                     const std::function<void(std::int64_t place, const json::Value& record)>& visit,
                     const std::function<void(const std::string& clause)>& unreadable,
                     const std::stop_token& stop = {});

/// A row of a CSV file (RFC 4180) by the names of its first one.
class CsvRow {
 public:
  CsvRow(const std::vector<std::string>& names, const std::vector<std::string>& fields)
      : names_(names), fields_(fields) {}
  /// Whether the file has such a column.
  bool has(const std::string& name) const;
  /// Throws json::Unusable for a column that is not there.
  const std::string& at(const std::string& name) const;

 private:
  const std::vector<std::string>& names_;
  const std::vector<std::string>& fields_;
};

/// The same for a CSV file; a row of another length than the first one is unreadable.
void for_each_row(const std::filesystem::path& file,
                  const std::function<void(std::int64_t place, const CsvRow& row)>& visit,
                  const std::function<void(const std::string& clause)>& unreadable,
                  const std::stop_token& stop = {});

}  // namespace vp::eval
