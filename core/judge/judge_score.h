#pragma once

#include <cstdint>
#include <span>

#include "eval/interval.h"
#include "judge/judge_run.h"

namespace vp::judge {

/// What a judge's verdicts come to. Both means are given: what is unjudged must neither vanish nor be
/// guessed.
struct JudgeScore {
  std::int64_t total = 0;    ///< predictions
  std::int64_t judged = 0;   ///< with a verdict
  std::int64_t yes = 0;      ///< of JudgeKind::Qa
  std::int64_t rounded = 0;  ///< verdicts of which a decimal was rounded
  double score_sum = 0;
  eval::Interval accuracy_interval{};  ///< over all, by films
  eval::Interval score_interval{};     ///< over all, by films

  std::int64_t unjudged() const { return total - judged; }
  /// Shares from 0 to 1, and means from 0 to 5; 0 of nothing. Over all, an unjudged one is wrong and has 0.
  double accuracy_over_judged() const { return part(static_cast<double>(yes), judged); }
  double accuracy_over_all() const { return part(static_cast<double>(yes), total); }
  double score_over_judged() const { return part(score_sum, judged); }
  double score_over_all() const { return part(score_sum, total); }

 private:
  static double part(double sum, std::int64_t count) {
    return count == 0 ? 0 : sum / static_cast<double>(count);
  }
};

JudgeScore judge_score(std::span<const Judged> judged);

/// The same replies by the arithmetic of the published scripts, defects included: a reply that is no Python
/// literal is left out (they ask until they get one), a score is cut to a whole number, one that is a text
/// with a decimal counts as 0 and leaves the accuracy's denominator, as does what says neither yes nor no.
struct PublishedScore {
  std::int64_t count = 0;     ///< replies that Python can read
  std::int64_t left_out = 0;  ///< replies that it cannot read, and predictions without one
  std::int64_t yes = 0;
  std::int64_t no = 0;
  std::int64_t score_sum = 0;

  double accuracy() const {
    return yes + no == 0 ? 0 : static_cast<double>(yes) / static_cast<double>(yes + no);
  }
  double score() const {
    return count == 0 ? 0 : static_cast<double>(score_sum) / static_cast<double>(count);
  }
};

PublishedScore published_score(JudgeKind kind, std::span<const Judged> judged);

}  // namespace vp::judge
