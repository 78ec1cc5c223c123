// SubRip and WebVTT: a cue an answer, one after the other.
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>

#include "base/error.h"
#include "transcript/foreign_text.h"
#include "transcript/forms.h"
#include "transcript/span.h"

namespace vp::transcript {
namespace {

std::string clock_text(std::int64_t ms, char point) {
  std::array<char, 40> text{};
  const int length = std::snprintf(text.data(), text.size(), "%02lld:%02d:%02d%c%03d",
                                   static_cast<long long>(ms / 3'600'000), static_cast<int>(ms / 60'000 % 60),
                                   static_cast<int>(ms / 1000 % 60), point, static_cast<int>(ms % 1000));
  return {text.data(), static_cast<std::size_t>(length)};
}

std::string times(const Span& span, char point) {
  return clock_text(span.start_ms, point) + " --> " + clock_text(span.end_ms, point) + "\n";
}

// The lines that hold something: an empty one would end the cue.
std::string cue_lines(std::string_view foreign) {
  std::string out;
  for (const std::string& line : lines_of(foreign)) {
    if (line.find_first_not_of(' ') == std::string::npos) continue;
    out += line + "\n";
  }
  return out;
}

// SubRip has no way to escape anything. An invisible word joiner keeps players from taking what follows for
// markup ("<i>", "{\an8}", "\N") or for the times of another cue.
std::string joined_markup(std::string_view lines) {
  constexpr std::string_view kWordJoiner = "\xE2\x81\xA0";
  std::string out;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const bool arrow = lines.substr(i, 3) == "-->";
    if (arrow) {
      out.append("--").append(kWordJoiner).append(">");
      i += 2;
      continue;
    }
    out += lines[i];
    if (lines[i] == '<' || lines[i] == '{' || lines[i] == '\\') out += kWordJoiner;
  }
  return out;
}

// WebVTT knows references, but not all of those of HTML.
std::string escaped_for_vtt(std::string_view lines) {
  std::string out;
  for (const char c : lines) {
    if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else
      out += c;
  }
  return out;
}

std::string cue_text(const Transcript& transcript, const engine::Turn& turn, bool several_models) {
  std::string text = cue_lines(turn.question) + cue_lines(turn.answer.empty() ? "–" : turn.answer);
  if (!several_models) return text;
  // SubRip has no other place for it.
  const engine::AnsweredBy by = answered_by(transcript, turn);
  return text + cue_lines("– " + (by.known() ? by.model_name + ", " + by.model_hash.substr(0, 12) + ", " +
                                                   by.device + ", " + by.dtype
                                             : std::string("model not known")));
}

}  // namespace

std::string to_srt(const Transcript& transcript, const std::stop_token& stop) {
  const bool several = is_of_several_models(transcript);
  std::string out;
  for (std::size_t i = 0; i < transcript.turns.size(); ++i) {
    base::throw_if_stopped(stop);
    out += std::to_string(i + 1) + "\n" + times(span_of_cue(transcript, i), ',') +
           joined_markup(cue_text(transcript, transcript.turns[i], several)) + "\n";
  }
  return out;
}

std::string to_web_vtt(const Transcript& transcript, const std::stop_token& stop) {
  const bool several = is_of_several_models(transcript);
  std::string out =
      "WEBVTT\n\nNOTE\n" +
      escaped_for_vtt(cue_lines("Video: " + transcript.video.file + "\nSHA-256: " + transcript.video.sha256 +
                                "\nModel: " + transcript.model.name + " " + transcript.model.hash)) +
      "\n";
  for (std::size_t i = 0; i < transcript.turns.size(); ++i) {
    base::throw_if_stopped(stop);
    out += "answer-" + std::to_string(i + 1) + "\n" + times(span_of_cue(transcript, i), '.') +
           escaped_for_vtt(cue_text(transcript, transcript.turns[i], several)) + "\n";
  }
  return out;
}

}  // namespace vp::transcript
