#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "judge/judge_run.h"
#include "judge/judge_score.h"

namespace vp::judge {

/// What a run of a judge gave, as its file holds it.
struct JudgeResults {
  JudgeKind kind = JudgeKind::Qa;
  std::string model, endpoint;
  int prompt_version = kPromptVersion;
  std::vector<Judged> items;
};

/// One JSON object: "format", "kind", "judge" (model, endpoint, temperature, prompt version), "totals",
/// "as_published", and "items" with each reply as it came. Throws base::Error(Output).
void write_results(const std::filesystem::path& file, const JudgeResults& results);
/// What write_results() wrote; verdicts are read from the replies anew. The file may come from anyone. Throws
/// base::Error(Usage).
JudgeResults read_results(const std::filesystem::path& file);

/// The means of several aspects: of their scores, and weighted by how many questions each has.
struct AspectMeans {
  double plain_over_judged = 0, plain_over_all = 0;
  double weighted_over_judged = 0, weighted_over_all = 0;
};
AspectMeans aspect_means(std::span<const JudgeScore> scores);

}  // namespace vp::judge
