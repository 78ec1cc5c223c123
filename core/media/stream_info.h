#pragma once

#include "media/input_file.h"
#include "media/video_info.h"

namespace vp::media {

/// What the container says about a stream; `index`: its number in the file.
StreamInfo describe_stream(const AVStream& stream, int index);

/// Whether the stream's samples are encrypted as far as the container's header says.
bool is_encrypted(const AVStream& stream);

/// What is known before anything is decoded: container, codec, streams, time base and frame rate
/// (0/1 when the container does not know a believable one).
VideoInfo describe_container(const InputFile& input, int stream);

/// When the first sound or picture of the file begins, in its streams' common time; not before 0, since what
/// lies there only prepares a decoder. 0 when no stream says so.
double container_start_s(const InputFile& input);

}  // namespace vp::media
