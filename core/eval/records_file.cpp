#include "eval/records_file.h"

#include <algorithm>
#include <fstream>
#include <system_error>

#include "base/error.h"
#include "json/document.h"

namespace vp::eval {
namespace {

constexpr std::uintmax_t kLargestFile = std::uintmax_t{512} << 20;
constexpr std::size_t kLongestRecord = std::size_t{4} << 20;
constexpr std::size_t kMostFields = 256;

[[noreturn]] void refuse(const std::filesystem::path& file, const std::string& what) {
  throw base::Error(base::ErrorCode::Usage, base::untranslated(file.string() + ": " + what));
}

std::ifstream open(const std::filesystem::path& file) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(file, error))
    refuse(file, "is not a file; an annotation file was expected.");
  if (std::filesystem::file_size(file, error) > kLargestFile || error)
    refuse(file, "is larger than " + std::to_string(kLargestFile >> 20) + " MiB; no annotation file is.");
  std::ifstream stream(file, std::ios::binary);
  if (!stream) refuse(file, "it cannot be read; check its rights and the disk.");
  return stream;
}

std::string entry_name(std::int64_t place) {
  return "entry " + std::to_string(place + 1);
}

void for_each_line(std::ifstream& stream, const std::filesystem::path& file,
                   const std::function<void(std::int64_t, const json::Value&)>& visit,
                   const std::function<void(const std::string&)>& unreadable, const std::stop_token& stop) {
  std::int64_t place = -1;
  for (std::string line; std::getline(stream, line);) {
    base::throw_if_stopped(stop);
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    ++place;
    try {
      json::Limits limits;
      limits.bytes = kLongestRecord;
      const json::Document document(line, limits);
      visit(place, document.root());
    } catch (const json::Unusable& fault) {
      unreadable(entry_name(place) + " " + fault.clause().text());
    }
  }
  if (!stream.eof()) refuse(file, "it cannot be read; check its rights and the disk.");
}

/// One record; false at the end. Throws json::Unusable for one that is too long or is not closed.
bool read_row(std::istream& stream, std::vector<std::string>& fields) {
  fields.assign(1, {});
  bool quoted = false, any = false;
  std::size_t bytes = 0;
  for (int next = stream.get(); next != std::char_traits<char>::eof(); next = stream.get()) {
    const char c = static_cast<char>(next);
    any = true;
    if (++bytes > kLongestRecord || fields.size() > kMostFields)
      throw json::Unusable({{}, base::untranslated("is longer than any row"), false});
    if (quoted) {
      if (c != '"') {
        fields.back() += c;
      } else if (stream.peek() == '"') {
        fields.back() += static_cast<char>(stream.get());
      } else {
        quoted = false;
      }
    } else if (c == '"') {
      quoted = true;
    } else if (c == ',') {
      fields.emplace_back();
    } else if (c == '\n') {
      return true;
    } else if (c != '\r') {
      fields.back() += c;
    }
  }
  if (quoted) throw json::Unusable({{}, base::untranslated("ends inside a quoted field"), false});
  return any;
}

}  // namespace

void for_each_record(const std::filesystem::path& file,
                     const std::function<void(std::int64_t, const json::Value&)>& visit,
                     const std::function<void(const std::string&)>& unreadable, const std::stop_token& stop) {
  std::ifstream stream = open(file);
  stream >> std::ws;
  if (stream.peek() != '[') {
    if (stream.peek() != '{') refuse(file, "is not JSON; a list of entries was expected.");
    return for_each_line(stream, file, visit, unreadable, stop);
  }
  json::Limits limits;
  limits.bytes = kLargestFile;
  limits.stop = stop;
  json::for_each_element(file, limits, json::usage_error_of(file),
                         [&](std::int64_t place, const json::Value& record) {
                           try {
                             visit(place, record);
                           } catch (const json::Unusable& fault) {
                             unreadable(entry_name(place) + " " + fault.clause().text());
                           }
                         });
}

bool CsvRow::has(const std::string& name) const {
  return std::find(names_.begin(), names_.end(), name) != names_.end();
}

const std::string& CsvRow::at(const std::string& name) const {
  const auto found = std::find(names_.begin(), names_.end(), name);
  if (found == names_.end())
    throw json::Unusable({{}, base::untranslated("has no column \"" + name + "\""), false});
  return fields_[static_cast<std::size_t>(found - names_.begin())];
}

void for_each_row(const std::filesystem::path& file,
                  const std::function<void(std::int64_t, const CsvRow&)>& visit,
                  const std::function<void(const std::string&)>& unreadable, const std::stop_token& stop) {
  std::ifstream stream = open(file);
  std::vector<std::string> names, fields;
  const auto next = [&](std::vector<std::string>& row) {
    try {
      return read_row(stream, row);
    } catch (const json::Unusable& fault) {
      refuse(file, "a row " + fault.clause().text() + "; it is damaged or no CSV file.");
    }
  };
  if (!next(names)) refuse(file, "it is empty; a first row with the columns' names was expected.");
  if (names.front().starts_with("\xEF\xBB\xBF")) names.front().erase(0, 3);
  for (std::int64_t place = 0; next(fields); ++place) {
    base::throw_if_stopped(stop);
    if (fields.size() == 1 && fields.front().empty()) continue;
    try {
      if (fields.size() != names.size())
        throw json::Unusable({{},
                              base::untranslated("has " + std::to_string(fields.size()) +
                                                 " fields instead of " + std::to_string(names.size())),
                              false});
      visit(place, CsvRow(names, fields));
    } catch (const json::Unusable& fault) {
      unreadable("row " + std::to_string(place + 2) + " " + fault.clause().text());
    }
  }
}

}  // namespace vp::eval
