#include "judge/judge_results.h"

#include <nlohmann/json.hpp>

#include "base/atomic_file.h"
#include "base/error.h"
#include "json/document.h"

namespace vp::judge {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kFormat = "videopanda-judge-1";
constexpr std::size_t kMostItems = 1000000, kLongestText = std::size_t{1} << 20;

Json totals(JudgeKind kind, const JudgeScore& score) {
  Json object{{"predictions", score.total},
              {"judged", score.judged},
              {"unjudged", score.unjudged()},
              {"decimals_rounded", score.rounded},
              {"score_over_judged", score.score_over_judged()},
              {"score_over_all", score.score_over_all()},
              {"score_over_all_interval", {score.score_interval.low, score.score_interval.high}}};
  if (kind != JudgeKind::Qa) return object;
  object["accuracy_over_judged"] = score.accuracy_over_judged();
  object["accuracy_over_all"] = score.accuracy_over_all();
  object["accuracy_over_all_interval"] = {score.accuracy_interval.low, score.accuracy_interval.high};
  return object;
}

Json published(JudgeKind kind, const PublishedScore& score) {
  Json object{{"read", score.count}, {"left_out", score.left_out}, {"score", score.score()}};
  if (kind != JudgeKind::Qa) return object;
  object["yes"] = score.yes;
  object["no"] = score.no;
  object["accuracy"] = score.accuracy();
  return object;
}

Json item(JudgeKind kind, const Judged& judged) {
  Json object{{"id", judged.id}, {"video_name", judged.video_name}};
  if (judged.verdict) {
    if (kind == JudgeKind::Qa) object["pred"] = judged.verdict->yes ? "yes" : "no";
    object["score"] = judged.verdict->score;
  } else {
    object["unjudged"] = judged.why;
  }
  if (!judged.reply.empty()) object["reply"] = judged.reply;
  return object;
}

Judged judged_of(JudgeKind kind, const json::Value& object) {
  Judged judged;
  judged.id = object.member("id").any_text(kLongestText);
  judged.video_name = object.member("video_name").any_text(kLongestText);
  if (const auto reply = object.find("reply")) judged.reply = reply->any_text(kLongestText);
  if (const auto why = object.find("unjudged")) {
    judged.why = why->any_text(kLongestText);
    return judged;
  }
  judged.verdict = read_verdict(kind, judged.reply);
  if (!judged.verdict) judged.why = "the reply holds no verdict";
  return judged;
}

}  // namespace

void write_results(const std::filesystem::path& file, const JudgeResults& results) {
  Json object{{"format", kFormat},
              {"kind", name_of(results.kind)},
              {"judge",
               {{"model", results.model},
                {"endpoint", results.endpoint},
                {"temperature", 0},
                {"prompt_version", results.prompt_version}}},
              {"totals", totals(results.kind, judge_score(results.items))},
              {"as_published", published(results.kind, published_score(results.kind, results.items))}};
  object["items"] = Json::array();
  for (const Judged& judged : results.items) object["items"].push_back(item(results.kind, judged));
  base::write_file_atomically(file, object.dump(1, ' ', false, Json::error_handler_t::replace) + "\n");
}

JudgeResults read_results(const std::filesystem::path& file) {
  json::Limits limits;
  limits.bytes = std::uintmax_t{512} << 20;
  limits.values = std::size_t{16} << 20;
  const json::Document document = json::Document::read(file, limits, json::usage_error_of(file));
  const json::Value root = document.root();
  if (root.member("format").text() != kFormat)
    root.member("format").refuse(base::untranslated("\"" + std::string(kFormat) + "\" was expected"));
  JudgeResults results;
  results.kind = kind_named(root.member("kind").text());
  const json::Value judge = root.member("judge");
  results.model = judge.member("model").text();
  results.endpoint = judge.member("endpoint").text();
  results.prompt_version = static_cast<int>(judge.member("prompt_version").integer(1, 1000000));
  for (const json::Value& entry : root.member("items").elements(kMostItems))
    results.items.push_back(judged_of(results.kind, entry));
  return results;
}

AspectMeans aspect_means(std::span<const JudgeScore> scores) {
  AspectMeans means;
  double judged = 0, total = 0;
  for (const JudgeScore& score : scores) {
    means.plain_over_judged += score.score_over_judged() / static_cast<double>(scores.size());
    means.plain_over_all += score.score_over_all() / static_cast<double>(scores.size());
    means.weighted_over_judged += score.score_sum;
    means.weighted_over_all += score.score_sum;
    judged += static_cast<double>(score.judged);
    total += static_cast<double>(score.total);
  }
  means.weighted_over_judged /= judged > 0 ? judged : 1;
  means.weighted_over_all /= total > 0 ? total : 1;
  return means;
}

}  // namespace vp::judge
