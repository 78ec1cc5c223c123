#include <cstddef>
#include <string>
#include <string_view>

#include "base/error.h"
#include "text/utf8.h"
#include "transcript/base64.h"
#include "transcript/foreign_text.h"
#include "transcript/forms.h"
#include "transcript/report.h"

namespace vp::transcript {
namespace {

// The policy keeps every reader from loading or running anything, should markup ever slip in.
constexpr std::string_view kHead = R"(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>)";

constexpr std::string_view kStyle = R"(</title>
<style>
:root { color-scheme: light dark; --ground: #ffffff; --text: #1d2126; --soft: #5b6570; --card: #f2f4f7;
  --line: #d8dde3; --accent: #2f6f4f; }
@media (prefers-color-scheme: dark) {
  :root { --ground: #16191d; --text: #e6e9ec; --soft: #9aa4af; --card: #20252b; --line: #353c45;
    --accent: #7fc7a0; }
}
body { max-width: 52rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; background: var(--ground); color: var(--text);
  font: 16px/1.55 system-ui, "DejaVu Sans", "WenQuanYi Micro Hei", sans-serif; }
h1 { font-size: 1.6rem; margin: 0 0 1.5rem; }
h2 { font-size: 1.15rem; margin: 2.25rem 0 .75rem; padding-bottom: .3rem; border-bottom: 1px solid var(--line); }
dl { display: grid; grid-template-columns: minmax(8rem, max-content) 1fr; gap: .2rem 1.25rem; margin: 0; }
dt { color: var(--soft); }
dd { margin: 0; overflow-wrap: anywhere; }
ol, ul { margin: 0; padding-left: 1.6rem; }
.question, .answer { white-space: pre-wrap; overflow-wrap: anywhere; margin: .5rem 0; }
.question { font-weight: 600; }
.answer { background: var(--card); border-left: 3px solid var(--accent); border-radius: 4px; padding: .75rem 1rem; }
.turn dl { font-size: .85rem; margin-top: .75rem; }
.maps { display: grid; grid-template-columns: repeat(auto-fill, minmax(11rem, 1fr)); gap: 1rem; }
figure { margin: 0; }
figure img { display: block; width: 100%; height: auto; border-radius: 4px; }
figcaption { color: var(--soft); font-size: .8rem; margin-top: .25rem; }
@media print { body { padding: 0; } figure, .turn { break-inside: avoid; } }
</style>
</head>
<body>
)";

std::string line(std::string_view foreign) {
  return escaped_for_markup(joined_lines(foreign, text::kReplacement));
}

std::string block(std::string_view foreign) {
  return escaped_for_markup(joined_lines(foreign, "\n"));
}

void write_definitions(std::string& out, const std::vector<Report::Item>& items) {
  out += "<dl>\n";
  for (const Report::Item& item : items)
    out += "<dt>" + line(item.name) + "</dt><dd>" + line(item.value) + "</dd>\n";
  out += "</dl>\n";
}

void write_figures(std::string& out, const std::vector<MapThumbnail>& thumbnails) {
  out += "<h2>Attention maps</h2>\n<div class=\"maps\">\n";
  for (const MapThumbnail& thumbnail : thumbnails)
    out += "<figure><img width=\"" + std::to_string(thumbnail.width) + "\" height=\"" +
           std::to_string(thumbnail.height) + "\" alt=\"" + line(thumbnail.caption) +
           "\" src=\"data:image/png;base64," + to_base64(thumbnail.png) + "\"><figcaption>" +
           line(thumbnail.caption) + "</figcaption></figure>\n";
  out += "</div>\n";
}

}  // namespace

std::string to_html(const Transcript& transcript, const std::stop_token& stop) {
  const Report report = report_of(transcript, stop);
  const std::string video = line(std::filesystem::path(transcript.video.file).filename().string());
  std::string out(kHead);
  out.append("Answer transcript").append(video.empty() ? "" : " – " + video).append(kStyle);
  out += "<h1>Answer transcript</h1>\n";
  write_definitions(out, report.session);
  if (!report.warnings.empty()) {
    out += "<h2>Warnings</h2>\n<ul>\n";
    for (const std::string& warning : report.warnings) out += "<li>" + line(warning) + "</li>\n";
    out += "</ul>\n";
  }
  out += "<h2>Frames that the model saw</h2>\n<ol>\n";
  for (const std::string& frame : report.frames) out += "<li>" + line(frame) + "</li>\n";
  out += "</ol>\n";
  if (!report.padding.empty()) out += "<p>" + line(report.padding) + "</p>\n";
  for (std::size_t i = 0; i < report.turns.size(); ++i) {
    base::throw_if_stopped(stop);
    const Report::Turn& turn = report.turns[i];
    out += "<section class=\"turn\">\n<h2>Question " + std::to_string(i + 1) +
           "</h2>\n<p class=\"question\">" + block(turn.question) + "</p>\n<div class=\"answer\">" +
           block(turn.answer) + "</div>\n";
    write_definitions(out, turn.items);
    out += "</section>\n";
  }
  if (!report.omitted.empty()) out += "<p>" + line(report.omitted) + "</p>\n";
  if (!transcript.map_thumbnails.empty()) write_figures(out, transcript.map_thumbnails);
  out += "</body>\n</html>\n";
  return out;
}

}  // namespace vp::transcript
