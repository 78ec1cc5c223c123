#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "judge/judge_prompt.h"

namespace vp::judge {

/// What a judge's reply says.
struct Verdict {
  bool yes = false;      ///< of JudgeKind::Qa: the answer is right
  int score = 0;         ///< 0 to 5
  bool rounded = false;  ///< the reply gave a decimal, which was rounded to the nearest whole number
};

/// Reads a reply tolerantly: the first {…} in it as JSON or as a Python dict, else "yes" or "no" (where the
/// kind asks for one) and a number from 0 to 5. Nothing where that is not there, or contradicts itself; no
/// value is ever supplied.
std::optional<Verdict> read_verdict(JudgeKind kind, std::string_view reply);

/// The reply as the published scripts take it: the whole of it as one Python literal. Nothing where Python
/// would raise an error, after which they ask again.
struct PublishedReply {
  std::string pred;          ///< empty where there is none or it is no text
  std::optional<int> score;  ///< int(score); nothing where that raises an error
  bool has_pred = false;     ///< "pred" is a text
};
std::optional<PublishedReply> read_as_published(std::string_view reply);

}  // namespace vp::judge
