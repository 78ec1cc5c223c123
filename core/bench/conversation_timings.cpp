#include "bench/conversation_timings.h"

#include <algorithm>
#include <chrono>
#include <memory>
#include <utility>

#include "base/error.h"
#include "bench/machine_rates.h"
#include "bench/temporary_folder.h"
#include "checkpoint/weight_reader.h"
#include "engine/conversation.h"
#include "engine/process_limits.h"

namespace vp::bench {
namespace {

using Clock = std::chrono::steady_clock;

// Their own words, so that one is not the beginning of another.
constexpr const char* kFirstQuestion = "What happens in this video?";
constexpr const char* kSecondQuestion = "How many people can be seen, and what do they do?";

double ms_since(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

/// Hands on what the engine reports, and looks at the memory while it works, at most every 50 ms.
class MemoryWatch final : public base::Progress {
 public:
  explicit MemoryWatch(base::Progress& shown) : shown_(shown) {}

  void report(base::Phase phase, std::int64_t done, std::int64_t total) override {
    if (peak_ == 0 || ms_since(looked_) >= 50) look();
    shown_.report(phase, done, total);
  }
  void warn(const base::Message& message) override { shown_.warn(message); }

  /// What the process holds now, in bytes, not counting what is mapped.
  std::int64_t look() {
    looked_ = Clock::now();
    const std::int64_t held = engine::private_memory();
    peak_ = std::max(peak_, held);
    return held;
  }
  std::int64_t peak() const { return peak_; }

 private:
  base::Progress& shown_;
  Clock::time_point looked_;
  std::int64_t peak_ = 0;
};

std::int64_t stored_bytes(const std::filesystem::path& folder) {
  const std::unique_ptr<checkpoint::WeightReader> reader = checkpoint::open_weights(folder);
  std::int64_t bytes = 0;
  for (const checkpoint::TensorInfo& tensor : reader->tensors())
    bytes += static_cast<std::int64_t>(tensor.byte_count());
  return bytes;
}

}  // namespace

void ConversationOptions::validate() const {
  if (new_tokens < 1 || new_tokens > 1024)
    throw base::Error(
        base::ErrorCode::Usage,
        base::untranslated("--new-tokens is " + std::to_string(new_tokens) + "; it must be from 1 to 1024."));
  if (!(seconds_before_question >= 0))
    throw base::Error(base::ErrorCode::Usage,
                      base::untranslated("The time before the question must not be negative."));
}

ConversationTimings time_conversation(const ConversationOptions& options, base::Progress& progress,
                                      const std::stop_token& stop) {
  options.validate();
  ConversationTimings timings;
  MemoryWatch watch(progress);
  // Once to bring the files into memory; the model is let go, so that the second one is measured alone.
  engine::Model::load(options.load, watch, stop);
  const Clock::time_point load_start = Clock::now();
  const std::shared_ptr<const engine::Model> model = engine::Model::load(options.load, watch, stop);
  timings.load_ms = ms_since(load_start);
  timings.loaded_private_bytes = watch.look();
  const engine::ModelFacts& facts = *model->facts();
  timings.model = facts.name;
  timings.device = facts.device;
  timings.dtype = facts.dtype;
  timings.kv_cache = facts.kv_cache;
  timings.threads = facts.threads;
  timings.weight_bytes = stored_bytes(options.load.folder);

  const Clock::time_point encode_start = Clock::now();
  const std::shared_ptr<const engine::EncodedVideo> video =
      engine::EncodedVideo::encode(model, options.video, watch, stop);
  timings.encode_ms = ms_since(encode_start);

  engine::AskOptions ask;
  ask.max_new_tokens = options.new_tokens;
  const auto answer = [&](engine::Conversation& conversation, const char* question) -> const engine::Turn& {
    const engine::Turn& turn = conversation.ask(question, ask, {}, watch, stop);
    base::throw_if_stopped(stop);
    watch.look();
    return turn;
  };

  const TemporaryFolder folder;
  const std::filesystem::path kept = folder.path() / "prefix.safetensors";
  {
    engine::Conversation conversation(model, video);
    const engine::Turn first = answer(conversation, kFirstQuestion);
    timings.first_ms = first.first_token_ms;
    timings.tokens_per_s = first.tokens_per_s;
    timings.second_ms = answer(conversation, kSecondQuestion).first_token_ms;
    const engine::Turn& second = conversation.turns().back();
    timings.cache_bytes =
        (second.prompt_tokens + static_cast<std::int64_t>(second.token_ids.size())) * facts.kept_bytes;
    conversation.write_prefix(kept, stop);
  }
  {
    const Clock::time_point restart = Clock::now();
    engine::Conversation conversation(model, video);
    conversation.read_prefix(kept);
    const double read_ms = ms_since(restart);
    const engine::Turn& turn = answer(conversation, kFirstQuestion);
    timings.restarted_ms = read_ms + turn.first_token_ms;
    timings.prefix_tokens = turn.reused_tokens;
    timings.question_tokens = turn.prompt_tokens - turn.reused_tokens;
  }
  {
    const double until_ms = options.seconds_before_question * 1e3 - timings.encode_ms;
    const Clock::time_point opened = Clock::now();
    engine::Conversation conversation(model, video);
    while (ms_since(opened) < until_ms && conversation.prefill_ahead(watch, stop)) continue;
    const engine::Turn& turn = answer(conversation, kFirstQuestion);
    timings.waited_ms = turn.first_token_ms;
    timings.left_ms = timings.first_ms * static_cast<double>(turn.prompt_tokens - turn.reused_tokens) /
                      static_cast<double>(turn.prompt_tokens);
  }
  timings.peak_private_bytes = watch.peak();
  timings.memory_read_gb_s = measure_machine_rates(facts.dtype, stop).memory_read_gb_s;
  return timings;
}

}  // namespace vp::bench
