#pragma once

#include <optional>
#include <string>

#include "media/ffmpeg_handles.h"

namespace vp::media {

/// What is wrong with the tables of an MP4 or QuickTime file that claim more samples than the file can hold,
/// as the end of a sentence ("claims 80000000 samples …"); nothing when they are believable. A few bytes can
/// claim any number of samples, and FFmpeg allocates an entry for each before it reads the first.
///
/// Reads the boxes (ISO/IEC 14496-12) from the beginning, over their contents where those do not matter, and
/// goes back to the beginning. `size`: of the file, in bytes.
std::optional<std::string> overfull_tables(AVIOContext& io, std::int64_t size);

}  // namespace vp::media
