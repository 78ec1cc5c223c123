#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "base/progress.h"
#include "engine/encoded_video.h"
#include "engine/knockout.h"
#include "engine/model.h"
#include "engine/turn.h"

namespace vp::engine {

/// How likely a text is as the answer to a question.
struct AnswerLikelihood {
  double log_probability = 0;  ///< natural, the sum over its tokens
  std::int64_t tokens = 0;     ///< without an end token
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
  /// Whether the GPU failed in the middle of the last answer: nothing more can be asked here, and the model
  /// has to be loaded again.
  bool device_failed() const;
  const Model& model() const;
  const EncodedVideo& video() const;

  /// Answers; `on_text`, which may be empty, gets each piece of whole characters as it is generated. A stop
  /// while generating keeps what came so far as a turn with Finish::Stopped; a stop before the first token
  /// throws Error(Stopped) and leaves the conversation as it was. Throws Error(Usage) for an empty question
  /// or when the prompt does not fit into the model's context. Turns that have to be left out for it
  /// (AskOptions::drop_oldest) are a warning before anything is computed, and stay left out.
  const Turn& ask(const std::string& question, const AskOptions& options,
                  const std::function<void(std::string_view)>& on_text, base::Progress& progress,
                  const std::stop_token& stop = {});

  /// How likely each of these texts is as the answer to `question`, asked as the first of a conversation;
  /// nothing is generated and no turn is added. Keys and values of film and question are computed once (not
  /// at all where the same question was asked just before), and a text costs a pass over its own tokens but
  /// the first. The prompt reaches as far as all texts share their tokens with it. Throws Error(Usage) for an
  /// empty question or text, or where one does not fit into the model's context; Error(Stopped),
  /// Error(Device).
  std::vector<AnswerLikelihood> score_answers(const std::string& question,
                                              const std::vector<std::string>& answers,
                                              base::Progress& progress, const std::stop_token& stop = {});

  /// By how much each sampled frame's absence changes the log-probability of the answer of turn `turn`: the
  /// attention from the question and the answer to the frame's tokens is cut, see evidence::FrameKnockout. Of
  /// Video-ChatGPT it is that to the token of the frame's moment (the tokens of places hold all frames), from
  /// what follows the frames, before which the first question stands. What stands before the question is not
  /// computed again, so a frame costs the question's and the answer's tokens. An answer of another
  /// computation, or that is known as text, is scored as text, without its end. The turn keeps the result;
  /// what the cache held from the question on is computed again with the next one. Throws Error(Usage) where
  /// there is no such turn, no film or nothing to score; Error(Stopped), Error(Device).
  evidence::FrameKnockout knock_out_frames(std::size_t turn, const KnockoutOptions& options,
                                           base::Progress& progress, const std::stop_token& stop = {});

  /// Computes keys and values ahead of the next question, for whatever it will be: of the opening, the frames
  /// and the turns so far. A piece a call, of a few hundred positions and no frame in part, so that what the
  /// user asks for can come in between; a question waits for what is left alone. Reports Phase::Prefill in
  /// positions. False when nothing is left, or the context has no room for a question. Throws Error(Stopped),
  /// after which the pieces before are still there, and Error(Device).
  bool prefill_ahead(base::Progress& progress, const std::stop_token& stop = {});

  // What stands before every first question, the prefix, depends on film, frames and model alone: its keys
  // and values can be kept from one run of the program to the next. In float32 that is kept as computed they
  // are kept exactly, else in 8 bits.

  /// A text that two prefixes share when their keys and values are the same, as they are written by this
  /// version of the program.
  std::string prefix_identity() const;
  /// How large write_prefix()'s file is, but for a few thousand bytes.
  std::int64_t prefix_bytes() const;
  /// Whether all of it is computed (or was read).
  bool has_prefix() const;
  /// Writes it; has_prefix(). Throws Error(Output), Error(Stopped), which leave what was there.
  void write_prefix(const std::filesystem::path& file, const std::stop_token& stop = {}) const;
  /// Takes over what write_prefix() wrote of the same prefix, before anything was asked or computed. The file
  /// may come from anyone: it is checked. Throws Error(Checkpoint) when it is not this prefix or damaged; the
  /// conversation is then as it was.
  void read_prefix(const std::filesystem::path& file);

  /// Appends a turn that was kept (a reopened session): with its tokens the conversation is exactly as it was
  /// after answering it; of one that another computation gave, or without tokens, the text counts; see Prompt
  /// and as_read_by(). Prefilled with the next question.
  void add_known_turn(const Turn& turn);

  /// The same for a turn of which only the text is known, or is to count.
  void add_known_turn(const std::string& question, const std::string& answer);

  /// Forgets turn `turn` and all after it: editing an earlier question is truncate, then ask.
  void truncate(std::size_t turn);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace vp::engine
