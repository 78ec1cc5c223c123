#include "llm/generation.h"

#include <ATen/core/grad_mode.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <span>
#include <string>
#include <utility>

#include "base/error.h"
#include "llm/repetition.h"
#ifdef VP_CUDA
#include "kernels/cuda_bodies.h"
#include "llm/decode_step.h"
#include "llm/token_stream.h"
#endif

namespace vp::llm {
namespace {

using Clock = std::chrono::steady_clock;

double milliseconds_between(Clock::time_point from, Clock::time_point to) {
  return std::chrono::duration<double, std::milli>(to - from).count();
}

struct Choice {
  std::int64_t id = 0;
  float log_probability = 0;
};

/// Takes back all tokens from `count` on.
void keep_one_period(Generation& result, std::int64_t count) {
  result.repeated = true;
  const auto kept = static_cast<std::size_t>(count);
  result.ids.resize(kept);
  result.log_probabilities.resize(kept);
}

#ifdef VP_CUDA
/// Whoever leaves in the middle of an answer leaves steps behind that are still queued: they end with this.
struct StreamEnd {
  std::shared_ptr<TokenStream>& stream;
  bool reached = false;
  ~StreamEnd() {
    if (!reached) stream.reset();
  }
};
#endif

}  // namespace

Generation generate(const Decoder& decoder, KvCache& cache, const at::Tensor& embeddings,
                    const GenerationOptions& options, const std::function<void(std::int64_t)>& on_token,
                    base::Progress& progress, const std::stop_token& stop, AttentionRecorder* recorder,
                    [[maybe_unused]] KeptGeneration* kept) {
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
  const at::Tensor state = decoder.forward(embeddings, cache, progress, stop, false, recorder);
  result.prefill_ms = milliseconds_between(start, Clock::now());
  const std::int64_t prompt_end = cache.length();

  const auto choose = [&](const at::Tensor& behind) -> Choice {
    const at::Tensor scores = decoder.logits(behind).to(at::kCPU).contiguous();
    const std::span<const float> logits(scores.data_ptr<float>(), static_cast<std::size_t>(scores.numel()));
    std::span<const float> likeliness = logits;
    if (penalty.changes()) {
      changed.assign(logits.begin(), logits.end());
      penalty.apply(changed);
      likeliness = changed;
    }
    const std::int64_t id = sampler.sample(likeliness);
    return {id, log_probability(logits, id)};
  };
#ifdef VP_CUDA
  const bool on_gpu = kernels::has_cuda_body(state);
  bool streaming = false;
  KeptGeneration own;
  std::shared_ptr<TokenStream>& stream = (kept != nullptr ? *kept : own).stream;
  StreamEnd stream_end{stream};
  const auto begin_stream = [&](std::int64_t id) {
    DecodeStep::Form form{options.sampling.temperature, options.sampling.top_p, options.repetition_penalty,
                          recorder != nullptr ? recorder->options() : RecordOptions{}};
    if (!stream || !stream->serves(decoder, cache, form)) {
      stream.reset();  // its memory may be needed
      stream = std::make_shared<TokenStream>(decoder, cache, std::move(form));
    }
    const std::int64_t most = options.max_new_tokens - static_cast<std::int64_t>(result.ids.size());
    stream->begin(id, sampler.draws(most), penalty.ids(), most);
    streaming = true;
  };
#endif
  const auto choose_behind = [&](std::int64_t id) -> Choice {
#ifdef VP_CUDA
    if (on_gpu) {
      base::throw_if_stopped(stop);
      if (!streaming) begin_stream(id);
      const TokenStream::Token token = stream->next();
      return {token.id, token.log_probability};
    }
#endif
    return choose(decoder.forward(decoder.embed(std::array{id}), cache, progress, stop, false, recorder));
  };

  const auto record_position = [&] {
    if (recorder == nullptr) return;
#ifdef VP_CUDA
    if (streaming) return stream->record(*recorder, result.attention);
#endif
    recorder->move_to(result.attention);
  };

  bool failed = false;
  // In a handler: a GPU that runs out of memory, or is taken. What it said so far stays.
  const auto end_with = [&](const c10::Error& error) {
    if (!embeddings.is_cuda()) throw;
    progress.warn(base::message("The GPU failed while the answer was written, which ends here (%1).",
                                std::string(error.what_without_backtrace())));
    result.stopped = result.device_failed = failed = true;
  };
  auto first_token = start;
  Choice chosen = choose(state);
  while (true) {
    const std::int64_t id = chosen.id;
    if (result.ids.empty()) {
      first_token = Clock::now();
      result.first_token_ms = milliseconds_between(start, first_token);
    }
    if (std::find(end_ids.begin(), end_ids.end(), id) != end_ids.end()) {
      result.end_id = id;
      break;
    }
    result.ids.push_back(id);
    result.log_probabilities.push_back(chosen.log_probability);
    try {
      record_position();
    } catch (const c10::Error& error) {
      end_with(error);
      break;
    }
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
      chosen = choose_behind(id);
    } catch (const base::Error& error) {
      if (error.code() != base::ErrorCode::Stopped) throw;
      result.stopped = true;
      break;
    } catch (const c10::Error& error) {
      end_with(error);
      break;
    }
  }
  try {
#ifdef VP_CUDA
    if (streaming && !failed) stream->finish(recorder, result.attention);
    stream_end.reached = !failed;
#endif
    if (recorder != nullptr && !failed) recorder->finish(result.attention);
  } catch (const c10::Error& error) {
    end_with(error);
  }
  give_until(static_cast<std::int64_t>(result.ids.size()));
  if (recorder != nullptr)
    result.attention.resize(result.ids.size() *
                            static_cast<std::size_t>(recorder->rows() * recorder->columns()));
  return result;
}

}  // namespace vp::llm
