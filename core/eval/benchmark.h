#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "eval/prediction.h"

namespace vp::eval {

/// What is not as it should be in a benchmark's folder. None of it is passed over in silence.
enum class FindingKind {
  MissingFilm,  ///< a film that is named and not there
  DuplicateId,  ///< a question whose id was there before; the first one counts
  Unreadable,   ///< an entry that is not as the layout says
  OtherSplit,   ///< not the questions that published figures are about
  NotRead,      ///< what the layout has and this program does not use
};
inline constexpr std::size_t kFindingKinds = 5;
/// Of each kind no more than these are kept with their text; all are counted.
inline constexpr std::int64_t kMostListedFindings = 1000;

struct Finding {
  FindingKind kind;
  std::string what;  ///< one line in English
};

/// A known part of a benchmark by its number of questions.
struct Split {
  std::int64_t questions = 0;
  std::string_view name;
  bool published = true;  ///< published figures are about it
};

/// A layout of files that can be read.
struct Layout {
  std::string_view name;   ///< as --benchmark takes it
  std::string_view title;  ///< as papers write it
  std::string_view files;  ///< what lies in its folder, in a line
  std::span<const Split> splits;
};

/// A benchmark as its folder has it.
struct Benchmark {
  const Layout* layout = nullptr;
  std::vector<Question> questions;
  std::vector<Finding> findings;
  std::array<std::int64_t, kFindingKinds> counts{};  ///< of findings, by kind

  std::int64_t count(FindingKind kind) const { return counts[static_cast<std::size_t>(kind)]; }
  /// Whether every question is a multiple choice.
  bool is_choice() const;
  /// "13157 questions; published: 13157 (test)"
  std::string size_text() const;
};

/// In the order of the help.
std::span<const Layout> layouts();

/// Reads the benchmark `name` from the folder `data`, with its films where they are. Films are looked for
/// where the layout puts them and then, by their names, in the whole folder. Throws Error(Usage) for a name
/// that is not known, a folder without the layout's files, and one without a readable question;
/// Error(Stopped).
Benchmark read_benchmark(std::string_view name, const std::filesystem::path& data,
                         const std::stop_token& stop = {});

}  // namespace vp::eval
