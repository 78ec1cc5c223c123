#include "transcript/verify.h"

#include <algorithm>
#include <cmath>
#include <system_error>
#include <thread>
#include <utility>

#include "attention/reduction.h"
#include "base/error.h"
#include "base/message_text.h"
#include "base/number_text.h"
#include "base/sha256.h"
#include "engine/conversation.h"
#include "engine/encoded_video.h"
#include "engine/model_identity.h"
#include "text/utf8.h"

namespace vp::transcript {
namespace {

// Two correct float32 computations differ in the order of their sums; 16-bit ones in every rounding.
constexpr double kTolerance_float32 = 1e-3;
constexpr double kTolerance_16_bit = 0.1;

std::string quoted(const std::string& text) {
  return "\"" + base::for_message(text) + "\"";
}

class Comparison {
 public:
  Comparison(const Transcript& transcript, const engine::ModelFacts& model)
      : transcript_(transcript), model_(engine::answered_by(model)) {
    tolerance_ = model_.kept() == "float32" ? kTolerance_float32 : kTolerance_16_bit;
    asked_ = answered_by(transcript);
    // Who changes the name of the record's model must not get the record confirmed.
    bool is_known = transcript.model.hash == model.hash;
    for (const engine::Turn& turn : transcript.turns) {
      const engine::AnsweredBy by = answered_by(transcript, turn);
      is_known = is_known || by.model_hash == transcript.model.hash;
      if (by.model_hash == model.hash && !asked_.computes_as(model_)) asked_ = by;
    }
    if (asked_.model_hash == model.hash && is_known) return;
    const base::Message form = engine::difference_in_bits(model.hash, transcript.model.hash);
    if (!form.empty())
      differ(base::message("The model is another form of the same checkpoint: %1.", form));
    else
      differ(base::message("The model is another one: %1 with hash %2 instead of %3 with hash %4.",
                           quoted(model.name), model.hash, quoted(transcript.model.name),
                           base::for_message(transcript.model.hash)));
  }

  bool is_to_be_asked(const engine::Turn& turn) const {
    return answered_by(transcript_, turn).computes_as(asked_);
  }

  // An answer of another computation: it stood in the later prompts as its text, and does so here.
  void of_another_computation(std::size_t number, const engine::Turn& turn) {
    const engine::AnsweredBy by = answered_by(transcript_, turn);
    ++result_.unchecked;
    result_.notes.push_back(
        base::message("Answer %1 was not asked again: it was given by %2 with hash %3 on %4 in %5; verify "
                      "with that to check it.",
                      number, quoted(by.model_name), base::for_message(by.model_hash),
                      base::for_message(by.device), base::for_message(by.precision())));
  }

  void video(const std::filesystem::path& file, const std::stop_token& stop) {
    if (transcript_.video.sha256.empty()) {
      result_.notes.push_back(base::message("The video was not compared: the record has no hash of it."));
      return;
    }
    const std::string sha256 = base::sha256_of_file(file, base::ErrorCode::Video, stop);
    if (sha256 != transcript_.video.sha256)
      differ(base::message("The video is another one: %1 has the SHA-256 %2 instead of %3.", file.string(),
                           sha256, base::for_message(transcript_.video.sha256)));
  }

  // By which the exports' times are those of other players.
  void start(double found_s) {
    constexpr double kHalfMillisecond = 5e-4;
    const std::optional<double>& recorded_s = transcript_.video.start_s;
    if (recorded_s && std::abs(*recorded_s - found_s) > kHalfMillisecond)
      differ(base::message("The video begins %1 s after its file does instead of %2 s.",
                           base::fixed(found_s, 3), base::fixed(*recorded_s, 3)));
  }

