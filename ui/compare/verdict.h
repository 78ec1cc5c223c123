#pragma once

#include <QString>
#include <vector>

#include "engine/occlusion.h"

namespace vp::ui {

/// What the check says of a map: hiding what it marks costs the answer more than hiding as many random
/// patches (the answer rests on them), not more, or even less.
enum class MapVerdict { Explains, NoBetter, Worse };

/// Over all shares: the change must lie more than two standard deviations of the random ones from their mean,
/// and at least a tenth of a nat, in half of them or more. Of a check without points: NoBetter.
MapVerdict verdict_of(const std::vector<engine::OcclusionPoint>& points);

/// The same in a sentence with its numbers; empty for a check without points.
QString describe_verdict(const engine::OcclusionCheck& check);

}  // namespace vp::ui
