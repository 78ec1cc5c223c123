#include "ui/compare/verdict.h"

#include <QCoreApplication>

#include "ui/compare/token_colours.h"

namespace vp::ui {
namespace {

struct VerdictTexts {
  Q_DECLARE_TR_FUNCTIONS(vp::ui::MapVerdict)
};

}  // namespace

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
  switch (engine::verdict_of(check.points)) {
    case engine::MapVerdict::Explains:
      return VerdictTexts::tr("%1: the answer rests on what the map marks.").arg(numbers);
    case engine::MapVerdict::Worse:
      return VerdictTexts::tr("%1: the answer rests on other patches than the map marks.").arg(numbers);
    case engine::MapVerdict::NoBetter:
      break;
  }
  return VerdictTexts::tr("%1: the map does not explain this answer.").arg(numbers);
}

}  // namespace vp::ui
