#include "transcript/examination_report.h"

#include "base/number_text.h"
#include "evidence/frame_knockout.h"
#include "transcript/html_page.h"
#include "transcript/markdown_text.h"

namespace vp::transcript {
namespace {

/// "+0.052": a change, or a log-probability.
std::string signed_number(double value) {
  return (value >= 0 ? "+" : "") + base::fixed(value, 3);
}

std::string text_of(const engine::AnswerToken& token) {
  return token.end ? "(end)" : token.text;
}

void fill(ExaminationReport& report, const engine::Comparison& comparison) {
  report.title = "Comparison under interventions";
  report.notice =
      "Interventions: parts of a model that was trained with them are switched off while it answers, or it "
      "gets the frames in another order. They show what this model leans on; they are not the paper's "
      "ablation, for which a model is trained again without the part.";
  report.question = comparison.question;
  report.answer = comparison.unchanged.text;
  report.finding =
      "Log-probability of this answer: " + signed_number(comparison.unchanged.log_probability()) +
      " (natural logarithm, at temperature 1; its end counts as a token).";
  ExaminationReport::Table answers{
      "Under each intervention", {"Intervention", "Change of the log-probability", "Answer instead"}, {}};
  ExaminationReport::Table tokens{"Token by token", {"Token", "Log-probability"}, {}};
  for (const engine::InterventionResult& result : comparison.results) {
    answers.rows.push_back({title_of(result.intervention), signed_number(result.change), result.answer.text});
    tokens.columns.push_back("Change " + title_of(result.intervention));
  }
  for (std::size_t i = 0; i < comparison.unchanged.tokens.size(); ++i) {
    const engine::AnswerToken& token = comparison.unchanged.tokens[i];
    tokens.rows.push_back({text_of(token), signed_number(token.log_probability)});
    for (const engine::InterventionResult& result : comparison.results)
      tokens.rows.back().push_back(
          signed_number(static_cast<double>(result.log_probabilities[i]) - token.log_probability));
  }
  report.tables = {std::move(answers), std::move(tokens)};
}

std::string finding_of(engine::MapVerdict verdict) {
  switch (verdict) {
    case engine::MapVerdict::Explains:
      return "The answer rests on what the map marks.";
    case engine::MapVerdict::Worse:
      return "The answer rests on other patches than the map marks.";
    case engine::MapVerdict::NoBetter:
      break;
  }
  return "The map does not explain this answer.";
}

void fill(ExaminationReport& report, const engine::OcclusionCheck& check) {
  const std::string map = check.options.map == attention::FrameMap::Fsra ? "FSRA" : "GSTRA";
  report.title = "Check of " + map + " by hiding patches";
  report.notice = "The patches that " + map +
                  " marks as most attended were hidden, and as many random ones, " +
                  std::to_string(check.options.draws) + " times (seed " + std::to_string(check.options.seed) +
                  "); of " + std::to_string(check.patches) + " patches, " + std::to_string(check.rows) +
                  " rows of " + std::to_string(check.columns) +
                  " in a frame. The JSON and CSV forms name every patch that was hidden for the map.";
  report.question = check.question;
  report.answer = check.answer.text;
  if (!check.points.empty())
    report.finding = finding_of(engine::verdict_of(check.points)) +
                     " Log-probability of the answer: " + signed_number(check.answer.log_probability()) + ".";
  ExaminationReport::Table changes{
      "Change of the answer's log-probability (nats)",
      {"Hidden", "Patches", "Most attended", "Random, mean", "Deviation", "Each"},
      {}};
  ExaminationReport::Table hidden{"Patches that were hidden for the map", {"Frame", "Time"}, {}};
  for (const engine::OcclusionPoint& point : check.points) {
    std::string each;
    for (const double value : point.random) each += (each.empty() ? "" : " ") + signed_number(value);
    const std::string share = std::to_string(point.share_percent) + " %";
    changes.rows.push_back({share, std::to_string(point.hidden), signed_number(point.attended),
                            signed_number(point.random_mean()), base::fixed(point.random_spread(), 3), each});
    hidden.columns.push_back(share);
  }
  report.tables = {std::move(changes), std::move(hidden)};
}

void fill(ExaminationReport& report, const engine::Knockout& knockout) {
  const evidence::FrameKnockout& found = knockout.frames;
  report.title = "What the answer needs, frame by frame";
  report.notice =
      "Measured by hiding: in the decoder's layers " + evidence::text_of(found.layers) + " (of " +
      std::to_string(found.decoder_layers) +
      ", counted from 0) question and answer may not look at one frame's tokens, and the same answer "
      "is scored again. " +
      evidence::knockout_caveat();
  report.question = knockout.question;
  report.answer = knockout.answer;
  const std::vector<double> all = evidence::changes(found, found.all());
  double whole = 0;
  for (const float number : found.log_probabilities) whole += static_cast<double>(number);
  report.finding = "Log-probability of this answer: " + signed_number(whole) +
                   " (natural logarithm, at temperature 1" +
                   (found.end ? "; its end counts as a token)." : ").");
  report.tables = {
      {"Change of the log-probability without each frame (nats)", {"Frame", "Time", "Answer"}, {}}};
  for (const attention::AnswerWord& word : evidence::words(found))
    report.tables[0].columns.push_back(word.text);
}

/// A row a frame; their places in the film are the record's.
void fill_frames(ExaminationReport::Table& table, const Transcript& about, const engine::Knockout& knockout) {
  const evidence::FrameKnockout& found = knockout.frames;
  std::vector<std::vector<double>> columns{evidence::changes(found, found.all())};
  for (const attention::AnswerWord& word : evidence::words(found))
    columns.push_back(evidence::changes(found, word.tokens));
  for (std::size_t i = 0; i < found.frames() && i < about.frames.size(); ++i) {
    table.rows.push_back(
        {std::to_string(about.frames[i].index), base::fixed(about.frames[i].time_s, 3) + " s"});
    for (const std::vector<double>& column : columns) table.rows.back().push_back(signed_number(column[i]));
  }
}

/// How many patches of each frame were hidden.
void count_hidden(ExaminationReport::Table& table, const Transcript& about,
                  const engine::OcclusionCheck& check) {
  for (std::size_t i = 0; i < about.frames.size(); ++i) {
    table.rows.push_back(
        {std::to_string(about.frames[i].index), base::fixed(about.frames[i].time_s, 3) + " s"});
    for (const engine::OcclusionPoint& point : check.points)
      table.rows.back().push_back(
          std::to_string(i < point.attended_patches.size() ? point.attended_patches[i].size() : 0));
  }
}

/// A sign is no list in a cell, and need not be escaped.
bool is_number(const std::string& cell) {
  return cell.find_first_not_of("+-.0123456789") == std::string::npos;
}

void write_table(std::string& out, const ExaminationReport::Table& table) {
  const auto write = [&out](const std::vector<std::string>& cells) {
    out += "|";
    for (const std::string& cell : cells) out += " " + (is_number(cell) ? cell : markdown_line(cell)) + " |";
    out += "\n";
  };
  out += "\n## " + table.heading + "\n\n";
  write(table.columns);
  out += "|";
  for (std::size_t i = 0; i < table.columns.size(); ++i) out += " --- |";
  out += "\n";
  for (const std::vector<std::string>& row : table.rows) write(row);
}

void write_html_table(std::string& out, const ExaminationReport::Table& table) {
  out += "<h2>" + html_line(table.heading) + "</h2>\n<div class=\"wide\"><table>\n<tr>";
  for (const std::string& cell : table.columns) out += "<th>" + html_line(cell) + "</th>";
  out += "</tr>\n";
  for (const std::vector<std::string>& row : table.rows) {
    out += "<tr>";
    for (const std::string& cell : row) out += "<td>" + html_line(cell) + "</td>";
    out += "</tr>\n";
  }
  out += "</table></div>\n";
}

}  // namespace

std::string_view name_of(engine::MapVerdict verdict) {
  switch (verdict) {
    case engine::MapVerdict::Explains:
      return "explains";
    case engine::MapVerdict::Worse:
      return "worse";
    case engine::MapVerdict::NoBetter:
      break;
  }
  return "no_better";
}

ExaminationReport report_of(const Transcript& about, const Examination& examination) {
  ExaminationReport report;
  Transcript record = about;
  record.turns.clear();
  Report session = report_of(record);
  report.items = std::move(session.session);
  report.frames = std::move(session.frames);
  std::visit([&](const auto& found) { fill(report, found); }, examination);
  if (const auto* check = std::get_if<engine::OcclusionCheck>(&examination))
    count_hidden(report.tables.back(), about, *check);
  if (const auto* knockout = std::get_if<engine::Knockout>(&examination))
    fill_frames(report.tables.back(), about, *knockout);
  return report;
}

std::string to_markdown(const Transcript& about, const Examination& examination) {
  const ExaminationReport report = report_of(about, examination);
  std::string out = "# " + report.title + "\n\n";
  for (const Report::Item& item : report.items)
    out.append("- ").append(markdown_line(item.name)).append(": ").append(markdown_line(item.value)) += "\n";
  out += "\n" + markdown_line(report.notice) + "\n\n## Question\n\n" + markdown_quote(report.question) +
         "\n### Answer\n\n" + markdown_quote(report.answer);
  if (!report.finding.empty()) out += "\n" + markdown_line(report.finding) + "\n";
  for (const ExaminationReport::Table& table : report.tables) write_table(out, table);
  out += "\n## Frames that the model saw\n\n";
  for (std::size_t i = 0; i < report.frames.size(); ++i)
    out += std::to_string(i + 1) + ". " + markdown_line(report.frames[i]) + "\n";
  return out;
}

std::string to_html(const Transcript& about, const Examination& examination) {
  const ExaminationReport report = report_of(about, examination);
  std::string out = html_head(html_line(report.title)) + "<h1>" + html_line(report.title) + "</h1>\n";
  html_definitions(out, report.items);
  out += "<p>" + html_line(report.notice) + "</p>\n<h2>Question</h2>\n<p class=\"question\">" +
         html_block(report.question) + "</p>\n<div class=\"answer\">" + html_block(report.answer) +
         "</div>\n";
  if (!report.finding.empty()) out += "<p>" + html_line(report.finding) + "</p>\n";
  for (const ExaminationReport::Table& table : report.tables) write_html_table(out, table);
  out += "<h2>Frames that the model saw</h2>\n<ol>\n";
  for (const std::string& frame : report.frames) out += "<li>" + html_line(frame) + "</li>\n";
  return out.append("</ol>\n").append(kHtmlFoot);
}

}  // namespace vp::transcript
