#pragma once

#include <QString>

#include "engine/occlusion.h"

namespace vp::ui {

/// engine::verdict_of() in a sentence with its numbers; empty for a check without points.
QString describe_verdict(const engine::OcclusionCheck& check);

}  // namespace vp::ui
