#pragma once

#include <cstdint>

#include "engine/turn.h"
#include "library/database.h"

namespace vp::library {

/// What lies in tables of its own, since it is large and seldom there: what the answer's tokens attended to,
/// and what it was measured to need. Replaces what was kept of the turn with this number.
void write_records(const Database& database, std::int64_t turn, const engine::Turn& answered);

}  // namespace vp::library
