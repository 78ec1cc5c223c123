#pragma once

#include <string>

#include "library/session_store.h"

namespace vp::test {

inline library::StoredTurn example_turn(const std::string& question, const std::string& answer) {
  library::StoredTurn stored;
  stored.state = library::StoredTurn::State::Finished;
  stored.turn.asked_ms = 1'700'000'000'123;
  stored.turn.question = question;
  stored.turn.answer = answer;
  stored.turn.token_ids = {5, 70'000, 31'999};
  stored.turn.log_probabilities = {-0.25F, -1.5F, -0.0625F};
  stored.turn.options.max_new_tokens = 64;
  stored.turn.options.temperature = 0.5;
  stored.turn.options.top_p = 0.75;
  stored.turn.options.repetition_guard = false;
  stored.turn.options.left_out_turns = 2;
  stored.turn.by.kv_cache = "8bit";
  stored.turn.options.repetition_penalty = 1.25;
  stored.turn.options.seed = 18'446'744'073'709'551'615U;
  stored.turn.finish = engine::Turn::Finish::Length;
  stored.turn.prompt_tokens = 458;
  stored.turn.reused_tokens = 17;
  stored.turn.prefill_ms = 12.5;
  stored.turn.first_token_ms = 13.25;
  stored.turn.tokens_per_s = 7.75;
  stored.turn.total_ms = 400.5;
  return stored;
}

inline library::StoredSession example_session(const std::filesystem::path& video) {
  library::StoredSession session;
  session.video = library::describe_file(video);
  session.position_frame = 41;
  session.layout = {std::byte{0}, std::byte{255}, std::byte{7}};
  transcript::Transcript& record = session.record;
  record.video.container = "matroska";
  record.video.codec = "h264";
  record.video.width = 320;
  record.video.height = 180;
  record.video.duration_s = 4.5;
  record.video.frame_count = 45;
  record.video.frames_per_s = 10;
  record.range_end_s = 3;
  record.frame_slots = 4;
  record.frames = {{0, 0, "1/1000", 0}, {20, 2000, "1/1000", 2}};
  record.model = {"tiny", "00ff", 11, 22};
  record.device = "cpu";
  record.dtype = "float32";
  record.threads = 2;
  record.decode_ms = 1.5;
  record.encode_ms = 2.5;
  record.versions = {{"program", "0.1"}, {"ffmpeg", "5.1"}};
  record.warnings = {"A frame is missing."};
  record.gstra_mass = {0.25F, 0.75F};
  return session;
}

}  // namespace vp::test
