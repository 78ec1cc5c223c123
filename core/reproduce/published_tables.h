#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "judge/judge_prompt.h"

namespace vp::reproduce {

/// What is measured in one column of a table.
struct Column {
  std::string_view title;
  std::string_view folder;     ///< of the benchmark's files, below the data folder
  std::string_view benchmark;  ///< as eval::layouts() names it
  judge::JudgeKind kind;
};

/// What was published of one system in one column; nothing where it was not.
struct PublishedCell {
  std::optional<double> accuracy;  ///< per cent; of JudgeKind::Qa alone
  std::optional<double> score;     ///< 0 to 5
};

inline constexpr std::size_t kMostColumns = 5;

struct PublishedRow {
  std::string_view system;
  std::array<PublishedCell, kMostColumns> cells;
};

/// A table of the paper (Yi et al., 2025, and its poster) with the verdicts of the judge of its time.
struct PublishedTable {
  std::string_view name;   ///< as the command line takes it
  std::string_view title;  ///< in a line
  std::span<const Column> columns;
  std::span<const PublishedRow> rows;
  std::string_view note;  ///< what has to be known to compare with it
};

/// In the order of the help.
std::span<const PublishedTable> published_tables();
/// Throws base::Error(Usage) for a name that is not known.
const PublishedTable& table_named(std::string_view name);

}  // namespace vp::reproduce
