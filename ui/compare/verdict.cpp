#include "ui/compare/verdict.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>

#include "ui/compare/token_colours.h"

namespace vp::ui {
namespace {

constexpr double kDeviations = 2;
constexpr double kLeast_nats = 0.1;

struct VerdictTexts {
  Q_DECLARE_TR_FUNCTIONS(vp::ui::MapVerdict)
};

}  // namespace

MapVerdict verdict_of(const std::vector<engine::OcclusionPoint>& points) {
  std::size_t more = 0, less = 0;
  for (const engine::OcclusionPoint& point : points) {
    const double beyond = point.random_mean() - point.attended;
    if (std::abs(beyond) <= std::max(kLeast_nats, kDeviations * point.random_spread())) continue;
    ++(beyond > 0 ? more : less);
  }
  if (more > less && 2 * more >= points.size()) return MapVerdict::Explains;
  return less > more && 2 * less >= points.size() ? MapVerdict::Worse : MapVerdict::NoBetter;
}

QString describe_verdict(const engine::OcclusionCheck& check) {
  if (check.points.empty()) return {};
  double attended = 0, random = 0;
  const auto count = static_cast<double>(check.points.size());
  for (const engine::OcclusionPoint& point : check.points) {
    attended += point.attended / count;
    random += point.random_mean() / count;
  }
  const QString map =
      check.options.map == attention::FrameMap::Fsra ? QStringLiteral("FSRA") : QStringLiteral("GSTRA");
  const QString numbers =
      VerdictTexts::tr(
          "Hiding what %1 marks changes the answer's log-probability by %2 nats, hiding as many random "
          "patches by %3 (means of all shares)")
          .arg(map, signed_number(attended), signed_number(random));
  switch (verdict_of(check.points)) {
    case MapVerdict::Explains:
      return VerdictTexts::tr("%1: the answer rests on what the map marks.").arg(numbers);
    case MapVerdict::Worse:
      return VerdictTexts::tr("%1: the answer rests on other patches than the map marks.").arg(numbers);
    case MapVerdict::NoBetter:
      break;
  }
  return VerdictTexts::tr("%1: the map does not explain this answer.").arg(numbers);
}

}  // namespace vp::ui
