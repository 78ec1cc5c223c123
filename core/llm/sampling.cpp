#include "llm/sampling.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numbers>
#include <numeric>
#include <string>

#include "base/error.h"

namespace vp::llm {
namespace {

/// e^x for x <= 0 to about 1e-15, from operations that IEEE 754 defines to the last bit: a library's exp may
/// differ between machines, and with it the token that a seed gives.
double exp_of_non_positive(double x) {
  if (x < -700.0) return 0.0;
  const double exponent = std::floor(x * std::numbers::log2e + 0.5);
  const double r = (x - exponent * 0.693147180369123816490) - exponent * 1.90821492927058770002e-10;
  double sum = 1.0;
  for (int i = 13; i >= 1; --i) sum = 1.0 + sum * r / i;
  const auto power =
      std::bit_cast<double>(static_cast<std::uint64_t>(1023 + static_cast<int>(exponent)) << 52);
  return sum * power;
}

/// Index of the largest finite logit, the lowest of equals.
std::int64_t greedy_choice(std::span<const float> logits) {
  std::int64_t best = -1;
  for (std::size_t i = 0; i < logits.size(); ++i) {
    if (std::isfinite(logits[i]) && (best < 0 || logits[i] > logits[static_cast<std::size_t>(best)])) {
      best = static_cast<std::int64_t>(i);
    }
  }
  if (best < 0) refuse_no_finite_score(static_cast<std::int64_t>(logits.size()));
  return best;
}

}  // namespace

void refuse_no_finite_score(std::int64_t tokens) {
  throw base::Error(base::ErrorCode::Device,
                    base::message("The model gave no finite score for any of its %1 tokens; its weights "
                                  "cannot be used in this precision. Choose float32.",
                                  tokens));
}

void SamplingOptions::validate() const {
  if (!std::isfinite(temperature) || temperature < 0.0) {
    throw base::Error(
        base::ErrorCode::Usage,
        base::message("The temperature is %1; it must be a number that is 0 (greedy) or more.", temperature));
  }
  if (!(top_p > 0.0 && top_p <= 1.0)) {
    throw base::Error(base::ErrorCode::Usage,
                      base::message("top-p is %1; it must be more than 0 and at most 1.", top_p));
  }
}

Sampler::Sampler(const SamplingOptions& options) : options_(options), generator_(options.seed) {
  options.validate();
}

double Sampler::draw() {
  return static_cast<double>(generator_() >> 11) * 0x1p-53;
}

std::vector<double> Sampler::draws(std::int64_t choices) {
  std::vector<double> drawn;
  if (options_.temperature == 0.0) return drawn;
  for (std::int64_t i = 0; i < choices; ++i) drawn.push_back(draw());
  return drawn;
}

std::int64_t Sampler::sample(std::span<const float> logits) {
  const std::int64_t likeliest = greedy_choice(logits);
  if (options_.temperature == 0.0) return likeliest;

  const double largest = logits[static_cast<std::size_t>(likeliest)];
  weights_.resize(logits.size());
  for (std::size_t i = 0; i < logits.size(); ++i) {
    // Dividing the difference keeps 0 / tiny temperature at 0, where largest / tiny would overflow.
    weights_[i] =
        std::isfinite(logits[i]) ? exp_of_non_positive((logits[i] - largest) / options_.temperature) : 0.0;
  }
  double total = std::accumulate(weights_.begin(), weights_.end(), 0.0);
  by_weight_.resize(logits.size());
  std::iota(by_weight_.begin(), by_weight_.end(), std::int64_t{0});
  std::size_t kept = by_weight_.size();
  if (options_.top_p < 1.0) {
    const auto less_likely = [this](std::int64_t a, std::int64_t b) {
      const double wa = weights_[static_cast<std::size_t>(a)];
      const double wb = weights_[static_cast<std::size_t>(b)];
      return wa < wb || (wa == wb && a > b);
    };
    // Only the nucleus is taken from the heap, likeliest first; it gathers at the end of the vector.
    std::make_heap(by_weight_.begin(), by_weight_.end(), less_likely);
    const double wanted = options_.top_p * total;
    auto heap_end = by_weight_.end();
    total = 0.0;
    while (total < wanted && heap_end != by_weight_.begin()) {
      std::pop_heap(by_weight_.begin(), heap_end, less_likely);
      --heap_end;
      total += weights_[static_cast<std::size_t>(*heap_end)];
    }
    std::reverse(by_weight_.begin(), by_weight_.end());
    kept = static_cast<std::size_t>(by_weight_.end() - heap_end);
  }

  double remaining = draw() * total;
  for (std::size_t i = 0; i < kept; ++i) {
    remaining -= weights_[static_cast<std::size_t>(by_weight_[i])];
    if (remaining < 0.0) return by_weight_[i];
  }
  return likeliest;  // rounding left a rest
}

float log_probability(std::span<const float> logits, std::int64_t index) {
  const double largest = logits[static_cast<std::size_t>(greedy_choice(logits))];
  double total = 0.0;
  for (const float logit : logits) {
    if (std::isfinite(logit)) total += exp_of_non_positive(logit - largest);
  }
  return static_cast<float>(logits[static_cast<std::size_t>(index)] - largest - std::log(total));
}

}  // namespace vp::llm
