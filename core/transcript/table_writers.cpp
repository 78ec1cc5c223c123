// CSV and BORIS's tab-separated events.
#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/error.h"
#include "base/mean.h"
#include "base/number_text.h"
#include "base/utc_time.h"
#include "transcript/csv.h"
#include "transcript/foreign_text.h"
#include "transcript/forms.h"
#include "transcript/span.h"

namespace vp::transcript {
namespace {

// --- BORIS

std::string cell(std::string_view foreign) {
  return defused(joined_lines(foreign, " "));  // tabs are spaces by now
}

struct BorisEvent {
  double time_s;
  std::string behaviour, category, type, comment;
  std::string image_index;
  std::string model;
};

}  // namespace

std::string to_csv(const Transcript& transcript, const std::stop_token& stop) {
  std::string out;
  out += csv_record({"video",
                     "video_sha256",
                     "range_start_s",
                     "range_end_s",
                     "span_start_s",
                     "span_end_s",
                     "frame_indices",
                     "frame_times_s",
                     "turn",
                     "question",
                     "answer",
                     "finish",
                     "token_ids",
                     "mean_log_probability",
                     "prompt_tokens",
                     "max_new_tokens",
                     "temperature",
                     "top_p",
                     "seed",
                     "repetition_guard",
                     "repetition_penalty",
                     "model",
                     "model_hash",
                     "device",
                     "dtype",
                     "threads",
                     "created",
                     "asked",
                     "first_token_ms",
                     "total_ms"});
  const Span span = span_of(transcript);
  const auto second = [](const std::optional<std::int64_t>& s) { return s ? std::to_string(*s) : ""; };
  const std::string frame_indices =
      csv_list(transcript.frames, [](const TranscriptFrame& frame) { return std::to_string(frame.index); });
  const std::string frame_times = csv_list(transcript.frames, [&](const TranscriptFrame& frame) {
    return base::fixed(file_time(transcript, frame.time_s), 3);
  });
  for (std::size_t i = 0; i < transcript.turns.size(); ++i) {
    base::throw_if_stopped(stop);
    const engine::Turn& turn = transcript.turns[i];
    const engine::AnsweredBy by = answered_by(transcript, turn);
    out += csv_record({csv_text(transcript.video.file),
                       csv_text(transcript.video.sha256),
                       second(transcript.range_start_s),
                       second(transcript.range_end_s),
                       base::fixed(static_cast<double>(span.start_ms) / 1000, 3),
                       base::fixed(static_cast<double>(span.end_ms) / 1000, 3),
                       frame_indices,
                       frame_times,
                       std::to_string(i + 1),
                       csv_text(turn.question),
                       csv_text(turn.answer),
                       std::string(name_of(turn.finish)),
                       csv_list(turn.token_ids, [](std::int64_t id) { return std::to_string(id); }),
                       csv_number(base::mean(turn.log_probabilities)),
                       std::to_string(turn.prompt_tokens),
                       std::to_string(turn.options.max_new_tokens),
                       csv_number(turn.options.temperature),
                       csv_number(turn.options.top_p),
                       std::to_string(turn.options.seed),
                       turn.options.repetition_guard ? "true" : "false",
                       csv_number(turn.options.repetition_penalty),
                       csv_text(by.model_name),
                       csv_text(by.model_hash),
                       csv_text(by.device),
                       csv_text(by.dtype),
                       by.known() ? std::to_string(by.threads) : "",
                       csv_text(transcript.created),
                       turn.asked_ms > 0 ? base::utc_text(turn.asked_ms) : "",
                       turn.first_token_ms > 0 ? csv_number(turn.first_token_ms) : "",
                       turn.total_ms > 0 ? csv_number(turn.total_ms) : ""});
  }
  return out;
}

std::string to_boris_tsv(const Transcript& transcript, const std::stop_token& stop) {
  const std::string media = cell(transcript.video.file);
  const std::string observation =
      cell(std::filesystem::path(transcript.video.file).stem().string() + " " + transcript.created);
  std::string out =
      "Observation id\tObservation date\tDescription\tObservation duration\tObservation type\tSource\tMedia "
      "duration (s)\tFPS\tSubject\tBehavior\tBehavioral category\tBehavior type\tTime\tMedia file "
      "name\tImage "
      "index\tComment\n";
  const Span span = span_of(transcript);
  const double start_s = static_cast<double>(span.start_ms) / 1000;
  const double end_s = static_cast<double>(span.end_ms) / 1000;
  const auto write = [&](const BorisEvent& event) {
    base::throw_if_stopped(stop);
    out += observation + "\t" + cell(transcript.created) + "\tAnswers of " + cell(event.model) + "\t" +
           base::fixed(end_s - start_s, 3) + "\tMedia file(s)\t" + media + "\t" +
           base::fixed(file_time(transcript, transcript.video.duration_s), 3) + "\t" +
           base::fixed(transcript.video.frames_per_s, 3) + "\tNo focal subject\t" + event.behaviour + "\t" +
           event.category + "\t" + event.type + "\t" + base::fixed(event.time_s, 3) + "\t" + media + "\t" +
           event.image_index + "\t" + event.comment + "\n";
  };
  for (const TranscriptFrame& frame : transcript.frames)
    write({file_time(transcript, frame.time_s), "frame seen by the model", "frames", "POINT",
           "frame " + std::to_string(frame.index), std::to_string(frame.index), transcript.model.name});
  for (std::size_t i = 0; i < transcript.turns.size(); ++i) {
    const engine::Turn& turn = transcript.turns[i];
    BorisEvent event{start_s,
                     "answer " + std::to_string(i + 1),
                     "answers",
                     "START",
                     cell(turn.question + " – " + turn.answer),
                     "",
                     answered_by(transcript, turn).model_name};
    write(event);
    event.time_s = end_s;
    event.type = "STOP";
    write(event);
  }
  return out;
}

}  // namespace vp::transcript
