#pragma once

#include <filesystem>
#include <memory>
#include <stop_token>

#include "base/progress.h"
#include "engine/model.h"
#include "transcript/transcript.h"
#include "transcript/verify.h"

namespace vp::jobs {

struct VerifyOptions {
  std::filesystem::path record;  ///< a transcript in JSON
  std::filesystem::path video;   ///< empty: where the transcript says, or beside it
};

/// Asks everything in a transcript again and compares: `verify`, and the window's dialog.
class VerifyRecord {
 public:
  /// Reads the transcript and finds its video. Throws Error(Usage), Error(Video), Error(Stopped).
  explicit VerifyRecord(const VerifyOptions& options, const std::stop_token& stop = {});

  /// How to load the model in order to compute as the record was; what is set in `options` stays.
  engine::LoadOptions load_options(const engine::LoadOptions& options) const;

  /// Throws Error(Checkpoint) where `model` is null, and what transcript::verify() throws.
  transcript::Verification run(const std::shared_ptr<const engine::Model>& model, base::Progress& progress,
                               const std::stop_token& stop = {}) const;

 private:
  transcript::Transcript record_;
  std::filesystem::path video_;
};

}  // namespace vp::jobs
