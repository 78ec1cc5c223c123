#include "transcript/reader.h"

#include <limits>
#include <regex>
#include <string>
#include <utility>

#include "base/error.h"
#include "base/message_text.h"
#include "base/utc_time.h"
#include "json/document.h"
#include "transcript/knockout_text.h"

namespace vp::transcript {
namespace {

constexpr std::uintmax_t kLargestFile = std::uintmax_t{16} << 20;
constexpr std::int64_t kLargestInt = std::numeric_limits<int>::max();
constexpr double kLargestFloat = std::numeric_limits<float>::max();
constexpr std::int64_t kLatest_s = 1'000'000'000;
// As many as a question may be asked about. In the tables each answer stands with all frames.
constexpr std::size_t kMostFrames = 4096;
constexpr std::size_t kMostTurns = 4096;
constexpr std::size_t kMostTokens = 1 << 20;
constexpr std::size_t kLongestText = std::size_t{8} << 20;

// Files that are named in a record but are no text: their paths.
std::string path_text(const json::Value& field) {
  return field.text(4096);
}

Transcript::Video video_of(const json::Value& field) {
  field.has_exactly({"file", "sha256", "container", "codec", "width", "height", "duration_s", "frame_count",
                     "frames_per_s"},
                    {"start_s", "stream", "deinterlaced", "colours"});
  Transcript::Video video;
  video.file = path_text(field.member("file"));
  video.sha256 = field.member("sha256").text(64);
  video.container = field.member("container").text();
  video.codec = field.member("codec").text();
  video.width = static_cast<int>(field.member("width").integer(0, kLargestInt));
  video.height = static_cast<int>(field.member("height").integer(0, kLargestInt));
  video.duration_s = field.member("duration_s").number_or_null();
  if (const std::optional<json::Value> start = field.find("start_s"))
    video.start_s = start->number(0, static_cast<double>(kLatest_s));
  video.frame_count = field.member("frame_count").integer();
  video.frames_per_s = field.member("frames_per_s").number_or_null();
  if (const auto stream = field.find("stream"))
    video.stream = static_cast<int>(stream->integer(0, kLargestInt));
  if (const auto deinterlaced = field.find("deinterlaced")) video.deinterlaced = deinterlaced->boolean();
  if (const auto colours = field.find("colours")) video.colours = colours->text(200);
  return video;
}

std::optional<std::int64_t> second_of(const json::Value& field) {
  if (field.is_null()) return std::nullopt;
  return field.integer(0, kLatest_s);
}

TranscriptFrame frame_of(const json::Value& field) {
  field.has_exactly({"index", "pts", "time_base", "time_s"}, {"duration_s"});
  TranscriptFrame frame;
  frame.index = field.member("index").integer();
  frame.pts = field.member("pts").integer(std::numeric_limits<std::int64_t>::min());
  frame.time_base = field.member("time_base").text(40);
  static const std::regex ratio("[0-9]{1,18}/0*[1-9][0-9]{0,17}");
  if (!std::regex_match(frame.time_base, ratio))
    field.member("time_base").refuse(base::message("a ratio of whole numbers such as 1/24000 was expected"));
  frame.time_s = field.member("time_s").number_or_null();
  if (const std::optional<json::Value> shown = field.find("duration_s"))
    frame.duration_s = shown->number_or_null();
  return frame;
}

std::string time_text(const json::Value& field) {
  std::string text = field.text(40);
  if (!base::utc_time_of(text))
    field.refuse(base::message("a time such as 2026-11-23T20:30:28Z was expected"));
  return text;
}

engine::Turn::Finish finish_of(const json::Value& field) {
  const std::string name = field.text(40);
  using Finish = engine::Turn::Finish;
  for (const Finish finish :
       {Finish::EndToken, Finish::Length, Finish::Stopped, Finish::Interrupted, Finish::Repetition})
    if (name == name_of(finish)) return finish;
  field.refuse(base::message("end_token, length, stopped, interrupted or repetition was expected"));
}

engine::AskOptions settings_of(const json::Value& field) {
  field.has_exactly({"max_new_tokens", "temperature", "top_p", "seed"},
                    {"repetition_guard", "repetition_penalty", "left_out_turns"});
  engine::AskOptions options;
  options.max_new_tokens = field.member("max_new_tokens").integer();
  options.temperature = field.member("temperature").number_or_null();
  options.top_p = field.member("top_p").number_or_null();
  options.seed = field.member("seed").unsigned_integer();
  // Records of before these two were computed without them.
  const auto guard = field.find("repetition_guard"), penalty = field.find("repetition_penalty");
  options.repetition_guard = guard && guard->boolean();
  if (penalty) options.repetition_penalty = penalty->number_or_null();
  if (const auto left_out = field.find("left_out_turns"))
    options.left_out_turns = left_out->integer(0, static_cast<std::int64_t>(kMostTurns));
  return options;
}

engine::AnsweredBy answered_by_of(const json::Value& field) {
  field.has_exactly({"name", "hash", "device", "dtype", "threads"}, {"kv_cache"});
  engine::AnsweredBy by;
  by.model_name = field.member("name").text();
  by.model_hash = field.member("hash").text(64);
  if (!by.known()) field.member("hash").refuse(base::message("the hash of a model was expected"));
  by.device = field.member("device").text(64);
  by.dtype = field.member("dtype").text(64);
  by.threads = static_cast<int>(field.member("threads").integer(0, kLargestInt));
  if (const auto kept = field.find("kv_cache")) by.kv_cache = kept->text(64);
  return by;
}

engine::Turn turn_of(const json::Value& field) {
  field.has_exactly({"question", "answer", "finish", "token_ids", "log_probabilities", "prompt_tokens",
                     "reused_tokens", "settings", "timing"},
                    {"end_token_id", "answered_by", "asked", "knockout"});
  engine::Turn turn;
  turn.question = field.member("question").text(kLongestText);
  turn.answer = field.member("answer").text(kLongestText);
  turn.finish = finish_of(field.member("finish"));
  if (const auto end_token = field.find("end_token_id")) {
    turn.end_token_id = end_token->integer(0, kLargestInt);
    if (turn.finish != engine::Turn::Finish::EndToken)
      end_token->refuse(base::message("no end token of an answer that did not end by itself was expected"));
  }
  if (const auto by = field.find("answered_by")) turn.by = answered_by_of(*by);
  if (const auto knockout = field.find("knockout"))
    turn.knockout = std::make_shared<const evidence::FrameKnockout>(knockout_of(*knockout));
  for (const json::Value& id : field.member("token_ids").elements(kMostTokens))
    turn.token_ids.push_back(id.integer(0, kLargestInt));
  for (const json::Value& value : field.member("log_probabilities").elements(kMostTokens))
    turn.log_probabilities.push_back(static_cast<float>(value.number_or_null(-kLargestFloat, kLargestFloat)));
  // A turn that was taken over as text has neither.
  if (turn.log_probabilities.size() != turn.token_ids.size())
    field.member("log_probabilities")
        .refuse_with(base::message("has %1 entries; as many as token_ids, %2, were expected",
                                   turn.log_probabilities.size(), turn.token_ids.size()));
  turn.prompt_tokens = field.member("prompt_tokens").integer(0, kLargestInt);
  turn.reused_tokens = field.member("reused_tokens").integer(0, kLargestInt);
  turn.options = settings_of(field.member("settings"));
  const json::Value timing = field.member("timing");
  timing.has_exactly({"prefill_ms", "first_token_ms", "tokens_per_s"}, {"total_ms"});
  turn.prefill_ms = timing.member("prefill_ms").number_or_null();
  turn.first_token_ms = timing.member("first_token_ms").number_or_null();
  turn.tokens_per_s = timing.member("tokens_per_s").number_or_null();
  if (const auto total = timing.find("total_ms")) turn.total_ms = total->number_or_null();
  if (const auto asked = field.find("asked")) turn.asked_ms = *base::utc_time_of(time_text(*asked));
  return turn;
}

Transcript::Model model_of(const json::Value& field) {
  field.has_exactly({"name", "hash", "visual_parameters", "decoder_parameters"});
  Transcript::Model model;
  model.name = field.member("name").text();
  model.hash = field.member("hash").text(64);
  model.visual_parameters = field.member("visual_parameters").integer();
  model.decoder_parameters = field.member("decoder_parameters").integer();
  return model;
}

Transcript transcript_of(const json::Value& root) {
  root.has_exactly(
      {"format", "version", "created", "video", "range", "frame_slots", "frames", "turns", "model", "device",
       "dtype", "threads", "timing", "versions", "warnings", "gstra_mass", "map_pictures"},
      {"kv_cache"});
  if (root.member("format").text() != "videopanda-transcript")
    root.member("format").refuse(base::message("\"videopanda-transcript\" was expected"));
  // 1 is 2 without when a question was asked, and how long its answer took in all.
  const std::int64_t form = root.member("version").integer();
  if (form != 1 && form != 2) root.member("version").refuse(base::message("version 1 or 2 was expected"));

  Transcript transcript;
  transcript.created = time_text(root.member("created"));
  transcript.video = video_of(root.member("video"));
  const json::Value range = root.member("range");
  transcript.frames_chosen = range.is_null();
  if (!transcript.frames_chosen) {
    range.has_exactly({"start_s", "end_s"});
    transcript.range_start_s = second_of(range.member("start_s"));
    transcript.range_end_s = second_of(range.member("end_s"));
  }
  transcript.frame_slots = static_cast<int>(root.member("frame_slots").integer(0, kMostFrames));
  for (const json::Value& frame : root.member("frames").elements(kMostFrames))
    transcript.frames.push_back(frame_of(frame));
  for (const json::Value& turn : root.member("turns").elements(kMostTurns))
    transcript.turns.push_back(turn_of(turn));
  transcript.model = model_of(root.member("model"));
  transcript.device = root.member("device").text(64);
  transcript.dtype = root.member("dtype").text(64);
  if (const auto kept = root.find("kv_cache")) transcript.kv_cache = kept->text(64);
  transcript.threads = static_cast<int>(root.member("threads").integer(0, kLargestInt));
  const json::Value timing = root.member("timing");
  timing.has_exactly({"decode_ms", "encode_ms"});
  transcript.decode_ms = timing.member("decode_ms").number_or_null();
  transcript.encode_ms = timing.member("encode_ms").number_or_null();
  for (const auto& [name, version] : root.member("versions").members(64))
    transcript.versions[name] = version.text();
  for (const json::Value& warning : root.member("warnings").elements(kMostFrames))
    transcript.warnings.push_back(warning.text());
  for (const json::Value& share : root.member("gstra_mass").elements(kMostFrames))
    transcript.gstra_mass.push_back(static_cast<float>(share.number_or_null(-kLargestFloat, kLargestFloat)));
  for (const json::Value& picture : root.member("map_pictures").elements(2 * kMostFrames))
    transcript.map_pictures.emplace_back(path_text(picture));
  return transcript;
}

json::Limits limits() {
  json::Limits limits;
  limits.bytes = kLargestFile;
  limits.values = 4 * kMostTokens;
  return limits;
}

json::Refuse refusal_of(const std::filesystem::path& file) {
  return [file](const json::Fault& fault) {
    throw base::Error(
        base::ErrorCode::Usage,
        base::message("The transcript %1 cannot be used: %2 %3.", base::for_message(file.string(), 400),
                      fault.path.empty() ? base::message("it") : base::Message::verbatim(fault.path),
                      fault.problem));
  };
}

}  // namespace

Transcript parse_transcript(std::string_view text, const std::filesystem::path& file) {
  return transcript_of(json::Document(text, limits(), refusal_of(file)).root());
}

Transcript read_transcript(const std::filesystem::path& file, const std::stop_token& stop) {
  std::error_code error;
  if (std::filesystem::status(file, error).type() == std::filesystem::file_type::not_found)
    throw base::Error(base::ErrorCode::Usage,
                      base::message("The transcript %1 cannot be used: there is no such file.",
                                    base::for_message(file.string(), 400)));
  json::Limits bounds = limits();
  bounds.stop = stop;
  return transcript_of(json::Document::read(file, bounds, refusal_of(file)).root());
}

}  // namespace vp::transcript
