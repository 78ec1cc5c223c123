#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "attention/answer_attention.h"
#include "checkpoint/model_config.h"
#include "evidence/frame_knockout.h"

namespace vp::engine {

/// Which attention of an answer's tokens to the visual tokens is recorded.
struct AttentionRecording {
  bool enabled = false;     ///< off, it costs nothing
  std::vector<int> layers;  ///< of the decoder, counted from 0, ascending; empty: all
  std::vector<int> heads;   ///< averaged over; ascending; empty: all
  bool per_layer = false;   ///< a map a layer instead of their mean

  /// Throws Error(Usage) for a layer or head that the decoder does not have, or that is named twice; also
  /// when off.
  void validate(const checkpoint::DecoderConfig& decoder) const;
};

/// How an answer is generated.
struct AskOptions {
  std::int64_t max_new_tokens = 1024;
  double temperature = 0.0;  ///< 0: greedy
  double top_p = 1.0;
  std::uint64_t seed = 0;
  AttentionRecording attention;  ///< checked against the model when asking
  bool repetition_guard = true;  ///< an answer that falls into a loop ends, and keeps one period of it
  /// Of every token of the prompt's text (the question, the turns before, what the template writes; frames
  /// have none) and of the answer so far: a positive logit is divided by it, a negative one multiplied. 1: as
  /// the model says. Recorded log-probabilities are those before it.
  double repetition_penalty = 1.0;
  /// The oldest turns of the conversation that are not in the prompt, as where its context is full: the
  /// others and the question follow the frames.
  std::int64_t left_out_turns = 0;
  /// Leaves out as many as necessary (which then stand in left_out_turns) instead of refusing.
  bool drop_oldest = false;

  /// Throws Error(Usage).
  void validate() const;
};

struct ModelFacts;

/// Throws Error(Usage) for a question without a visible character.
void check_question(const std::string& question);

/// What gave an answer: other weights, another device or another precision give other numbers.
struct AnsweredBy {
  std::string model_name;  ///< the folder's
  std::string model_hash;  ///< ModelFacts::hash
  std::string device, dtype;
  int threads = 0;
  std::string kv_cache{};  ///< ModelFacts::kv_cache; empty, as of answers from before it: the same as dtype

  bool known() const { return !model_hash.empty(); }
  /// How keys and values were kept.
  const std::string& kept() const { return kv_cache.empty() ? dtype : kv_cache; }
  /// The same numbers but for the order of sums, if the weights are the same.
  bool has_arithmetic_of(const AnsweredBy& other) const {
    return device == other.device && dtype == other.dtype && kept() == other.kept();
  }
  /// The same weights on the same device in the same precision. What the folder is called decides nothing,
  /// nor do the threads, whose number changes the order of sums alone.
  bool computes_as(const AnsweredBy& other) const {
    return model_hash == other.model_hash && has_arithmetic_of(other);
  }
  /// "float32", or "float32 with keys and values in float16".
  std::string precision() const;
  bool operator==(const AnsweredBy& other) const {
    return computes_as(other) && model_name == other.model_name && threads == other.threads;
  }
};

/// A question and its answer.
struct Turn {
  std::string question;
  std::string answer;
  std::vector<std::int64_t> token_ids;   ///< the answer's, without the end token
  std::vector<float> log_probabilities;  ///< of token_ids
  /// For each token what the position that produced it attended to; null unless it was recorded.
  std::shared_ptr<const vp::attention::AnswerAttention> attention;
  /// What the answer loses without each frame; null unless it was measured.
  std::shared_ptr<const evidence::FrameKnockout> knockout;
  AskOptions options;
  /// Not known for an answer of which only the text is.
  AnsweredBy by;
  /// Interrupted: the program ended while it was written, so that its text is all that is known of it.
  /// Repetition: it fell into a loop (llm::RepetitionGuard), of which one period is kept.
  enum class Finish { EndToken, Length, Stopped, Interrupted, Repetition } finish = Finish::EndToken;
  /// Which of the model's end tokens it said; nothing when it said none, or when that was not kept.
  std::optional<std::int64_t> end_token_id;
  std::int64_t prompt_tokens = 0;  ///< all tokens before the answer, frames and earlier turns included
  std::int64_t reused_tokens = 0;  ///< of these, the ones whose keys and values were still there
  double prefill_ms = 0;
  double first_token_ms = 0;  ///< from asking to the first token
  double tokens_per_s = 0;    ///< after the first token
  double total_ms = 0;        ///< from asking to the answer's end; 0: not known
  std::int64_t asked_ms = 0;  ///< when it was asked, milliseconds after 1970 in UTC; 0: not known
};

AnsweredBy answered_by(const ModelFacts& model);

/// Whether another computation than this model's gave the answer: its tokens, numbers and attention are then
/// not what this model would have given.
bool is_of_another(const Turn& turn, const ModelFacts& model);

/// What this model reads of a turn in a later prompt: all of its own one, question and answer of another's.
Turn as_read_by(const Turn& turn, const ModelFacts& model);

}  // namespace vp::engine
