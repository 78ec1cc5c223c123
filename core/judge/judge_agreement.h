#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "judge/judge_results.h"

namespace vp::judge {

/// How far two judges agree on the same predictions. Of JudgeKind::Qa it is about yes and no, else about the
/// score.
struct Agreement {
  std::int64_t both = 0;   ///< judged by both
  std::int64_t alike = 0;  ///< with the same verdict
  double kappa = 0;        ///< Cohen's; of scores with quadratic weights. 1 where both say one thing alone
  std::vector<std::string> flips;  ///< ids of the others, in the order of the first file
};

/// Throws base::Error(Usage) where the kinds differ or no id is in both.
Agreement agreement(const JudgeResults& first, const JudgeResults& second);

}  // namespace vp::judge
