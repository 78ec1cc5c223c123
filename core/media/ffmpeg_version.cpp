#include "media/ffmpeg_version.h"

extern "C" {
#include <libavutil/avutil.h>
}

namespace vp::media {

std::string ffmpeg_version() {
  return av_version_info();
}

}  // namespace vp::media
