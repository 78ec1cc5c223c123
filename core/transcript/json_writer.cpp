#include <cstddef>
#include <string>
#include <utility>

#include "base/error.h"
#include "base/utc_time.h"
#include "transcript/json_parts.h"

namespace vp::transcript {
namespace {

Json to_object(const engine::Turn& turn) {
  Json object = {{"question", turn.question},
                 {"answer", turn.answer},
                 {"finish", name_of(turn.finish)},
                 {"token_ids", turn.token_ids},
                 {"log_probabilities", turn.log_probabilities},
                 {"prompt_tokens", turn.prompt_tokens},
                 {"reused_tokens", turn.reused_tokens},
                 {"settings",
                  {{"max_new_tokens", turn.options.max_new_tokens},
                   {"temperature", turn.options.temperature},
                   {"top_p", turn.options.top_p},
                   {"seed", turn.options.seed},
                   {"repetition_guard", turn.options.repetition_guard},
                   {"repetition_penalty", turn.options.repetition_penalty}}},
                 {"timing",
                  {{"prefill_ms", turn.prefill_ms},
                   {"first_token_ms", turn.first_token_ms},
                   {"tokens_per_s", turn.tokens_per_s}}}};
  if (turn.options.left_out_turns > 0) object["settings"]["left_out_turns"] = turn.options.left_out_turns;
  if (turn.total_ms > 0) object["timing"]["total_ms"] = turn.total_ms;
  if (turn.asked_ms > 0) object["asked"] = base::utc_text(turn.asked_ms);
  if (turn.end_token_id) object["end_token_id"] = *turn.end_token_id;
  if (turn.knockout) object["knockout"] = transcript::to_object(*turn.knockout);
  if (turn.by.known()) {
    Json& by = object["answered_by"] = {{"name", turn.by.model_name},
                                        {"hash", turn.by.model_hash},
                                        {"device", turn.by.device},
                                        {"dtype", turn.by.dtype},
                                        {"threads", turn.by.threads}};
    if (turn.by.kept() != turn.by.dtype) by["kv_cache"] = turn.by.kv_cache;
  }
  return object;
}

}  // namespace

std::string_view name_of(engine::Turn::Finish finish) {
  switch (finish) {
    case engine::Turn::Finish::EndToken:
      return "end_token";
    case engine::Turn::Finish::Length:
      return "length";
    case engine::Turn::Finish::Stopped:
      return "stopped";
    case engine::Turn::Finish::Interrupted:
      return "interrupted";
    case engine::Turn::Finish::Repetition:
      return "repetition";
  }
  return "unknown";
}

std::string to_json(const Transcript& transcript, const std::stop_token& stop) {
  Json turns = Json::array();
  for (const engine::Turn& turn : transcript.turns) {
    base::throw_if_stopped(stop);
    turns.push_back(to_object(turn));
  }
  Json pictures = Json::array();
  for (const std::filesystem::path& picture : transcript.map_pictures)
    pictures.push_back(picture.generic_string());
  Json root = {
      {"format", "videopanda-transcript"},
      {"version", 2},
      {"created", transcript.created},
      {"video", to_object(transcript.video)},
      {"range", range_object(transcript)},
      {"frame_slots", transcript.frame_slots},
      {"frames", to_array(transcript.frames)},
      {"turns", std::move(turns)},
      {"model", to_object(transcript.model)},
      {"device", transcript.device},
      {"dtype", transcript.dtype},
      {"threads", transcript.threads},
      {"timing", {{"decode_ms", transcript.decode_ms}, {"encode_ms", transcript.encode_ms}}},
      {"versions", transcript.versions},
      {"warnings", transcript.warnings},
      {"gstra_mass", transcript.gstra_mass},
      {"map_pictures", pictures},
  };
  if (!transcript.kv_cache.empty() && transcript.kv_cache != transcript.dtype)
    root["kv_cache"] = transcript.kv_cache;
  return root.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace vp::transcript
