#include "jobs/save_examination.h"

#include "base/file_guard.h"
#include "jobs/export.h"

namespace vp::jobs {

void save_examination(const engine::EncodedVideo& video, const transcript::Examination& examination,
                      const std::filesystem::path& file, const std::stop_token& stop) {
  base::FileGuard guard = guard_of(video);
  guard.writes(file);
  transcript::write_examination(file, transcript::make_transcript(video, {}, stop), examination, stop);
}

}  // namespace vp::jobs
