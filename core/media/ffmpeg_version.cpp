#include "media/ffmpeg_version.h"

#include <cstdint>  // UINT64_C, without which FFmpeg 7 refuses to be included by C++

extern "C" {
#include <libavutil/avutil.h>
}

namespace vp::media {

std::string ffmpeg_version() {
  return av_version_info();
}

}  // namespace vp::media
