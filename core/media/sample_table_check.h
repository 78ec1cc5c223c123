#pragma once

#include <cstdint>
#include <optional>

#include "base/message.h"
#include "media/ffmpeg_handles.h"

namespace vp::media {

/// What the tables of an MP4 or QuickTime file claim.
struct TableClaims {
  /// More samples than the file can hold, as the end of a sentence ("claims 80000000 samples …"); nothing
  /// when the numbers are believable. A few bytes can claim any number of samples, and FFmpeg allocates an
  /// entry for each before it reads the first.
  std::optional<base::Message> overfull;
  /// A sample that is larger than the whole file: FFmpeg ends its list of samples there, or goes on without
  /// what lies behind it, and says nothing.
  bool has_impossible_sizes = false;
};

/// Reads the boxes (ISO/IEC 14496-12) from the beginning, over their contents where those do not matter, and
/// goes back to the beginning. `size`: of the file, in bytes.
TableClaims check_tables(AVIOContext& io, std::int64_t size);

}  // namespace vp::media
