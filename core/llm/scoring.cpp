#include "llm/scoring.h"

#include <ATen/core/grad_mode.h>
#include <ATen/ops/cat.h>

#include <algorithm>

#include "base/error.h"
#include "llm/sampling.h"

namespace vp::llm {
namespace {

// Rows of logits held at once: a vocabulary has tens of thousands of columns.
constexpr std::int64_t kRows = 64;

}  // namespace

std::vector<float> score_tokens(const Decoder& decoder, KvCache& cache, const at::Tensor& last,
                                std::span<const std::int64_t> ids, base::Progress& progress,
                                const std::stop_token& stop) {
  if (ids.empty()) return {};
  const at::NoGradGuard no_grad;
  const std::int64_t before = cache.length();
  const auto count = static_cast<std::int64_t>(ids.size());
  // The last id is only asked about; it need not be embedded, but must be in the vocabulary like the others.
  const at::Tensor answer = decoder.embed(ids);  // (count, hidden_size)
  const at::Tensor rows = at::cat({last, answer.narrow(0, 0, count - 1)});
  const at::Tensor states = decoder.forward(rows, cache, progress, stop, /*all_positions=*/true);
  cache.truncate(before);

  std::vector<float> log_probabilities;
  for (std::int64_t first = 0; first < count; first += kRows) {
    base::throw_if_stopped(stop);
    const std::int64_t size = std::min(kRows, count - first);
    const at::Tensor logits = decoder.logits(states.narrow(0, first, size)).to(at::kCPU).contiguous();
    const auto width = static_cast<std::size_t>(logits.size(1));
    for (std::int64_t i = 0; i < size; ++i) {
      const std::span<const float> row(logits.data_ptr<float>() + static_cast<std::size_t>(i) * width, width);
      log_probabilities.push_back(log_probability(row, ids[static_cast<std::size_t>(first + i)]));
    }
  }
  return log_probabilities;
}

}  // namespace vp::llm
