#include "llm/token_stream.h"

#include <ATen/cuda/CUDAContext.h>
#include <ATen/cuda/CUDAEvent.h>
#include <ATen/cuda/CUDAGraph.h>
#include <ATen/ops/empty.h>
#include <c10/cuda/CUDAGuard.h>

#include <array>
#include <bit>

#include "base/error.h"

namespace vp::llm {
namespace {

/// Steps that are on their way at a time: the one that is waited for, and the next.
constexpr std::int64_t kAhead = 2;

}  // namespace

struct TokenStream::Device {
  Device(const Decoder& decoder, KvCache& cache, const SamplingOptions& sampling, std::int64_t first,
         const std::vector<double>& draws)
      : before(at::cuda::getCurrentCUDAStream(cache.keys(0).rows.device().index())),
        stream(at::cuda::getStreamFromPool(false, before.device_index())),
        step(decoder, cache, sampling, first, draws),
        ring(at::empty({kAhead, 2}, at::device(at::kCPU).dtype(at::kInt).pinned_memory(true))) {
    at::cuda::CUDAEvent ready;  // the prompt's work, and what the step begins with
    ready.record(before);
    ready.block(stream);
  }
  ~Device() {
    // What is queued ends before the cache is used again.
    try {
      at::cuda::CUDAEvent done;
      done.record(stream);
      done.block(before);
    } catch (const c10::Error&) {  // the device is gone, as whoever uses it next will hear
    }
  }

  at::cuda::CUDAStream before, stream;
  DecodeStep step;
  at::Tensor ring;  // (kAhead, 2) int32, pinned
  std::array<at::cuda::CUDAEvent, kAhead> arrived;
  at::cuda::CUDAGraph graph;
};

TokenStream::TokenStream(const Decoder& decoder, KvCache& cache, const SamplingOptions& sampling,
                         std::int64_t first, const std::vector<double>& draws, std::int64_t most)
    : cache_(cache),
      vocabulary_(decoder.config().vocab_size),
      first_position_(cache.length()),
      most_(most),
      device_(std::make_unique<Device>(decoder, cache, sampling, first, draws)) {}

TokenStream::~TokenStream() = default;

void TokenStream::queue() {
  const c10::cuda::CUDAStreamGuard guard(device_->stream);
  if (queued_ == 0) {
    device_->step.run();  // by itself: what a first launch sets up cannot be captured
  } else {
    if (queued_ == 1) {
      device_->graph.capture_begin();
      device_->step.run();
      device_->graph.capture_end();
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
  if (token.id < 0) refuse_no_finite_score(vocabulary_);
  return token;
}

}  // namespace vp::llm
