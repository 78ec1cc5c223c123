#include <cstddef>
#include <string>
#include <string_view>

#include "base/error.h"
#include "transcript/base64.h"
#include "transcript/markdown_text.h"
#include "transcript/report.h"
#include "transcript/transcript.h"

namespace vp::transcript {
namespace {

void write_items(std::string& out, const std::vector<Report::Item>& items) {
  for (const Report::Item& item : items)
    out.append("- ").append(markdown_line(item.name)).append(": ").append(markdown_line(item.value)) += "\n";
}

void write_turn(std::string& out, const Report::Turn& turn, std::size_t number) {
  out += "\n## Question " + std::to_string(number) + "\n\n" + markdown_quote(turn.question) +
         "\n### Answer\n\n" + markdown_quote(turn.answer) + "\n";
  write_items(out, turn.items);
}

std::string label(std::size_t thumbnail) {
  return "map-" + std::to_string(thumbnail + 1);
}

// References, so that the text stays readable: the pictures themselves follow at the end.
void write_thumbnails(std::string& out, const std::vector<MapThumbnail>& thumbnails) {
  for (std::size_t i = 0; i < thumbnails.size(); ++i)
    out += "![" + markdown_line(thumbnails[i].caption) + "][" + label(i) + "]\n";
  out += "\n";
  for (std::size_t i = 0; i < thumbnails.size(); ++i)
    out += "[" + label(i) + "]: data:image/png;base64," + to_base64(thumbnails[i].png) + "\n";
}

}  // namespace

std::string to_markdown(const Transcript& transcript, const std::stop_token& stop) {
  const Report report = report_of(transcript, stop);
  std::string out = "# Answer transcript\n\n";
  write_items(out, report.session);
  if (!report.warnings.empty()) {
    out += "\n## Warnings\n\n";
    for (const std::string& warning : report.warnings) out += "- " + markdown_line(warning) + "\n";
  }
  out += "\n## Frames that the model saw\n\n";
  for (std::size_t i = 0; i < report.frames.size(); ++i)
    out += std::to_string(i + 1) + ". " + markdown_line(report.frames[i]) + "\n";
  if (!report.padding.empty()) out += "\n" + report.padding + "\n";
  for (std::size_t i = 0; i < report.turns.size(); ++i) {
    base::throw_if_stopped(stop);
    write_turn(out, report.turns[i], i + 1);
  }
  if (!report.omitted.empty()) out += "\n" + report.omitted + "\n";
  if (!transcript.map_pictures.empty() || !transcript.map_thumbnails.empty())
    out += "\n## Attention maps\n\n" + markdown_line(kMapsDependOn) + "\n\n";
  for (const std::filesystem::path& picture : transcript.map_pictures)
    out += "![" + markdown_line(picture.filename().string()) + "](" + markdown_destination(picture) + ")\n";
  // The pictures in files are the same ones, only larger.
  if (transcript.map_pictures.empty() && !transcript.map_thumbnails.empty())
    write_thumbnails(out, transcript.map_thumbnails);
  return out;
}

}  // namespace vp::transcript
