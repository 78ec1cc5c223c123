#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "eval/prediction.h"

namespace vp::judge {

/// What is judged: whether an answer is right, or one of Video-ChatGPT's five aspects.
enum class JudgeKind { Qa, Correctness, Detail, Context, Temporal, Consistency };

/// "qa", "correctness", …
std::string_view name_of(JudgeKind kind);
/// In the order of the help.
const std::vector<std::string>& kind_names();
/// Throws base::Error(Usage) for another name.
JudgeKind kind_named(std::string_view name);

/// Grows whenever a word of the prompts changes: numbers of different versions are not to be compared.
inline constexpr int kPromptVersion = 1;

/// What the judge reads.
struct JudgePrompt {
  std::string system;
  std::string user;
};

/// The prediction has an answer. Throws base::Error(Usage) where the kind needs two answers and there is one.
JudgePrompt judge_prompt(JudgeKind kind, const eval::Prediction& prediction);

}  // namespace vp::judge