  void frames(const engine::EncodedVideo& video) {
    if (video.frame_slots() != transcript_.frame_slots ||
        video.frames().size() != transcript_.frames.size()) {
      differ(base::message("The model saw %1 frames in %2 slots instead of %3 in %4.", video.frames().size(),
                           video.frame_slots(), transcript_.frames.size(), transcript_.frame_slots));
      return;
    }
    for (std::size_t i = 0; i < transcript_.frames.size(); ++i) {
      const engine::SampledFrame& found = video.frames()[i];
      const TranscriptFrame& expected = transcript_.frames[i];
      const base::Rational time_base = found.timestamp.time_base;
      if (found.index == expected.index && found.timestamp.pts == expected.pts &&
          std::to_string(time_base.num) + "/" + std::to_string(time_base.den) == expected.time_base) {
        if (is_other_time(expected.time_s, found.time_s))
          differ(base::message("Frame %1 begins at %2 s instead of %3 s.", i + 1,
                               base::fixed(found.time_s, 3), base::fixed(expected.time_s, 3)));
        if (expected.duration_s && is_other_time(*expected.duration_s, found.duration_s))
          differ(base::message("Frame %1 is shown for %2 s instead of %3 s.", i + 1,
                               base::fixed(found.duration_s, 3), base::fixed(*expected.duration_s, 3)));
        continue;
      }
      differ(base::message("Frame %1 is number %2 at pts %3 instead of number %4 at pts %5.", i + 1,
                           found.index, found.timestamp.pts, expected.index, expected.pts));
    }
  }

  // What reports say of the film, beside its hash.
  void facts(const media::VideoInfo& found) {
    const Transcript::Video& recorded = transcript_.video;
    if (recorded.width != found.width)
      differ(base::message("The video has %1 pixels of width instead of %2.", found.width, recorded.width));
    if (recorded.height != found.height)
      differ(
          base::message("The video has %1 pixels of height instead of %2.", found.height, recorded.height));
    if (recorded.frame_count != found.frame_count)
      differ(
          base::message("The video has %1 frames instead of %2.", found.frame_count, recorded.frame_count));
    if (is_other_time(recorded.duration_s, found.duration_s))
      differ(base::message("The video lasts %1 s instead of %2 s.", base::fixed(found.duration_s, 3),
                           base::fixed(recorded.duration_s, 3)));
  }

  // On which frames the attention lies: what reports and evidence are made of.
  void masses(const engine::EncodedVideo& video) {
    const std::vector<float>& recorded = transcript_.gstra_mass;
    if (recorded.empty()) return;  // as where no maps were kept
    if (answered_by(transcript_).model_hash != asked_.model_hash) {
      result_.notes.push_back(base::message("The attention on the frames was not compared: it is that of %1.",
                                            quoted(transcript_.model.name)));
      return;
    }
    const std::vector<float> found =
        video.maps().empty() ? std::vector<float>() : attention::gstra_mass_per_frame(video.maps(), {});
    if (found.size() != recorded.size()) {
      differ(base::message("There are shares of attention of %1 frame slots instead of %2.", found.size(),
                           recorded.size()));
      return;
    }
    if (!compares_numbers(answered_by(transcript_))) return;
    for (std::size_t i = 0; i < found.size(); ++i) {
      const double a = static_cast<double>(found[i]), e = static_cast<double>(recorded[i]);
      if (a == e || std::abs(a - e) <= tolerance_ * std::max(a, e)) continue;
      differ(base::message("The share of attention of frame slot %1 is %2 instead of %3.", i + 1,
                           base::shortest(a), base::shortest(e)));
    }
  }

