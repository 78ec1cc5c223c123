#include "llm/repetition.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "base/error.h"

namespace vp::llm {

void RepetitionGuard::push(std::span<const std::int64_t> ids) {
  const auto count = static_cast<std::int64_t>(ids.size());
  repeated_ = loop_ = 0;
  for (std::int64_t period = 1; period <= kLongestPeriod && period < count; ++period) {
    std::int64_t& matched = matched_[static_cast<std::size_t>(period)];
    matched = ids.back() == ids[static_cast<std::size_t>(count - 1 - period)] ? matched + 1 : 0;
    repeated_ = std::max(repeated_, matched);
    if (loop_ == 0 && matched + period >= std::max(kLeastTimes * period, kLeastTokens)) loop_ = matched;
  }
}

RepetitionPenalty::RepetitionPenalty(double penalty) : penalty_(penalty) {
  if (!std::isfinite(penalty) || penalty <= 0.0)
    throw base::Error(
        base::ErrorCode::Usage,
        base::message("The repetition penalty is %1; it must be a number above 0, where 1 changes nothing.",
                      penalty));
}

void RepetitionPenalty::add(std::int64_t id) {
  const auto place = std::lower_bound(ids_.begin(), ids_.end(), id);
  if (place == ids_.end() || *place != id) ids_.insert(place, id);
}

void RepetitionPenalty::apply(std::span<float> logits) const {
  for (const std::int64_t id : ids_) {
    if (id < 0 || id >= static_cast<std::int64_t>(logits.size())) continue;
    float& logit = logits[static_cast<std::size_t>(id)];
    const double value = logit;
    logit = static_cast<float>(value > 0.0 ? value / penalty_ : value * penalty_);
  }
}

}  // namespace vp::llm
