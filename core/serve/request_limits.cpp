#include "serve/request_limits.h"

#include "base/error.h"

namespace vp::serve {

void RequestLimits::validate() const {
  if (most_body_bytes < 1024 || most_body_bytes > std::size_t{4} << 30)
    throw base::Error(base::ErrorCode::Usage,
                      base::untranslated("A request may have from 1024 bytes to 4 gigabytes."));
  if (most_frames < 1 || most_frames > 4096)
    throw base::Error(base::ErrorCode::Usage,
                      base::untranslated("A request may have from 1 to 4096 frames; " +
                                         std::to_string(most_frames) + " is outside."));
  if (model.empty()) throw base::Error(base::ErrorCode::Usage, base::untranslated("The model has no name."));
}

}  // namespace vp::serve
