#pragma once

#include <string>

#include "bench/stage_timings.h"

namespace vp::bench {

/// The report as one JSON object: what was timed, the device's own limits, and every stage beside them.
std::string json_of(const StageReport& report, const std::string& shape);

}  // namespace vp::bench
