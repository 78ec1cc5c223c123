#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "transcript/examination.h"
#include "transcript/report.h"

namespace vp::transcript {

/// What the forms for people say of an examination, in the same words. Everything may hold foreign text.
struct ExaminationReport {
  struct Table {
    std::string heading;
    std::vector<std::string> columns;
    std::vector<std::vector<std::string>> rows;
  };
  std::string title;
  std::vector<Report::Item> items;
  std::string notice;  ///< what this is, and what it is not
  std::string question, answer;
  std::string finding;  ///< the sentence that it comes to; may be empty
  std::vector<Table> tables;
  std::vector<std::string> frames;
};

ExaminationReport report_of(const Transcript& about, const Examination& examination);

/// "explains", "no_better" or "worse".
std::string_view name_of(engine::MapVerdict verdict);

}  // namespace vp::transcript
