#pragma once

#include "base/timestamp.h"
#include "media/frame_index.h"

namespace vp::media {

/// The average rate of a film: what its header says (num 0: nothing) where that agrees with the times of its
/// frames, else what they say. The header of a film with a variable rate, of a screen or browser recording,
/// or one that counts fields, is often wrong. 0/1 where neither says anything.
base::Rational average_rate(const FrameIndex& index, base::Rational header);

}  // namespace vp::media
