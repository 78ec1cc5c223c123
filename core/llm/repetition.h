#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace vp::llm {

/// Watches the tokens of one answer for a run that repeats exactly: greedy answers of large models are known
/// to fall into such loops and to stay there until the longest allowed length.
class RepetitionGuard {
 public:
  static constexpr std::int64_t kLongestPeriod = 64;  ///< tokens
  static constexpr std::int64_t kLeastTimes = 4;      ///< that the period has to be there
  static constexpr std::int64_t kLeastTokens = 48;    ///< that all of them together must have

  /// `ids` are all tokens of the answer so far, of which the last one is new.
  void push(std::span<const std::int64_t> ids);

  /// Tokens at the answer's end that repeat what stands up to kLongestPeriod before each of them: what would
  /// be taken back if they turned out to be a loop. A token that is not among them never is.
  std::int64_t repeated() const { return repeated_; }
  /// Tokens at the answer's end that are repetitions of the one period before them; 0 while there is no loop.
  std::int64_t loop() const { return loop_; }

 private:
  /// For each period, how many tokens at the end equal the one that stands a period before them.
  std::array<std::int64_t, kLongestPeriod + 1> matched_{};
  std::int64_t repeated_ = 0;
  std::int64_t loop_ = 0;
};

/// Makes what was said before less likely: of every token that was added once or more often, a positive logit
/// is divided by the penalty and a negative one multiplied with it (Keskar et al., 2019, CTRL).
class RepetitionPenalty {
 public:
  /// Throws Error(Usage): the penalty must be finite and more than 0.
  explicit RepetitionPenalty(double penalty);

  /// 1 changes nothing.
  bool changes() const { return penalty_ != 1.0; }
  void add(std::int64_t id);
  /// Those that were added, ascending, each once.
  std::span<const std::int64_t> ids() const { return ids_; }
  /// `logits` are in the order of the vocabulary; ids outside it are left out.
  void apply(std::span<float> logits) const;

 private:
  double penalty_;
  std::vector<std::int64_t> ids_;  ///< ascending, each once
};

}  // namespace vp::llm
