#pragma once

#include <memory>

#include "evidence/frame_knockout.h"
#include "transcript/transcript.h"

namespace vp::test {

/// A record with every field filled with its own value.
inline transcript::Transcript sample_transcript() {
  transcript::Transcript transcript;
  transcript.video = {.file = "films/harbour.mp4",
                      .sha256 = "c0ffee",
                      .container = "mov,mp4",
                      .codec = "h264",
                      .width = 640,
                      .height = 360,
                      .duration_s = 8.5,
                      .frame_count = 204,
                      .frames_per_s = 24000.0 / 1001};
  transcript.range_start_s = 2;
  transcript.frame_slots = 4;
  transcript.frames = {{48, 48048, "1/24000", 2.002}, {72, 72072, "1/24000", 3.003}};
  engine::Turn turn;
  turn.question = "What happens?";
  turn.answer = "A ship leaves.";
  turn.token_ids = {319, 7751, 11308, 29889};
  turn.log_probabilities = {-0.5f, -0.25f, -0.125f, -1.0f};
  turn.options = {
      .max_new_tokens = 64, .temperature = 0.7, .top_p = 0.9, .seed = 18446744073709551615u, .attention = {}};
  turn.finish = engine::Turn::Finish::EndToken;
  turn.end_token_id = 2;
  turn.prompt_tokens = 1300;
  turn.reused_tokens = 1200;
  turn.prefill_ms = 812.5;
  turn.first_token_ms = 900.25;
  turn.tokens_per_s = 7.5;
  turn.total_ms = 1300.75;
  turn.asked_ms = 1'795'465'800'000;  // 2026-11-23 20:30:00 UTC
  transcript.turns = {turn};
  transcript.model = {.name = "videopanda_fitu",
                      .hash = "beef",
                      .visual_parameters = 45066578,
                      .decoder_parameters = 6738415616};
  transcript.device = "cpu";
  transcript.dtype = "bfloat16";
  transcript.threads = 2;
  transcript.decode_ms = 101.5;
  transcript.encode_ms = 340.25;
  transcript.versions = {
      {"program", "0.1.0"}, {"libtorch", "1.13.1"}, {"ffmpeg", "5.1.6"}, {"blas", "OpenBLAS 0.3.21"}};
  transcript.created = "2026-11-23T20:30:28Z";
  transcript.warnings = {"A damaged part was skipped."};
  transcript.gstra_mass = {0.5f, 0.25f, 0.125f, 0.125f};
  transcript.map_pictures = {"attention/frame_0000048_fsra.png"};
  return transcript;
}

/// The same, and it was measured which frames the answer needs.
inline transcript::Transcript measured_transcript() {
  transcript::Transcript transcript = sample_transcript();
  evidence::FrameKnockout knockout;
  knockout.layers = {1, 2};
  knockout.decoder_layers = 4;
  knockout.ids = {319, 7751, 2};
  knockout.pieces = {"A", " ship", ""};
  knockout.end = true;
  knockout.log_probabilities = {-0.5f, -0.25f, -0.125f};
  knockout.without = {{-1.5f, -0.25f, -0.125f}, {-0.5f, -0.5f, -0.25f}};
  transcript.turns[0].knockout = std::make_shared<const evidence::FrameKnockout>(knockout);
  return transcript;
}

}  // namespace vp::test