  void turn(std::size_t number, const engine::Turn& expected, const engine::Turn& found) {
    const bool numbers = compares_numbers(answered_by(transcript_, expected));
    ++result_.questions;
    if (found.prompt_tokens != expected.prompt_tokens)
      differ(base::message("The prompt of question %1 has %2 tokens instead of %3.", number,
                           found.prompt_tokens, expected.prompt_tokens));
    const std::size_t shorter = std::min(found.token_ids.size(), expected.token_ids.size());
    result_.tokens += shorter;
    std::size_t first = 0;
    while (first < shorter && found.token_ids[first] == expected.token_ids[first]) ++first;
    if (first < shorter) {
      differ(base::message("Answer %1 differs from token %2 on: %3 instead of %4; it now reads %5.", number,
                           first + 1, found.token_ids[first], expected.token_ids[first],
                           quoted(found.answer)));
    } else if (found.token_ids.size() != expected.token_ids.size()) {
      differ(base::message("Answer %1 has %2 tokens instead of %3; it now reads %4.", number,
                           found.token_ids.size(), expected.token_ids.size(), quoted(found.answer)));
    } else if (found.answer != expected.answer && text::valid_utf8(found.answer) == found.answer) {
      differ(base::message(
          "Answer %1 has the same tokens but the text %2 in the record and %3 now: the record was "
          "changed, or the tokenizer was.",
          number, quoted(expected.answer), quoted(found.answer)));
    } else if (expected.finish != engine::Turn::Finish::Stopped && found.finish != expected.finish) {
      differ(base::message("Answer %1 ended otherwise: %2 instead of %3.", number, name_of(found.finish),
                           name_of(expected.finish)));
    } else if (expected.end_token_id && found.end_token_id != expected.end_token_id) {
      differ(base::message("Answer %1 ended with the token %2 instead of %3.", number,
                           found.end_token_id.value_or(-1), *expected.end_token_id));
    }
    if (numbers) log_probabilities(number, expected, found, first);
  }

  // What was measured by hiding frames: whoever changes a number must not get it confirmed.
  void knockout(std::size_t number, const engine::Turn& turn, const evidence::FrameKnockout& found) {
    const evidence::FrameKnockout& expected = *turn.knockout;
    ++result_.measurements;
    if (found.ids != expected.ids || found.end != expected.end || found.pieces != expected.pieces ||
        found.frames() != expected.frames()) {
      differ(base::message("What answer %1 needs was measured of other tokens or frames than it has now.",
                           number));
      return;
    }
    if (!compares_numbers(answered_by(transcript_, turn))) return;
    double largest = farthest(found.log_probabilities, expected.log_probabilities);
    std::size_t place = 0;
    for (std::size_t i = 0; i < expected.frames(); ++i) {
      const double distance = farthest(found.without[i], expected.without[i]);
      if (distance <= largest) continue;
      largest = distance;
      place = i + 1;
    }
    if (largest <= tolerance_) return;
    if (place == 0)
      differ(base::message(
          "The log-probabilities that answer %1 was measured with are up to %2 apart from those now.", number,
          base::shortest(largest)));
    else
      differ(base::message(
          "What answer %1 loses without frame %2 is another now: log-probabilities are up to %3 apart.",
          number, place, base::shortest(largest)));
  }
  // Of a decoder with other layers.
  void other_layers(std::size_t number) {
    ++result_.measurements;
    differ(
        base::message("What answer %1 needs was measured in layers that this model does not have.", number));
  }

  // An answer whose tokens are not recorded: whoever takes them out must not get it confirmed.
  void unchecked(std::size_t number, const engine::Turn& turn) {
    result_.unchecked += turn.answer.empty() ? 0 : 1;
    result_.notes.push_back(
        base::message("Answer %1 was not asked again: no token of it is recorded.", number));
  }
  Verification result() {
    if (result_.questions == 0 && result_.unchecked > 0)
      differ(base::message(
          "No answer in the record has tokens of this model, so that none of them can be checked."));
    return result_;
  }

 private:
  // They are comparable on the same device in the same precision alone. Said once of each other one.
  bool compares_numbers(const engine::AnsweredBy& by) {
    if (by.has_arithmetic_of(model_)) return true;
    const base::Message note = base::message(
        "Log-probabilities were not compared: the record was computed on %1 in %2, this on %3 in %4.",
        base::for_message(by.device), base::for_message(by.precision()), model_.device, model_.precision());
    if (std::find(result_.notes.begin(), result_.notes.end(), note) == result_.notes.end())
      result_.notes.push_back(note);
    return false;
  }

