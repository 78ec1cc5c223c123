#pragma once

#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "base/message.h"
#include "media/input_file.h"

namespace vp::media {

/// The video streams of a file in the order in which a person would be shown them.
struct StreamChoice {
  std::vector<int> order;   ///< cover pictures are not among them, unless one was asked for
  std::vector<int> stills;  ///< those of `order` that hold a single picture beside others that hold a film
};

/// `wanted`: a stream that was asked for; then it is the only one. Otherwise: films before stills, streams
/// that this FFmpeg has a decoder for first, then the container's default. Packets may be read and the file
/// be opened again. Throws Error(Video) when there is no film, Error(Usage) when `wanted` is none of the
/// video streams; the sentence names those that there are.
StreamChoice choose_streams(InputFile& input, const std::optional<int>& wanted, const std::stop_token& stop);

/// What was looked at where there was a choice, one sentence; empty where there was none. `taken`: an index
/// of choice.order; those before it could not be decoded.
base::Message sentence_about(const StreamChoice& choice, std::size_t taken, const InputFile& input);

}  // namespace vp::media
