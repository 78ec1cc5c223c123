#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "eval/prediction.h"
#include "judge/judge_client.h"
#include "judge/judge_verdict.h"
#include "judge/reply_cache.h"

namespace vp::judge {

/// A prediction with what the judge made of it.
struct Judged {
  std::string id;
  std::string video_name;
  std::string reply;               ///< as it came; empty where there is none
  std::optional<Verdict> verdict;  ///< nothing: unjudged
  std::string why;                 ///< it is unjudged; empty where it is judged
};

/// Judges every prediction; what the cache has is not asked again, nothing is asked twice, and what is
/// replied is kept in it at once. As many are asked at the same time as the client's options say; the result
/// is in the predictions' order. A prediction without an answer, one without a readable reply, and one that
/// got no reply in all tries stay unjudged. `on_judged` hears how many are. Throws base::Error(Usage) for
/// what no other prediction would get past (see JudgeClient::ask()), and when the judge gave no reply to the
/// first ten that were asked; base::Error(Output), base::Error(Stopped).
std::vector<Judged> judge_all(JudgeKind kind, std::span<const eval::Prediction> predictions,
                              JudgeClient& client, ReplyCache& cache,
                              const std::function<void(std::int64_t done)>& on_judged,
                              const std::stop_token& stop = {});

}  // namespace vp::judge
