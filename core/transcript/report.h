#pragma once

#include <cstddef>
#include <stop_token>
#include <string>
#include <vector>

#include "transcript/transcript.h"

namespace vp::transcript {

/// Stands beside the maps of a record: what they can be evidence of.
inline constexpr const char* kMapsDependOn =
    "These maps depend on the film only: they were computed before any question and are the same for every "
    "one. They explain how the film was read, not an answer.";

/// What the forms for people (Markdown, HTML, PDF) say, in the same words. Names and values may hold foreign
/// text: whoever writes them escapes them.
struct Report {
  struct Item {
    std::string name;
    std::string value;
  };
  struct Turn {
    std::string question;
    std::string answer;
    std::vector<Item> items;
  };
  std::vector<Item> session;
  std::vector<std::string> warnings;
  std::vector<std::string> frames;  ///< "frame 48 at 2.002 s (pts 48048, …", one a frame
  std::string padding;              ///< a sentence about slots without a frame; empty when there are none
  std::vector<Turn> turns;
  std::string omitted;  ///< a sentence about turns that are left out; empty when there are none
};

/// A report has so much of foreign texts (questions, answers, warnings) and not more: somebody's record may
/// hold millions of empty lines. Where a text is cut, its last line says so; the other forms hold all of it.
inline constexpr std::size_t kMostReportLines = 20'000;
inline constexpr std::size_t kMostReportBytes = std::size_t{2} << 20;

/// Throws Error(Stopped).
Report report_of(const Transcript& transcript, const std::stop_token& stop = {});

}  // namespace vp::transcript
