#include "jobs/answer_attention_file.h"

#include <nlohmann/json.hpp>

#include "attention/answer_attention.h"
#include "checkpoint/safetensors_writer.h"
#include "overlays/tensor_metadata.h"
#include "transcript/transcript.h"

namespace vp::jobs {
namespace {

using nlohmann::json;

// Questions are whatever bytes were typed; JSON is UTF-8.
std::string text_of(const json& value) {
  return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

json frames_of(const attention::AnswerAttention& record) {
  json frames = json::array();
  std::int64_t first = 0;
  for (const attention::TokenLayout& frame : record.frames) {
    frames.push_back({{"first_column", first},
                      {"columns", frame.count()},
                      {"rows", frame.height},
                      {"tokens_a_row", frame.width},
                      {"context_token", frame.context},
                      {"row_tokens", frame.row_tokens}});
    first += frame.count();
  }
  return frames;
}

json answer_of(const engine::Turn& turn) {
  json words = json::array();
  for (const attention::AnswerWord& word : attention::answer_words(turn.attention->pieces))
    words.push_back(
        {{"text", word.text}, {"first_token", word.tokens.first}, {"last_token", word.tokens.last - 1}});
  return {{"question", turn.question},
          {"answer", turn.answer},
          {"finish", transcript::name_of(turn.finish)},
          {"token_ids", turn.token_ids},
          {"token_texts", turn.attention->pieces},
          {"words", words}};
}

}  // namespace

void write_answer_attention(const engine::EncodedVideo& video, const std::vector<engine::Turn>& turns,
                            const std::filesystem::path& file) {
  checkpoint::TensorsToWrite tensors;
  std::map<std::string, std::string> metadata = overlays::tensor_metadata(video);
  json answers = json::array();
  for (const engine::Turn& turn : turns) {
    if (!turn.attention) continue;
    const attention::AnswerAttention& record = *turn.attention;
    tensors.add("answer" + std::to_string(answers.size()) + ".attention",
                {static_cast<std::int64_t>(record.tokens()), static_cast<std::int64_t>(record.rows()),
                 static_cast<std::int64_t>(record.columns())},
                record.values);
    answers.push_back(answer_of(turn));
    metadata["layers"] = text_of(record.layers);
    metadata["heads"] = text_of(record.heads);
    metadata["frame_tokens"] = text_of(frames_of(record));
  }
  metadata["depends_on"] = "this answer";
  metadata["answers"] = text_of(answers);
  checkpoint::write_safetensors(file, tensors.tensors(), metadata);
}

}  // namespace vp::jobs
