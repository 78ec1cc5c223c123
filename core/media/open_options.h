#pragma once

#include <optional>

namespace vp::media {

/// Which pictures of a file are meant and what is done with them. Part of what an encoded video is of.
struct OpenOptions {
  std::optional<int> stream;  ///< the container's number of a video stream; absent: the film among them
  /// Of an interlaced picture, two moments woven together, only the field that is shown first is kept, and
  /// its missing lines are made from those around them.
  bool deinterlace = false;

  bool operator==(const OpenOptions&) const = default;
};

}  // namespace vp::media
