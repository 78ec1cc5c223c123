#include "jobs/verify_record.h"

#include "base/error.h"
#include "transcript/reader.h"

namespace vp::jobs {

VerifyRecord::VerifyRecord(const VerifyOptions& options, const std::stop_token& stop)
    : record_(transcript::read_transcript(options.record, stop)),
      video_(options.video.empty() ? transcript::recorded_video(record_, options.record) : options.video) {}

engine::LoadOptions VerifyRecord::load_options(const engine::LoadOptions& options) const {
  return transcript::as_recorded(record_, options);
}

transcript::Verification VerifyRecord::run(const std::shared_ptr<const engine::Model>& model,
                                           base::Progress& progress, const std::stop_token& stop) const {
  if (!model)
    throw base::Error(
        base::ErrorCode::Checkpoint,
        base::message("No model is loaded. Choose the checkpoint folder of the transcript's model first."));
  return transcript::verify(record_, model, video_, progress, stop);
}

}  // namespace vp::jobs
