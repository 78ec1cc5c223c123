#include "judge/judge_score.h"

namespace vp::judge {

JudgeScore judge_score(std::span<const Judged> judged) {
  JudgeScore score;
  std::vector<eval::FilmResult> right, scores;
  for (const Judged& one : judged) {
    ++score.total;
    const double value = one.verdict ? one.verdict->score : 0;
    right.push_back({one.video_name, one.verdict && one.verdict->yes ? 1.0 : 0.0});
    scores.push_back({one.video_name, value});
    if (!one.verdict) continue;
    ++score.judged;
    score.score_sum += value;
    if (one.verdict->yes) ++score.yes;
    if (one.verdict->rounded) ++score.rounded;
  }
  score.accuracy_interval = eval::interval_by_films(right);
  score.score_interval = eval::interval_by_films(scores);
  return score;
}

PublishedScore published_score(JudgeKind kind, std::span<const Judged> judged) {
  PublishedScore score;
  for (const Judged& one : judged) {
    const auto reply = read_as_published(one.reply);
    if (!reply) {
      ++score.left_out;
      continue;
    }
    ++score.count;
    if (!reply->score) continue;  // raised an error, after the count
    score.score_sum += *reply->score;
    if (kind != JudgeKind::Qa || !reply->has_pred) continue;
    if (reply->pred.find("yes") != std::string::npos)
      ++score.yes;
    else if (reply->pred.find("no") != std::string::npos)
      ++score.no;
  }
  return score;
}

}  // namespace vp::judge
