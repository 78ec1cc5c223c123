#include "llm/generation.h"

#include <ATen/core/grad_mode.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <span>
#include <string>

#include "base/error.h"
#include "llm/repetition.h"

namespace vp::llm {
namespace {

using Clock = std::chrono::steady_clock;

double milliseconds_between(Clock::time_point from, Clock::time_point to) {
  return std::chrono::duration<double, std::milli>(to - from).count();
}

/// Takes back all tokens from `count` on.
void keep_one_period(Generation& result, std::int64_t count) {
  result.repeated = true;
  const auto kept = static_cast<std::size_t>(count);
  result.ids.resize(kept);
  result.log_probabilities.resize(kept);
}

}  // namespace

Generation generate(const Decoder& decoder, KvCache& cache, const at::Tensor& embeddings,
                    const GenerationOptions& options, const std::function<void(std::int64_t)>& on_token,
                    base::Progress& progress, const std::stop_token& stop, AttentionRecorder* recorder) {
  options.validate();
  const at::NoGradGuard no_grad;
  const std::vector<std::int64_t>& end_ids = decoder.config().eos_token_ids;
  Sampler sampler(options.sampling);
  RepetitionGuard guard;
  RepetitionPenalty penalty(options.repetition_penalty);
  if (penalty.changes())
    for (const std::int64_t id : options.prompt_ids) penalty.add(id);
  std::vector<float> changed;  // logits, after the penalty
  Generation result;
  std::size_t given = 0;  // to on_token
  const auto give_until = [&](std::int64_t end) {
    for (; given < static_cast<std::size_t>(end); ++given) on_token(result.ids[given]);
  };

  const auto start = Clock::now();
  at::Tensor state = decoder.forward(embeddings, cache, progress, stop, false, recorder);
  result.prefill_ms = milliseconds_between(start, Clock::now());
  const std::int64_t prompt_end = cache.length();

  auto first_token = start;
  while (true) {
    const at::Tensor scores = decoder.logits(state).to(at::kCPU).contiguous();
    const std::span<const float> logits(scores.data_ptr<float>(), static_cast<std::size_t>(scores.numel()));
    std::span<const float> likeliness = logits;
    if (penalty.changes()) {
      changed.assign(logits.begin(), logits.end());
      penalty.apply(changed);
      likeliness = changed;
    }
    const std::int64_t id = sampler.sample(likeliness);
    if (result.ids.empty()) {
      first_token = Clock::now();
      result.first_token_ms = milliseconds_between(start, first_token);
    }
    if (std::find(end_ids.begin(), end_ids.end(), id) != end_ids.end()) {
      result.end_id = id;
      break;
    }
    result.ids.push_back(id);
    result.log_probabilities.push_back(log_probability(logits, id));
    if (recorder != nullptr) recorder->move_to(result.attention);
    result.generate_ms = milliseconds_between(first_token, Clock::now());
    if (penalty.changes()) penalty.add(id);
    const auto count = static_cast<std::int64_t>(result.ids.size());
    if (options.repetition_guard) guard.push(result.ids);
    give_until(count - guard.repeated());
    progress.report(base::Phase::Generate, count, options.max_new_tokens);
    if (guard.loop() > 0) {
      keep_one_period(result, count - guard.loop());
      cache.truncate(prompt_end + count - guard.loop());
      break;
    }
    if (count == options.max_new_tokens || cache.length() == cache.capacity()) break;
    try {
      state = decoder.forward(decoder.embed(std::array{id}), cache, progress, stop, false, recorder);
    } catch (const base::Error& error) {
      if (error.code() != base::ErrorCode::Stopped) throw;
      result.stopped = true;
      break;
    }
  }
  give_until(static_cast<std::int64_t>(result.ids.size()));
  if (recorder != nullptr) {
    recorder->finish(result.attention);
    result.attention.resize(result.ids.size() *
                            static_cast<std::size_t>(recorder->rows() * recorder->columns()));
  }
  return result;
}

}  // namespace vp::llm
