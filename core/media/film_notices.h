#pragma once

#include <string>
#include <vector>

#include "base/message.h"
#include "media/open_options.h"
#include "media/video_info.h"

namespace vp::media {

/// What whoever looks at a film should know of how it is shown, a sentence each. `colours`:
/// VideoInfo::colours as a message.
std::vector<base::Message> notices_of(const std::string& file, const VideoInfo& info,
                                      const base::Message& colours, const OpenOptions& options);

}  // namespace vp::media
