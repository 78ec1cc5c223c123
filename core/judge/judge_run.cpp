#include "judge/judge_run.h"

#include "base/error.h"

namespace vp::judge {

std::vector<Judged> judge_all(JudgeKind kind, std::span<const eval::Prediction> predictions,
                              JudgeClient& client, ReplyCache& cache,
                              const std::function<void(std::int64_t)>& on_judged,
                              const std::stop_token& stop) {
  constexpr int kMostSilent = 10;
  std::vector<Judged> all;
  int silent = 0;  // in a row, from the first one that was asked on
  bool heard = false;
  for (const eval::Prediction& prediction : predictions) {
    base::throw_if_stopped(stop);
    Judged judged{prediction.question.id.text, prediction.question.video_name, {}, {}, {}};
    if (!prediction.error.empty()) {
      judged.why = "there is no answer to judge";
    } else {
      const std::string body = client.request_body(judge_prompt(kind, prediction));
      const std::string key = reply_key(client.shown_endpoint(), body);
      if (const std::string* kept = cache.find(key)) {
        judged.reply = *kept;
      } else if (std::optional<std::string> reply = client.ask(body, judged.why, stop)) {
        heard = true;
        cache.add(key, *reply);
        judged.reply = std::move(*reply);
        judged.why.clear();
      } else if (!heard && ++silent == kMostSilent) {
        throw base::Error(
            base::ErrorCode::Usage,
            base::untranslated("The judge at " + client.shown_endpoint() + " gave no reply to " +
                               std::to_string(kMostSilent) + " questions one after the other (" + judged.why +
                               "); check its address, and go on later with the same command."));
      }
      if (judged.why.empty()) {
        judged.verdict = read_verdict(kind, judged.reply);
        if (!judged.verdict) judged.why = "the reply holds no verdict";
      }
    }
    all.push_back(std::move(judged));
    on_judged(static_cast<std::int64_t>(all.size()));
  }
  return all;
}

}  // namespace vp::judge
