#pragma once

#include <cstdint>
#include <random>
#include <span>
#include <vector>

namespace vp::llm {

/// How the next token is chosen.
struct SamplingOptions {
  double temperature = 0.0;  ///< 0: greedy
  double top_p = 1.0;        ///< smallest set of tokens with at least this probability, after temperature
  std::uint64_t seed = 0;

  /// Throws Error(Usage): temperature must be finite and >= 0, top_p in (0, 1].
  void validate() const;
};

/// Chooses tokens from logits; the same seed gives the same choices on every machine (own arithmetic on
/// mt19937_64, no standard distribution).
class Sampler {
 public:
  explicit Sampler(const SamplingOptions& options);
  /// Index of the chosen logit. Ties in greedy go to the lowest index. A logit that is not finite is never
  /// chosen. Throws Error(Device) when no logit is finite (the weights are unusable in this precision).
  std::int64_t sample(std::span<const float> logits);
  /// What the next so many choices draw from [0, 1), for who makes them elsewhere; nothing where greedy ones
  /// draw nothing.
  std::vector<double> draws(std::int64_t choices);

 private:
  double draw();

  SamplingOptions options_;
  std::mt19937_64 generator_;
  std::vector<double> weights_;          // unnormalised probabilities, kept to be allocated once
  std::vector<std::int64_t> by_weight_;  // the heap from which top-p takes the likeliest
};

/// Throws Error(Device): none of so many tokens has a finite logit.
[[noreturn]] void refuse_no_finite_score(std::int64_t tokens);

/// The natural logarithm of the probability of `index` under softmax(logits), i.e. at temperature 1. Logits
/// that are not finite have no share; logits[index] is finite.
float log_probability(std::span<const float> logits, std::int64_t index);

}  // namespace vp::llm