  void differ(base::Message message) { result_.differences.push_back(std::move(message)); }

  // In seconds; what was not finite is recorded as nothing.
  static bool is_other_time(double expected, double found) {
    constexpr double kHalfMillisecond = 5e-4;
    return std::isfinite(expected) && std::abs(expected - found) > kHalfMillisecond;
  }

  // The largest distance of two numbers; lists of different lengths, or a number beside none, are far apart.
  static double farthest(const std::vector<float>& found, const std::vector<float>& expected) {
    if (found.size() != expected.size()) return HUGE_VAL;
    double largest = 0;
    for (std::size_t i = 0; i < found.size(); ++i) {
      const double a = found[i], e = expected[i];
      if (a == e || (!std::isfinite(a) && !std::isfinite(e))) continue;
      largest = std::max(largest, std::isfinite(a) && std::isfinite(e) ? std::abs(a - e) : HUGE_VAL);
    }
    return largest;
  }

  // Of the tokens before the first one that differs.
  void log_probabilities(std::size_t number, const engine::Turn& expected, const engine::Turn& found,
                         std::size_t count) {
    double largest = 0;
    std::size_t place = 0;
    for (std::size_t i = 0; i < count; ++i) {
      const double a = found.log_probabilities[i], e = expected.log_probabilities[i];
      if (a == e || (!std::isfinite(a) && !std::isfinite(e))) continue;
      const double distance = std::isfinite(a) && std::isfinite(e) ? std::abs(a - e) : HUGE_VAL;
      if (distance > largest) {
        largest = distance;
        place = i;
      }
    }
    if (largest > tolerance_)
      differ(base::message(
          "The log-probability of token %1 of Answer %2 is %3 instead of %4, more than %5 apart.", place + 1,
          number, base::shortest(found.log_probabilities[place]),
          base::shortest(expected.log_probabilities[place]), base::shortest(tolerance_)));
  }

