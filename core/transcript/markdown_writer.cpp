#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <string>
#include <string_view>

#include "transcript/markdown_text.h"
#include "transcript/transcript.h"

namespace vp::transcript {
namespace {

// Independent of the locale, unlike printf.
std::string fixed(double value, int digits) {
  if (!std::isfinite(value)) return "unknown";
  std::array<char, 400> text{};  // the largest double has 309 digits before the point
  const auto result =
      std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed, digits);
  return {text.data(), result.ptr};
}

// The shortest form that reads back as the same number.
std::string shortest(double value) {
  std::array<char, 400> text{};
  const auto result = std::to_chars(text.data(), text.data() + text.size(), value);
  return {text.data(), result.ptr};
}

void item(std::string& out, std::string_view name, std::string_view value) {
  out.append("- ").append(name).append(": ").append(value).append("\n");
}

std::string range_of(const Transcript& transcript) {
  const auto second = [](const std::optional<std::int64_t>& s, const char* absent) {
    return s ? std::to_string(*s) + " s" : std::string(absent);
  };
  return second(transcript.range_start_s, "the beginning") + " to " +
         second(transcript.range_end_s, "the end");
}

void write_session(std::string& out, const Transcript& transcript) {
  const Transcript::Video& video = transcript.video;
  item(out, "Video", markdown_line(video.file));
  item(out, "SHA-256 of the video", markdown_line(video.sha256));
  item(out, "Format",
       markdown_line(video.container + ", " + video.codec) + ", " + std::to_string(video.width) + " x " +
           std::to_string(video.height) + " pixels, " + fixed(video.frames_per_s, 3) + " frames/s, " +
           std::to_string(video.frame_count) + " frames, " + fixed(video.duration_s, 3) + " s");
  item(out, "Range asked about", range_of(transcript));
  item(out, "Model", markdown_line(transcript.model.name));
  item(out, "Hash of the model", markdown_line(transcript.model.hash));
  item(out, "Parameters",
       std::to_string(transcript.model.visual_parameters) + " visual, " +
           std::to_string(transcript.model.decoder_parameters) + " in the decoder");
  item(out, "Device",
       markdown_line(transcript.device) + ", " + markdown_line(transcript.dtype) + ", " +
           std::to_string(transcript.threads) + " threads");
  item(out, "Time",
       fixed(transcript.decode_ms, 1) + " ms to decode, " + fixed(transcript.encode_ms, 1) + " ms to encode");
  for (const auto& [name, version] : transcript.versions)
    item(out, "Version of " + markdown_line(name), markdown_line(version));
  item(out, "Written", markdown_line(transcript.created));
}

void write_frames(std::string& out, const Transcript& transcript) {
  out += "\n## Frames that the model saw\n\n";
  for (std::size_t i = 0; i < transcript.frames.size(); ++i) {
    const TranscriptFrame& frame = transcript.frames[i];
    out += std::to_string(i + 1) + ". frame " + std::to_string(frame.index) + " at " +
           fixed(frame.time_s, 3) + " s (pts " + std::to_string(frame.pts) + ", time base " +
           markdown_line(frame.time_base) + ")";
    if (i < transcript.gstra_mass.size())
      out += ", " + fixed(100.0 * static_cast<double>(transcript.gstra_mass[i]), 1) +
             " % of the GSTRA attention of its chunk";
    out += "\n";
  }
  const auto padding =
      static_cast<std::int64_t>(transcript.frame_slots) - static_cast<std::int64_t>(transcript.frames.size());
  if (padding > 0)
    out += "\nThe video has fewer frames than the model takes: " + std::to_string(padding) +
           " more were left empty.\n";
}

std::string_view sentence_of(engine::Turn::Finish finish) {
  switch (finish) {
    case engine::Turn::Finish::EndToken:
      return "ended by the model";
    case engine::Turn::Finish::Length:
      return "cut off at the largest allowed length";
    case engine::Turn::Finish::Stopped:
      return "stopped by the user";
  }
  return "unknown";
}

void write_turn(std::string& out, const engine::Turn& turn, std::size_t number) {
  out += "\n## Question " + std::to_string(number) + "\n\n" + markdown_quote(turn.question) +
         "\n### Answer\n\n" + markdown_quote(turn.answer) + "\n";
  item(out, "Answer",
       std::string(sentence_of(turn.finish)) + ", " + std::to_string(turn.token_ids.size()) + " tokens");
  item(out, "Prompt",
       std::to_string(turn.prompt_tokens) + " tokens, " + std::to_string(turn.reused_tokens) +
           " of them reused");
  item(out, "Settings",
       (turn.options.temperature == 0 ? "greedy" : "temperature " + shortest(turn.options.temperature)) +
           ", top-p " + shortest(turn.options.top_p) + ", seed " + std::to_string(turn.options.seed) +
           ", at most " + std::to_string(turn.options.max_new_tokens) + " tokens");
  item(out, "Time",
       fixed(turn.prefill_ms, 1) + " ms prefill, " + fixed(turn.first_token_ms, 1) +
           " ms to the first token, " + fixed(turn.tokens_per_s, 1) + " tokens/s after it");
}

}  // namespace

std::string to_markdown(const Transcript& transcript) {
  std::string out = "# Answer transcript\n\n";
  write_session(out, transcript);
  if (!transcript.warnings.empty()) {
    out += "\n## Warnings\n\n";
    for (const std::string& warning : transcript.warnings) out += "- " + markdown_line(warning) + "\n";
  }
  write_frames(out, transcript);
  for (std::size_t i = 0; i < transcript.turns.size(); ++i) write_turn(out, transcript.turns[i], i + 1);
  if (!transcript.map_pictures.empty()) {
    out += "\n## Attention maps\n\n";
    for (const std::filesystem::path& picture : transcript.map_pictures)
      out += "![" + markdown_line(picture.filename().string()) + "](" + markdown_destination(picture) + ")\n";
  }
  return out;
}

}  // namespace vp::transcript
