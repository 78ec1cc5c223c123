#include "transcript/report.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/error.h"
#include "base/number_text.h"
#include "base/utc_time.h"
#include "evidence/frame_knockout.h"
#include "transcript/foreign_text.h"

namespace vp::transcript {
namespace {

using base::fixed;
using base::shortest;

/// Lines that a turn has beside its texts: headings and items.
constexpr std::size_t kLinesOfTurn = 10;

/// What is left of the lines and bytes that a report may have.
class Budget {
 public:
  bool spent() const { return lines_ == 0 || bytes_ == 0; }
  void take_lines(std::size_t lines) { lines_ -= std::min(lines, lines_); }
  /// The text, or as much of it as there is room for and a line that says so.
  std::string take(std::string_view text) {
    const std::string_view kept = beginning_of(text, lines_, bytes_);
    take_lines(lines_of(kept).size());
    if (kept.size() == text.size()) {
      bytes_ -= kept.size();
      return std::string(kept);
    }
    lines_ = bytes_ = 0;
    return std::string(kept) +
           "\n[Cut here, since this form has an end: " + std::to_string(text.size() - kept.size()) +
           " more bytes are in the JSON form.]";
  }

 private:
  std::size_t lines_ = kMostReportLines;
  std::size_t bytes_ = kMostReportBytes;
};

std::string range_text(const Transcript& transcript) {
  if (transcript.frames_chosen) return "none: the frames were chosen one by one";
  const auto second = [](const std::optional<std::int64_t>& s, const char* absent) {
    return s ? std::to_string(*s) + " s" : std::string(absent);
  };
  return second(transcript.range_start_s, "the beginning") + " to " +
         second(transcript.range_end_s, "the end");
}

std::string pictures_text(const Transcript::Video& video) {
  std::string text = video.stream ? "stream " + std::to_string(*video.stream) : "";
  const auto add = [&text](const std::string& more) { text += (text.empty() ? "" : ", ") + more; };
  if (video.deinterlaced) add("deinterlaced");
  if (!video.colours.empty()) add(video.colours);
  return text;
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
      {"Device", transcript.device + ", " + answered_by(transcript).precision() + ", " +
                     std::to_string(transcript.threads) + " threads"},
      {"Time",
       fixed(transcript.decode_ms, 1) + " ms to decode, " + fixed(transcript.encode_ms, 1) + " ms to encode"},
  };
  if (video.start_s.value_or(0) > 0)
    items.push_back({"Begins", fixed(*video.start_s, 3) +
                                   " s after the file's sound; the times here count from the first frame"});
  if (const std::string pictures = pictures_text(video); !pictures.empty())
    items.insert(items.begin() + 3, {"Pictures", pictures});
  for (const auto& [name, version] : transcript.versions) items.push_back({"Version of " + name, version});
  items.push_back({"Written", transcript.created});
  if (is_of_several_models(transcript)) {
    const auto model = std::find_if(items.begin(), items.end(),
                                    [](const Report::Item& item) { return item.name == "Model"; });
    model->value += " (it analysed the frames; of the answers, each names the model that gave it)";
  }
  return items;
}

std::string frame_text(const Transcript& transcript, std::size_t i) {
  const TranscriptFrame& frame = transcript.frames[i];
  std::string text = "frame " + std::to_string(frame.index) + " at " + fixed(frame.time_s, 3) + " s (pts " +
                     std::to_string(frame.pts) + ", time base " + frame.time_base + ")";
  if (i < transcript.gstra_mass.size())
    text += ", " + fixed(100.0 * static_cast<double>(transcript.gstra_mass[i]), 1) +
            " % of the GSTRA attention of its chunk (the film only, not this question)";
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
    case engine::Turn::Finish::Interrupted:
      return "cut off when the program ended; its text is all that is known of it";
    case engine::Turn::Finish::Repetition:
      return "ended since it went on repeating itself, of which one time is kept";
  }
  return "unknown";
}

std::string model_text(const Transcript& transcript, const engine::Turn& turn) {
  const engine::AnsweredBy by = answered_by(transcript, turn);
  if (!by.known()) return "not known: only the text of this answer is";
  return by.model_name + ", on " + by.device + " in " + by.precision() +
         (by.model_hash == transcript.model.hash ? "" : ", hash " + by.model_hash);
}

