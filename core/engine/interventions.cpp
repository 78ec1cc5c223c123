#include "engine/interventions.h"

#include <ATen/core/Tensor.h>

#include <random>

#include "base/error.h"
#include "engine/changed_frames.h"
#include "engine/compute_device.h"
#include "engine/encoded_video_impl.h"
#include "engine/scored_answer.h"
#include "engine/seeded_draw.h"

namespace vp::engine {
namespace {

using base::Error;
using base::ErrorCode;

std::vector<std::int64_t> frame_order(const Intervention& intervention, std::int64_t frames) {
  std::vector<std::int64_t> order;
  for (std::int64_t i = 0; i < frames; ++i) order.push_back(i);
  const std::vector<std::int64_t> as_filmed = order;
  if (intervention.order == FrameOrder::Reversed) return {order.rbegin(), order.rend()};
  if (intervention.order == FrameOrder::AsFilmed || frames < 2) return order;
  // An order that happens to be the film's own would change nothing.
  std::mt19937_64 generator(intervention.seed);
  while (order == as_filmed) order = draw(frames, frames, generator);
  return order;
}

void check(const Model& model, const std::vector<Intervention>& interventions) {
  const checkpoint::Ablation& missing = model.config().vision.ablation;
  for (const Intervention& intervention : interventions)
    for (const checkpoint::AblationPart& part : checkpoint::kAblationParts)
      if (intervention.without.*part.left_out && missing.*part.left_out)
        throw Error(
            ErrorCode::Usage,
            model.config().system == checkpoint::System::VideoPanda
                ? base::message("This model was trained without %1, so it cannot be switched off.", part.name)
                : base::message("This model has no %1 that could be switched off.", part.name));
}

Comparison compare(const std::shared_ptr<const Model>& model, const EncodedVideo& video,
                   const ExaminedQuestion& question, const std::vector<Intervention>& interventions,
                   const std::function<void(const ScoredAnswer&)>& on_unchanged,
                   const std::function<void(const InterventionResult&)>& on_result, base::Progress& progress,
                   const std::stop_token& stop) {
  const std::vector<at::Tensor>& frames = video.impl().tokens;
  Replay replay(model, question.earlier, question.question, frames, longest_answer(question));
  Comparison comparison;
  comparison.question = question.question;
  comparison.unchanged = unchanged_answer(replay, *model, frames, question, progress, stop);
  if (on_unchanged) on_unchanged(comparison.unchanged);
  const std::vector<std::int64_t> ids = ids_of(comparison.unchanged);
  for (const Intervention& intervention : interventions) {
    FrameChange change;
    change.without = intervention.without;
    change.order = frame_order(intervention, static_cast<std::int64_t>(video.frames().size()));
    int encoded = 0;
    const std::vector<at::Tensor> changed = encode_changed(
        *model, video, change,
        [&](int slots) {
          encoded += slots;
          progress.report(base::Phase::Encode, encoded, video.frame_slots());
        },
        stop);
    InterventionResult result;
    result.intervention = intervention;
    const std::vector<std::int64_t> said =
        scored_ids(replay.answer(changed, question.options, progress, stop));
    result.log_probabilities = replay.score(ids, progress, stop);
    result.change = change_of(comparison.unchanged, result.log_probabilities);
    result.answer = score_answer(replay, *model, said, progress, stop);
    if (on_result) on_result(result);
    comparison.results.push_back(std::move(result));
  }
  return comparison;
}

}  // namespace

Comparison compare_interventions(const std::shared_ptr<const Model>& model, const EncodedVideo& video,
                                 const ExaminedQuestion& question,
                                 const std::vector<Intervention>& interventions,
                                 const std::function<void(const ScoredAnswer&)>& on_unchanged,
                                 const std::function<void(const InterventionResult&)>& on_result,
                                 base::Progress& progress, const std::stop_token& stop) {
  check(question);
  check(*model, interventions);
  try {
    return compare(model, video, question, interventions, on_unchanged, on_result, progress, stop);
  } catch (const Error&) {
    throw;
  } catch (...) {
    rethrow_memory_errors(base::message("Comparing"));
  }
}

}  // namespace vp::engine
