#include "judge/judge_agreement.h"

#include <array>
#include <unordered_map>

#include "base/error.h"

namespace vp::judge {
namespace {

constexpr int kClasses = 6;  // scores from 0 to 5, of which yes and no are two

int class_of(JudgeKind kind, const Verdict& verdict) {
  return kind == JudgeKind::Qa ? (verdict.yes ? 1 : 0) : verdict.score;
}

}  // namespace

Agreement agreement(const JudgeResults& first, const JudgeResults& second) {
  if (first.kind != second.kind)
    throw base::Error(base::ErrorCode::Usage, base::untranslated("The two files judge different things (" +
                                                                 std::string(name_of(first.kind)) + " and " +
                                                                 std::string(name_of(second.kind)) + ")."));
  std::unordered_map<std::string, const Judged*> by_id;
  for (const Judged& judged : second.items) by_id.emplace(judged.id, &judged);
  Agreement result;
  std::array<std::array<double, kClasses>, kClasses> counts{};
  for (const Judged& one : first.items) {
    const auto other = by_id.find(one.id);
    if (other == by_id.end() || !one.verdict || !other->second->verdict) continue;
    ++result.both;
    const int a = class_of(first.kind, *one.verdict), b = class_of(first.kind, *other->second->verdict);
    ++counts[static_cast<std::size_t>(a)][static_cast<std::size_t>(b)];
    if (a == b)
      ++result.alike;
    else
      result.flips.push_back(one.id);
  }
  if (result.both == 0)
    throw base::Error(base::ErrorCode::Usage, base::untranslated("No question was judged in both files."));
  std::array<double, kClasses> rows{}, columns{};
  for (std::size_t a = 0; a < kClasses; ++a)
    for (std::size_t b = 0; b < kClasses; ++b) {
      rows[a] += counts[a][b];
      columns[b] += counts[a][b];
    }
  // Disagreement seen, and expected of two judges who know nothing of each other.
  double seen = 0, expected = 0;
  for (std::size_t a = 0; a < kClasses; ++a)
    for (std::size_t b = 0; b < kClasses; ++b) {
      const double distance = static_cast<double>(a) - static_cast<double>(b);
      seen += counts[a][b] * distance * distance;
      expected += rows[a] * columns[b] / static_cast<double>(result.both) * distance * distance;
    }
  result.kappa = expected == 0 ? 1 : 1 - seen / expected;
  return result;
}

}  // namespace vp::judge
