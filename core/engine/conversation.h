#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "attention/answer_attention.h"
#include "base/progress.h"
#include "engine/encoded_video.h"
#include "engine/model.h"

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

  /// Throws Error(Usage).
  void validate() const;
};

/// Throws Error(Usage) for a question without a visible character.
void check_question(const std::string& question);

/// A question and its answer.
struct Turn {
  std::string question;
  std::string answer;
  std::vector<std::int64_t> token_ids;   ///< the answer's, without the end token
  std::vector<float> log_probabilities;  ///< of token_ids
  /// For each token what the position that produced it attended to; null unless it was recorded.
  std::shared_ptr<const vp::attention::AnswerAttention> attention;
  AskOptions options;
  enum class Finish { EndToken, Length, Stopped } finish = Finish::EndToken;
  std::int64_t prompt_tokens = 0;  ///< all tokens before the answer, frames and earlier turns included
  std::int64_t reused_tokens = 0;  ///< of these, the ones whose keys and values were still there
  double prefill_ms = 0;
  double first_token_ms = 0;  ///< from asking to the first token
  double tokens_per_s = 0;    ///< after the first token
};

/// Several questions about one encoded video. The KV cache of everything before a new question is kept, so a
/// follow-up prefills only its own tokens. Not thread-safe.
class Conversation {
 public:
  Conversation(std::shared_ptr<const Model> model, std::shared_ptr<const EncodedVideo> video);
  ~Conversation();
  Conversation(Conversation&&) noexcept;
  Conversation& operator=(Conversation&&) noexcept;

  const std::vector<Turn>& turns() const;
  const Model& model() const;
  const EncodedVideo& video() const;

  /// Answers; `on_text`, which may be empty, gets each piece of whole characters as it is generated. A stop
  /// while generating keeps what came so far as a turn with Finish::Stopped; a stop before the first token
  /// throws Error(Stopped) and leaves the conversation as it was. Throws Error(Usage) for an empty question
  /// or when the prompt does not fit into the model's context.
  const Turn& ask(const std::string& question, const AskOptions& options,
                  const std::function<void(std::string_view)>& on_text, base::Progress& progress,
                  const std::stop_token& stop = {});

  /// Appends a turn whose answer is known as text (a reopened session), as the authors' prompt writes it;
  /// prefilled with the next question.
  void add_known_turn(const std::string& question, const std::string& answer);

  /// The same for a turn that was kept with its tokens: the conversation is exactly as it was after answering
  /// it. Without tokens, or with one that the model does not have, its text counts.
  void add_known_turn(const Turn& turn);

  /// Forgets turn `turn` and all after it: editing an earlier question is truncate, then ask.
  void truncate(std::size_t turn);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace vp::engine