  const Transcript& transcript_;
  Verification result_;
  engine::AnsweredBy model_;  ///< with which the questions are asked again
  /// Whose answers these are: this model's where the record knows it (as computed here, where it does), else
  /// the record's own.
  engine::AnsweredBy asked_;
  double tolerance_ = 0;
};

// A turn that was taken over as text, or stopped or interrupted before its first token.
bool has_no_computation(const engine::Turn& turn) {
  return turn.token_ids.empty() && (turn.prompt_tokens == 0 || turn.finish == engine::Turn::Finish::Stopped);
}

}  // namespace

std::string Verification::summary() const {
  const auto counted = [](std::size_t n, const char* what) {
    return std::to_string(n) + " " + what + (n == 1 ? "" : "s");
  };
  const std::string work =
      counted(questions, "question") + " asked again, " + counted(tokens, "token") + " compared" +
      (measurements > 0 ? ", " + counted(measurements, "measurement") + " repeated" : "") +
      (unchecked > 0 ? ", " + counted(unchecked, "answer") + " not checked." : ".");
  return same() ? "The same: " + work : "Different in " + counted(differences.size(), "point") + ": " + work;
}

std::filesystem::path recorded_video(const Transcript& transcript,
                                     const std::filesystem::path& transcript_file) {
  const std::filesystem::path recorded(transcript.video.file);
  const std::filesystem::path folder = transcript_file.parent_path();
  std::error_code error;
  // A relative name may be meant from the record's own folder.
  for (const std::filesystem::path& file : {recorded, folder / recorded, folder / recorded.filename()})
    if (recorded.has_filename() && std::filesystem::is_regular_file(file, error)) return file;
  throw base::Error(base::ErrorCode::Video,
                    base::message("The video of the transcript, %1, is not there, nor a file of its name "
                                  "beside the transcript; say where it is.",
                                  base::for_message(transcript.video.file, 400)));
}

engine::LoadOptions as_recorded(const Transcript& transcript, engine::LoadOptions options) {
  if (options.dtype == engine::DtypeChoice::Auto) {
    if (transcript.dtype == "float32") options.dtype = engine::DtypeChoice::Float32;
    if (transcript.dtype == "bfloat16") options.dtype = engine::DtypeChoice::BFloat16;
    if (transcript.dtype == "float16") options.dtype = engine::DtypeChoice::Float16;
  }
  if (options.kv_cache == engine::KvCacheChoice::Auto) {
    const std::string kept = answered_by(transcript).kept();
    options.kv_cache = kept == "8bit"             ? engine::KvCacheChoice::Bits8
                       : kept == transcript.dtype ? engine::KvCacheChoice::Full
                                                  : engine::KvCacheChoice::Bits16;
  }
  if (options.device == engine::DeviceChoice::Auto && transcript.device == "cpu")
    options.device = engine::DeviceChoice::Cpu;
  // The order of sums depends on the number of threads.
  if (options.threads == 0 && transcript.threads >= 1 &&
      static_cast<unsigned>(transcript.threads) <= std::thread::hardware_concurrency())
    options.threads = transcript.threads;
  return options;
}

engine::VideoRequest recorded_request(const Transcript& transcript, const std::filesystem::path& video) {
  engine::VideoRequest request;
  request.file = video;
  request.open = {transcript.video.stream, transcript.video.deinterlaced};
  if (transcript.frames_chosen) {
    for (const TranscriptFrame& frame : transcript.frames) request.frame_indices.push_back(frame.index);
    return request;
  }
  request.range = {transcript.range_start_s, transcript.range_end_s};
  request.frames = transcript.frame_slots;
  return request;
}

Verification verify(const Transcript& transcript, const std::shared_ptr<const engine::Model>& model,
                    const std::filesystem::path& video, base::Progress& progress,
                    const std::stop_token& stop) {
  Comparison comparison(transcript, *model->facts());
  engine::VideoRequest request = recorded_request(transcript, video);
  request.attention_maps = !transcript.gstra_mass.empty();
  const auto encoded = engine::EncodedVideo::encode(model, request, progress, stop);
  comparison.video(video, stop);  // after it was opened as one: a pipe would never end
  comparison.start(encoded->info().start_s);
  comparison.facts(encoded->info());
  comparison.frames(*encoded);
  comparison.masses(*encoded);

  engine::Conversation conversation(model, encoded);
  for (std::size_t i = 0; i < transcript.turns.size(); ++i) {
    const engine::Turn& expected = transcript.turns[i];
    if (has_no_computation(expected)) {
      conversation.add_known_turn(expected.question, expected.answer);
      comparison.unchecked(i + 1, expected);
      continue;
    }
    if (!comparison.is_to_be_asked(expected)) {
      conversation.add_known_turn(expected.question, expected.answer);
      comparison.of_another_computation(i + 1, expected);
      continue;
    }
    engine::AskOptions options = expected.options;
    if (expected.finish == engine::Turn::Finish::Stopped)
      options.max_new_tokens = static_cast<std::int64_t>(expected.token_ids.size());
    const engine::Turn& found = conversation.ask(expected.question, options, {}, progress, stop);
    if (found.finish == engine::Turn::Finish::Stopped) base::throw_if_stopped(stop);
    comparison.turn(i + 1, expected, found);
    if (!expected.knockout) continue;
    if (expected.knockout->decoder_layers != model->config().decoder.num_hidden_layers) {
      comparison.other_layers(i + 1);
      continue;
    }
    const engine::KnockoutOptions knockout{expected.knockout->layers};
    comparison.knockout(i + 1, expected, conversation.knock_out_frames(i, knockout, progress, stop));
  }
  return comparison.result();
}

}  // namespace vp::transcript
