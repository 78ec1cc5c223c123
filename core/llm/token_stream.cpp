#include "llm/token_stream.h"

#include <ATen/cuda/CUDAContext.h>
#include <ATen/cuda/CUDAEvent.h>
#include <ATen/cuda/CUDAGraph.h>
#include <ATen/ops/empty.h>
#include <c10/cuda/CUDAGuard.h>

#include <array>
#include <bit>
#include <utility>

#include "base/error.h"

namespace vp::llm {
namespace {

/// Steps that are on their way at a time: the one that is waited for, and the next.
constexpr std::int64_t kAhead = 2;
/// Rows of attention that are read back at once, while steps write into the other half of them.
constexpr std::int64_t kReadBack = DecodeStep::kRows / 2;
static_assert(kReadBack >= kAhead);

c10::DeviceIndex device_of(KvCache& cache) {
  return cache.keys(0).rows.device().index();
}

}  // namespace

struct TokenStream::Device {
  Device(const Decoder& decoder, KvCache& cache, DecodeStep::Form form)
      : stream(at::cuda::getStreamFromPool(false, device_of(cache))),
        step(decoder, cache, std::move(form)),
        ring(at::empty({kAhead, 2}, at::device(at::kCPU).dtype(at::kInt).pinned_memory(true))) {}

  /// What is queued in `later` from now on waits for what is queued in `first`.
  static void wait_for(const at::cuda::CUDAStream& first, const at::cuda::CUDAStream& later) {
    at::cuda::CUDAEvent done;
    done.record(first);
    done.block(later);
  }
  at::cuda::CUDAStream others() const { return at::cuda::getCurrentCUDAStream(stream.device_index()); }

  at::cuda::CUDAStream stream;
  DecodeStep step;
  at::Tensor ring;  // (kAhead, 2) int32, pinned
  std::array<at::cuda::CUDAEvent, kAhead> arrived;
  at::cuda::CUDAGraph graph;
  enum class State { Cold, Warm, Captured } state = State::Cold;
};

TokenStream::TokenStream(const Decoder& decoder, KvCache& cache, DecodeStep::Form form)
    : decoder_(decoder), cache_(cache), device_(std::make_unique<Device>(decoder, cache, std::move(form))) {}

TokenStream::~TokenStream() {
  try {
    Device::wait_for(device_->stream, device_->others());
  } catch (const c10::Error&) {  // the device is gone, as whoever uses it next will hear
  }
}

bool TokenStream::serves(const Decoder& decoder, const KvCache& cache, const DecodeStep::Form& form) const {
  return &decoder == &decoder_ && &cache == &cache_ && form == device_->step.form();
}

void TokenStream::begin(std::int64_t first, const std::vector<double>& draws,
                        std::span<const std::int64_t> said, std::int64_t most) {
  Device::wait_for(device_->others(), device_->stream);  // the prompt's work, and what the step was made of
  const c10::cuda::CUDAStreamGuard guard(device_->stream);
  device_->step.begin(first, draws, said);
  first_position_ = cache_.length();
  most_ = most;
  queued_ = taken_ = recorded_ = appended_ = 0;
}

void TokenStream::queue() {
  const c10::cuda::CUDAStreamGuard guard(device_->stream);
  using State = Device::State;
  if (device_->state == State::Cold) {
    device_->step.run();  // by itself: what a first launch sets up cannot be captured
    device_->state = State::Warm;
  } else {
    if (device_->state == State::Warm) {
      device_->graph.capture_begin();
      device_->step.run();
      device_->graph.capture_end();
      device_->state = State::Captured;
    }
    device_->graph.replay();
  }
  const auto slot = static_cast<std::size_t>(queued_ % kAhead);
  device_->ring.select(0, queued_ % kAhead).copy_(device_->step.chosen(), /*non_blocking=*/true);
  device_->arrived[slot].record(device_->stream);
  ++queued_;
}

TokenStream::Token TokenStream::next() {
  while (queued_ < taken_ + kAhead && queued_ < most_ && first_position_ + queued_ < cache_.capacity())
    queue();
  TORCH_INTERNAL_ASSERT(taken_ < queued_);
  const auto slot = taken_ % kAhead;
  device_->arrived[static_cast<std::size_t>(slot)].synchronize();
  const auto* chosen = device_->ring.data_ptr<std::int32_t>() + 2 * slot;
  const Token token{chosen[0], std::bit_cast<float>(chosen[1])};
  ++taken_;
  cache_.advance(1);
  if (token.id < 0) refuse_no_finite_score(decoder_.config().vocab_size);
  return token;
}

void TokenStream::record(AttentionRecorder& recorder, std::vector<float>& values) {
  if (!device_->step.rows().defined()) return;
  recorded_ = taken_;
  if (recorded_ - appended_ == kReadBack) append_rows(recorder, values);
}

void TokenStream::append_rows(AttentionRecorder& recorder, std::vector<float>& values) {
  // Those steps have ended: their tokens were read.
  const std::int64_t first = appended_ % DecodeStep::kRows;
  if (recorded_ > appended_)
    recorder.append(device_->step.rows().narrow(0, first, recorded_ - appended_), values);
  appended_ = recorded_;
}

void TokenStream::finish(AttentionRecorder* recorder, std::vector<float>& values) {
  if (recorder != nullptr) append_rows(*recorder, values);
  Device::wait_for(device_->stream, device_->others());
}

}  // namespace vp::llm