/// Which frames the answer lost most without, and what that does not say.
std::string knockout_text(const Transcript& transcript, const evidence::FrameKnockout& knockout) {
  constexpr std::size_t kMost = 4;
  const std::vector<double> change = evidence::changes(knockout, knockout.all());
  std::string text;
  for (const std::size_t i : evidence::needed_frames(change, kMost)) {
    if (i >= transcript.frames.size()) continue;
    const TranscriptFrame& frame = transcript.frames[i];
    text += (text.empty() ? "" : ", ") + fixed(change[i], 3) + " without frame " +
            std::to_string(frame.index) + " at " + fixed(frame.time_s, 3) + " s";
  }
  if (text.empty()) text = "no frame alone takes " + shortest(evidence::kLeastLoss) + " or more";
  return "change of the answer's log-probability when it may not look at a frame: " + text + ". " +
         evidence::knockout_caveat();
}

std::vector<Report::Item> turn_items(const Transcript& transcript, const engine::Turn& turn) {
  const Report::Item by{"Answered by", model_text(transcript, turn)};
  const std::string asked = turn.asked_ms > 0 ? "asked " + base::utc_text(turn.asked_ms) : "";
  if (turn.finish == engine::Turn::Finish::Interrupted) {
    std::vector<Report::Item> items{{"Answer", std::string(sentence_of(turn.finish))}, by};
    if (!asked.empty()) items.push_back({"Time", asked});
    return items;
  }
  std::vector<Report::Item> items{
      {"Answer", std::string(sentence_of(turn.finish)) + ", " + std::to_string(turn.token_ids.size()) +
                     (turn.token_ids.size() == 1 ? " token" : " tokens")},
      by,
      {"Prompt", std::to_string(turn.prompt_tokens) + " tokens, " + std::to_string(turn.reused_tokens) +
                     " of them reused"},
      {"Settings",
       (turn.options.temperature == 0 ? "greedy" : "temperature " + shortest(turn.options.temperature)) +
           ", top-p " + shortest(turn.options.top_p) + ", seed " + std::to_string(turn.options.seed) +
           ", at most " + std::to_string(turn.options.max_new_tokens) + " tokens" +
           (turn.options.repetition_penalty == 1
                ? ""
                : ", repetition penalty " + shortest(turn.options.repetition_penalty)) +
           (turn.options.repetition_guard ? "" : ", no guard against repetition") +
           (turn.options.left_out_turns == 0
                ? ""
                : ", without the first " + std::to_string(turn.options.left_out_turns) +
                      " questions and answers")},
      {"Time", asked + (asked.empty() ? "" : ", ") + fixed(turn.prefill_ms, 1) + " ms prefill, " +
                   fixed(turn.first_token_ms, 1) + " ms to the first token" +
                   (turn.tokens_per_s > 0 ? ", " + fixed(turn.tokens_per_s, 1) + " tokens/s after it" : "") +
                   (turn.total_ms > 0 ? ", " + fixed(turn.total_ms, 1) + " ms in all" : "")},
  };
  if (turn.knockout) items.push_back({"Measured by hiding", knockout_text(transcript, *turn.knockout)});
  return items;
}

}  // namespace

Report report_of(const Transcript& transcript, const std::stop_token& stop) {
  Report report;
  Budget budget;
  report.session = session_items(transcript);
  for (const std::string& warning : transcript.warnings) {
    if (budget.spent()) break;
    report.warnings.push_back(budget.take(warning));
  }
  for (std::size_t i = 0; i < transcript.frames.size(); ++i)
    report.frames.push_back(frame_text(transcript, i));
  const auto padding =
      static_cast<std::int64_t>(transcript.frame_slots) - static_cast<std::int64_t>(transcript.frames.size());
  if (padding > 0)
    report.padding = "The video has fewer frames than the model takes: " + std::to_string(padding) +
                     " more were left empty.";
  for (const engine::Turn& turn : transcript.turns) {
    base::throw_if_stopped(stop);
    if (budget.spent()) break;
    budget.take_lines(kLinesOfTurn);
    report.turns.push_back(
        {budget.take(turn.question), budget.take(turn.answer), turn_items(transcript, turn)});
  }
  if (report.turns.size() < transcript.turns.size())
    report.omitted = "Left out here, since this form has an end: " +
                     std::to_string(transcript.turns.size() - report.turns.size()) +
                     " more questions and their answers. The JSON form holds them.";
  return report;
}

}  // namespace vp::transcript
