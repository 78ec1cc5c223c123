#pragma once

#include "kernels/cuda/stream.h"

namespace vp::kernels::cuda {

/// The next token and its log-probability (natural, at temperature 1), as llm::Sampler chooses it: the
/// likeliest, the lowest of equals, or one of the smallest set of tokens that has `top_p` of the probability.
/// A logit that is not finite is never chosen.
///
/// Weights are e^((logit - largest) / temperature) in float32, counted in units of 2^-40; sums of them are
/// exact and the same in any order. So the choice is always the same on one device, and llm::Sampler's unless
/// the drawn number falls on the boundary of two tokens to about 1e-6.
///
/// With `said`, the logits are first changed as llm::RepetitionPenalty does it; the chosen token's
/// log-probability is that of the logits before, and the token is noted in `said`.
struct ChooseToken {
  const float* logits = nullptr;  ///< (vocabulary)
  int vocabulary = 0;
  float temperature = 0;               ///< 0: the likeliest
  double top_p = 1;                    ///< in (0, 1]
  const double* uniform = nullptr;     ///< on the device: what was drawn from [0, 1). Unused at temperature 0
  std::uint64_t* workspace = nullptr;  ///< (vocabulary). Unused at temperature 0
  std::uint8_t* said = nullptr;        ///< (vocabulary): 1 where a token was there before, else 0; or null
  double penalty = 1;
  std::int32_t* token = nullptr;     ///< -1 where no logit is finite
  float* log_probability = nullptr;  ///< of the chosen token
};

void launch(const ChooseToken& work, Stream stream);

}  // namespace vp::kernels::cuda
