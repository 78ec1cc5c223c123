#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/file_facts.h"
#include "base/message.h"
#include "media/frame_index.h"
#include "media/video_info.h"

namespace vp::media {

/// What reading a film has cost so far.
struct DecodeStats {
  std::int64_t scans = 0;     ///< how often all packets were gone through to index the film
  std::int64_t readers = 0;   ///< that were opened with that index
  std::int64_t seeks = 0;     ///< how often decoding began anew somewhere
  std::int64_t pictures = 0;  ///< that came out of a decoder, asked for or on the way
};

/// What opening a film found out about it. One film needs one scan: whoever opens it again (to encode it, to
/// draw over it, to hear it) is handed this. Immutable but for the statistics; may be used by any thread.
struct Scan {
  std::filesystem::path file;
  base::FileFacts facts;  ///< of the file, from before it was opened
  VideoInfo info;
  FrameIndex index;
  std::vector<base::Message> warnings;  ///< of opening it, one sentence each
  struct Decoding;
  std::shared_ptr<const Decoding> decoding;  ///< FFmpeg's side

  /// Of the scan and of every reader that was opened with it, up to now.
  DecodeStats stats() const;
};
using ScanPtr = std::shared_ptr<const Scan>;

}  // namespace vp::media
