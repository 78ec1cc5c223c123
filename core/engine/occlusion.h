#pragma once

#include <cstdint>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "attention/attention_maps.h"
#include "attention/reduction.h"
#include "base/progress.h"
#include "engine/interventions.h"

namespace vp::engine {

/// How the check is done.
struct OcclusionOptions {
  attention::FrameMap map = attention::FrameMap::Fsra;  ///< that is put to the test
  attention::HeadSelection heads;                       ///< the mean of all
  std::vector<int> shares_percent{5, 10, 20, 40};       ///< of the patches, rising, 1 to 99
  int draws = 5;                                        ///< random choices a share, 1 to 100
  std::uint64_t seed = 0;                               ///< of the random choices

  /// Throws Error(Usage).
  void validate() const;
};

/// What hiding a share of the patches did to the answer's log-probability.
struct OcclusionPoint {
  int share_percent = 0;
  std::int64_t hidden = 0;     ///< patches, over all frames
  double attended = 0;         ///< change when the most attended ones are hidden
  std::vector<double> random;  ///< change for each choice of as many random ones
  /// The most attended ones: for each sampled frame its patches, counted row by row, rising.
  std::vector<std::vector<std::int64_t>> attended_patches{};

  double random_mean() const;
  /// Standard deviation of the draws (n - 1); 0 for a single one.
  double random_spread() const;
};

struct OcclusionCheck {
  std::string question;
  ScoredAnswer answer;
  OcclusionOptions options;
  std::int64_t patches = 0;   ///< that could be hidden, over all frames
  int rows = 0, columns = 0;  ///< of a frame's patches, which lie over the picture's own rectangle
  std::vector<OcclusionPoint> points;
};

/// What the check says of a map: hiding what it marks costs the answer more than hiding as many random
/// patches (the answer rests on them), not more, or even less.
enum class MapVerdict { Explains, NoBetter, Worse };

/// Over all shares: the change must lie more than two standard deviations of the random ones from their mean,
/// and at least a tenth of a nat, in half of them or more. Of a check without points: NoBetter.
MapVerdict verdict_of(const std::vector<OcclusionPoint>& points);

/// Hides the most attended patches of the sampled frames, and as many random ones, and gives by how much the
/// log-probability of the unchanged answer changes: a map that shows what the answer rests on makes the first
/// change the larger loss.
///
/// A patch is a cell of the checked map: a token's s x s patches for FSRA, one patch for GSTRA. FSRA spreads
/// its attention over each frame, so the share is taken frame by frame; GSTRA spreads it over a chunk, so the
/// share is taken over the chunk's frames together. Random patches are drawn from the same places in the same
/// numbers. The pixels of a hidden patch become the colour of the canvas beside the picture; the mask, and so
/// the number of tokens, stays.
///
/// `video` was encoded with maps and pictures. Progress counts the frames that are encoded, over all of the
/// check (Phase::Encode). Throws Error(Usage) as compare_interventions does, for maps that were not kept, and
/// for a map that the model was trained without; Error(Stopped).
OcclusionCheck check_by_occlusion(const std::shared_ptr<const Model>& model, const EncodedVideo& video,
                                  const ExaminedQuestion& question, const OcclusionOptions& options,
                                  base::Progress& progress, const std::stop_token& stop = {});

}  // namespace vp::engine
