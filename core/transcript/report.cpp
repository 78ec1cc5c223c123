#include "transcript/report.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace vp::transcript {
namespace {

std::string range_text(const Transcript& transcript) {
  if (transcript.frames_chosen) return "none: the frames were chosen one by one";
  const auto second = [](const std::optional<std::int64_t>& s, const char* absent) {
    return s ? std::to_string(*s) + " s" : std::string(absent);
  };
  return second(transcript.range_start_s, "the beginning") + " to " +
         second(transcript.range_end_s, "the end");
}

std::vector<Report::Item> session_items(const Transcript& transcript) {
  const Transcript::Video& video = transcript.video;
  std::vector<Report::Item> items = {
      {"Video", video.file},
      {"SHA-256 of the video", video.sha256.empty() ? "not known" : video.sha256},
      {"Format", video.container + ", " + video.codec + ", " + std::to_string(video.width) + " x " +
                     std::to_string(video.height) + " pixels, " + fixed(video.frames_per_s, 3) +
                     " frames/s, " + std::to_string(video.frame_count) + " frames, " +
                     fixed(video.duration_s, 3) + " s"},
      {"Range asked about", range_text(transcript)},
      {"Model", transcript.model.name},
      {"Hash of the model", transcript.model.hash},
      {"Parameters", std::to_string(transcript.model.visual_parameters) + " visual, " +
                         std::to_string(transcript.model.decoder_parameters) + " in the decoder"},
      {"Device",
       transcript.device + ", " + transcript.dtype + ", " + std::to_string(transcript.threads) + " threads"},
      {"Time",
       fixed(transcript.decode_ms, 1) + " ms to decode, " + fixed(transcript.encode_ms, 1) + " ms to encode"},
  };
  for (const auto& [name, version] : transcript.versions) items.push_back({"Version of " + name, version});
  items.push_back({"Written", transcript.created});
  return items;
}

std::string frame_text(const Transcript& transcript, std::size_t i) {
  const TranscriptFrame& frame = transcript.frames[i];
  std::string text = "frame " + std::to_string(frame.index) + " at " + fixed(frame.time_s, 3) + " s (pts " +
                     std::to_string(frame.pts) + ", time base " + frame.time_base + ")";
  if (i < transcript.gstra_mass.size())
    text += ", " + fixed(100.0 * static_cast<double>(transcript.gstra_mass[i]), 1) +
            " % of the GSTRA attention of its chunk";
  return text;
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

std::vector<Report::Item> turn_items(const engine::Turn& turn) {
  return {
      {"Answer",
       std::string(sentence_of(turn.finish)) + ", " + std::to_string(turn.token_ids.size()) + " tokens"},
      {"Prompt", std::to_string(turn.prompt_tokens) + " tokens, " + std::to_string(turn.reused_tokens) +
                     " of them reused"},
      {"Settings",
       (turn.options.temperature == 0 ? "greedy" : "temperature " + shortest(turn.options.temperature)) +
           ", top-p " + shortest(turn.options.top_p) + ", seed " + std::to_string(turn.options.seed) +
           ", at most " + std::to_string(turn.options.max_new_tokens) + " tokens"},
      {"Time", fixed(turn.prefill_ms, 1) + " ms prefill, " + fixed(turn.first_token_ms, 1) +
                   " ms to the first token, " + fixed(turn.tokens_per_s, 1) + " tokens/s after it"},
  };
}

}  // namespace

// Both are independent of the locale, unlike printf.
std::string fixed(double value, int digits) {
  if (!std::isfinite(value)) return "unknown";
  std::array<char, 400> text{};  // the largest double has 309 digits before the point
  const auto result =
      std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed, digits);
  return {text.data(), result.ptr};
}

std::string shortest(double value) {
  std::array<char, 400> text{};
  const auto result = std::to_chars(text.data(), text.data() + text.size(), value);
  return {text.data(), result.ptr};
}

Report report_of(const Transcript& transcript) {
  Report report;
  report.session = session_items(transcript);
  report.warnings = transcript.warnings;
  for (std::size_t i = 0; i < transcript.frames.size(); ++i)
    report.frames.push_back(frame_text(transcript, i));
  const auto padding =
      static_cast<std::int64_t>(transcript.frame_slots) - static_cast<std::int64_t>(transcript.frames.size());
  if (padding > 0)
    report.padding = "The video has fewer frames than the model takes: " + std::to_string(padding) +
                     " more were left empty.";
  for (const engine::Turn& turn : transcript.turns)
    report.turns.push_back({turn.question, turn.answer, turn_items(turn)});
  return report;
}

}  // namespace vp::transcript
