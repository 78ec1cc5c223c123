#include "reproduce_report.h"

#include <cstdio>
#include <nlohmann/json.hpp>
#include <optional>

#include "base/message_text.h"
#include "base/number_text.h"

namespace vp::cli {
namespace {

using Json = nlohmann::ordered_json;
using judge::JudgeKind;

constexpr int kNameWidth = 26, kCellWidth = 15;

std::string padded(const std::string& text, int width) {
  char buffer[160];
  std::snprintf(buffer, sizeof buffer, "%-*.*s", width, width - 2, text.c_str());
  return buffer;
}

std::string published_text(const reproduce::PublishedCell& cell) {
  if (cell.accuracy && cell.score)
    return base::fixed(*cell.accuracy, 1) + " / " + base::fixed(*cell.score, 1);
  if (cell.accuracy) return base::fixed(*cell.accuracy, 1);
  return cell.score ? base::fixed(*cell.score, 2) : "-";
}

/// Over all questions: what is unjudged, or could not be asked, is wrong and has 0.
std::string measured_text(const std::optional<reproduce::Cell>& cell, JudgeKind kind) {
  if (!cell) return "-";
  if (!cell->judged) return kind == JudgeKind::Qa ? base::fixed(cell->exact.percent(), 1) + " exact" : "-";
  if (kind != JudgeKind::Qa) return base::fixed(cell->judged->score_over_all(), 2);
  return base::fixed(100 * cell->judged->accuracy_over_all(), 1) + " / " +
         base::fixed(cell->judged->score_over_all(), 1);
}

Json json_of(const reproduce::Cell& cell, JudgeKind kind) {
  Json object{{"questions", cell.questions}, {"errors", cell.errors}};
  if (kind == JudgeKind::Qa) {
    object["exact_percent"] = cell.exact.percent();
    object["exact_interval"] = {cell.exact.interval.low, cell.exact.interval.high};
  }
  if (!cell.judged) return object;
  object["judged"] = cell.judged->judged;
  object["unjudged"] = cell.judged->unjudged();
  if (kind == JudgeKind::Qa) {
    object["accuracy_over_all"] = cell.judged->accuracy_over_all();
    object["accuracy_over_judged"] = cell.judged->accuracy_over_judged();
    object["accuracy_interval"] = {cell.judged->accuracy_interval.low, cell.judged->accuracy_interval.high};
  }
  object["score_over_all"] = cell.judged->score_over_all();
  object["score_over_judged"] = cell.judged->score_over_judged();
  object["score_interval"] = {cell.judged->score_interval.low, cell.judged->score_interval.high};
  return object;
}

}  // namespace

std::string reproduction_text(const reproduce::Reproduction& result) {
  const reproduce::PublishedTable& table = *result.table;
  std::string text = std::string(table.title) + "\n\n" + padded("published", kNameWidth);
  for (const reproduce::Column& column : table.columns) text += padded(std::string(column.title), kCellWidth);
  text += "\n";
  for (const reproduce::PublishedRow& row : table.rows) {
    text += padded("  " + std::string(row.system), kNameWidth);
    for (std::size_t i = 0; i < table.columns.size(); ++i)
      text += padded(published_text(row.cells[i]), kCellWidth);
    text += "\n";
  }
  text += result.judge_model.empty()
              ? "here\n"
              : "here, over all questions, judged by " + base::for_message(result.judge_model, 60) + "\n";
  for (const reproduce::Row& row : result.rows) {
    text += padded("  " + base::for_message(row.model, 60), kNameWidth);
    for (std::size_t i = 0; i < row.cells.size(); ++i)
      text += padded(measured_text(row.cells[i], table.columns[i].kind), kCellWidth);
    text += "\n";
  }
  text += "\n";
  for (const std::string& size : result.sizes) text += size + "\n";
  for (const std::string& sentence : result.missing)
    text += "Missing: " + base::for_message(sentence, 600) + "\n";
  if (!table.note.empty()) text += std::string(table.note) + "\n";
  return text +
         "Published verdicts are those of a judge of its time, which cannot be asked any more: compare the "
         "rows\n"
         "here with each other, and with the published ones only in their order.\n";
}

std::string reproduction_json(const reproduce::Reproduction& result) {
  const reproduce::PublishedTable& table = *result.table;
  Json object{{"table", table.name}, {"judge", result.judge_model}, {"published", Json::array()}};
  for (const reproduce::PublishedRow& row : table.rows) {
    Json cells = Json::object();
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      Json cell = Json::object();
      if (row.cells[i].accuracy) cell["accuracy_percent"] = *row.cells[i].accuracy;
      if (row.cells[i].score) cell["score"] = *row.cells[i].score;
      if (!cell.empty()) cells[std::string(table.columns[i].title)] = cell;
    }
    object["published"].push_back({{"system", row.system}, {"cells", cells}});
  }
  object["measured"] = Json::array();
  for (const reproduce::Row& row : result.rows) {
    Json cells = Json::object();
    for (std::size_t i = 0; i < row.cells.size(); ++i)
      if (row.cells[i])
        cells[std::string(table.columns[i].title)] = json_of(*row.cells[i], table.columns[i].kind);
    object["measured"].push_back({{"model", row.model}, {"asked", row.line}, {"cells", cells}});
  }
  object["benchmarks"] = result.sizes;
  object["missing"] = result.missing;
  return object.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace vp::cli
