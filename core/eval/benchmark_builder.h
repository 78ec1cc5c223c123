#pragma once

// What the readers of the layouts have in common, for this room's files.
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <set>
#include <stop_token>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "eval/benchmark.h"
#include "eval/records_file.h"
#include "json/value.h"

namespace vp::eval {

/// Gathers a benchmark's questions, and what is wrong with its folder.
class BenchmarkBuilder {
 public:
  BenchmarkBuilder(const Layout& layout, std::filesystem::path data, std::stop_token stop);

  const std::filesystem::path& data() const { return data_; }
  const std::stop_token& stop() const { return stop_; }

  /// The first of these files below the folder that is there. Throws Error(Usage), which names them; where
  /// only a Parquet file is there, it says what to write instead.
  std::filesystem::path annotation(const std::vector<std::string>& names) const;
  std::optional<std::filesystem::path> annotation_if_there(const std::string& name) const;

  using RecordVisitor = std::function<void(std::int64_t place, const json::Value& record)>;
  /// for_each_record() and for_each_row() with faults as findings.
  void records(const std::filesystem::path& file, const RecordVisitor& visit);
  void rows(const std::filesystem::path& file,
            const std::function<void(std::int64_t place, const CsvRow& row)>& visit);
  /// Visits the members of a file that is one JSON object.
  void members(const std::filesystem::path& file,
               const std::function<void(const std::string& name, const json::Value& member)>& visit);

  /// Takes the question, whose film is looked for in these folders below the benchmark's first. A choice
  /// whose right option is not among its options, or that has fewer than two or more than 26, throws
  /// json::Unusable.
  void add(Question question, const std::vector<std::string>& film_folders);
  void find(FindingKind kind, const std::string& what);

  /// Throws Error(Usage) where there is no question.
  Benchmark finish();

 private:
  std::filesystem::path film_of(const Question& question, const std::vector<std::string>& folders);
  const std::unordered_map<std::string, std::vector<std::filesystem::path>>& films();

  Benchmark benchmark_;
  std::filesystem::path data_;
  std::stop_token stop_;
  std::unordered_set<std::string> ids_;
  std::unordered_map<std::string, std::filesystem::path> found_;  ///< films by folders and name
  std::optional<std::unordered_map<std::string, std::vector<std::filesystem::path>>> films_;  ///< by name
};

/// The options with the right one by its place, by its letter ("B", "B. …") or by its text. Leading letters
/// ("A. ", "(A) ") are taken away where all options have them. Throws json::Unusable where it is none.
void set_options(Question& question, std::vector<std::string> options, const std::string& right);
void set_options(Question& question, std::vector<std::string> options, std::int64_t right);

/// The texts of a list of options.
std::vector<std::string> options_of(const json::Value& list);

/// Options that stand in the question's text, a line each ("A. …"); they are taken out of it. False where
/// there are none.
bool take_options(Question& question, const std::string& right);

}  // namespace vp::eval
