#pragma once

#include <stop_token>
#include <string>

#include "base/message.h"
#include "media/input_file.h"

namespace vp::media {

/// Whether pictures of this size are larger than those that are handled.
bool is_too_large(int width, int height);
/// Says the size and the limit.
base::Message too_large(const InputFile& input, int width, int height);

/// Whether FFmpeg's error code says that it has not learnt something, rather than that something is broken.
bool is_unsupported(int code);

/// Why a stream gives no picture: a form that this FFmpeg cannot decode, pictures that are too large, or
/// damage. Opens the file again and decodes its beginning.
base::Message why_undecodable(InputFile& input, int stream, const std::stop_token& stop);

}  // namespace vp::media
