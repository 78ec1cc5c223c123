#include <cstddef>
#include <string>
#include <string_view>

#include "base/error.h"
#include "transcript/base64.h"
#include "transcript/forms.h"
#include "transcript/html_page.h"
#include "transcript/report.h"

namespace vp::transcript {
namespace {

void write_figures(std::string& out, const std::vector<MapThumbnail>& thumbnails) {
  out += "<h2>Attention maps</h2>\n<p>" + html_line(kMapsDependOn) + "</p>\n<div class=\"maps\">\n";
  for (const MapThumbnail& thumbnail : thumbnails)
    out += "<figure><img width=\"" + std::to_string(thumbnail.width) + "\" height=\"" +
           std::to_string(thumbnail.height) + "\" alt=\"" + html_line(thumbnail.caption) +
           "\" src=\"data:image/png;base64," + to_base64(thumbnail.png) + "\"><figcaption>" +
           html_line(thumbnail.caption) + "</figcaption></figure>\n";
  out += "</div>\n";
}

}  // namespace

std::string to_html(const Transcript& transcript, const std::stop_token& stop) {
  const Report report = report_of(transcript, stop);
  const std::string video = html_line(std::filesystem::path(transcript.video.file).filename().string());
  std::string out = html_head("Answer transcript" + (video.empty() ? "" : " – " + video));
  out += "<h1>Answer transcript</h1>\n";
  html_definitions(out, report.session);
  if (!report.warnings.empty()) {
    out += "<h2>Warnings</h2>\n<ul>\n";
    for (const std::string& warning : report.warnings) out += "<li>" + html_line(warning) + "</li>\n";
    out += "</ul>\n";
  }
  out += "<h2>Frames that the model saw</h2>\n<ol>\n";
  for (const std::string& frame : report.frames) out += "<li>" + html_line(frame) + "</li>\n";
  out += "</ol>\n";
  if (!report.padding.empty()) out += "<p>" + html_line(report.padding) + "</p>\n";
  for (std::size_t i = 0; i < report.turns.size(); ++i) {
    base::throw_if_stopped(stop);
    const Report::Turn& turn = report.turns[i];
    out += "<section class=\"turn\">\n<h2>Question " + std::to_string(i + 1) +
           "</h2>\n<p class=\"question\">" + html_block(turn.question) + "</p>\n<div class=\"answer\">" +
           html_block(turn.answer) + "</div>\n";
    html_definitions(out, turn.items);
    out += "</section>\n";
  }
  if (!report.omitted.empty()) out += "<p>" + html_line(report.omitted) + "</p>\n";
  if (!transcript.map_thumbnails.empty()) write_figures(out, transcript.map_thumbnails);
  out += kHtmlFoot;
  return out;
}

}  // namespace vp::transcript
