#pragma once

#include <stop_token>
#include <string>

#include "media/input_file.h"

namespace vp::media {

/// Whether pictures of this size are larger than those that are handled.
bool is_too_large(int width, int height);
/// The end of a sentence that begins with the file's name: says the size and the limit.
std::string too_large(int width, int height);

/// Whether FFmpeg's error code says that it has not learnt something, rather than that something is broken.
bool is_unsupported(int code);

/// Why a stream gives no picture, as the end of a sentence that begins with the file's name: a form that this
/// FFmpeg cannot decode, pictures that are too large, or damage. Opens the file again and decodes its
/// beginning.
std::string why_undecodable(InputFile& input, int stream, const std::stop_token& stop);

}  // namespace vp::media
