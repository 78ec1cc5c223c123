#include "engine/occlusion.h"

#include <ATen/core/Tensor.h>

#include <algorithm>
#include <cmath>
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

/// A cell of a sampled frame, and how much attention it gets.
struct Cell {
  std::size_t frame;
  std::int64_t place;
  float attention;
};

/// The cells among which a share is taken: of one frame, or of the frames of one chunk.
using Pool = std::vector<Cell>;

attention::MapGrid grid_of(const attention::AttentionMaps& maps, int frame, const OcclusionOptions& options) {
  return options.map == attention::FrameMap::Fsra ? attention::fsra_grid(maps, frame, options.heads)
                                                  : attention::gstra_grid(maps, frame, options.heads);
}

std::vector<Pool> pools_of(const EncodedVideo& video, const OcclusionOptions& options) {
  const attention::AttentionMaps& maps = video.maps();
  const auto frames_per_chunk = static_cast<std::size_t>(maps.frames_per_chunk);
  std::vector<Pool> pools;
  for (std::size_t i = 0; i < video.frames().size(); ++i) {
    const bool fsra = options.map == attention::FrameMap::Fsra;
    const attention::MapGrid grid = grid_of(maps, static_cast<int>(i), options);
    if (fsra || i % frames_per_chunk == 0) pools.emplace_back();
    for (std::size_t place = 0; place < grid.values.size(); ++place)
      pools.back().push_back({i, static_cast<std::int64_t>(place), grid.values[place]});
  }
  return pools;
}

std::int64_t share_of(const Pool& pool, int percent) {
  return std::max<std::int64_t>(1, std::llround(static_cast<double>(pool.size()) * percent / 100));
}

using HiddenOfFrames = std::vector<std::vector<std::int64_t>>;

HiddenOfFrames most_attended(const std::vector<Pool>& pools, int percent, std::size_t frames) {
  HiddenOfFrames hidden(frames);
  for (Pool pool : pools) {
    std::stable_sort(pool.begin(), pool.end(),
                     [](const Cell& a, const Cell& b) { return a.attention > b.attention; });
    pool.resize(static_cast<std::size_t>(share_of(pool, percent)));
    for (const Cell& cell : pool) hidden[cell.frame].push_back(cell.place);
  }
  for (std::vector<std::int64_t>& places : hidden) std::sort(places.begin(), places.end());
  return hidden;
}

HiddenOfFrames random_cells(const std::vector<Pool>& pools, int percent, std::size_t frames,
                            std::mt19937_64& generator) {
  HiddenOfFrames hidden(frames);
  for (const Pool& pool : pools)
    for (const std::int64_t i :
         draw(share_of(pool, percent), static_cast<std::int64_t>(pool.size()), generator)) {
      const Cell& cell = pool[static_cast<std::size_t>(i)];
      hidden[cell.frame].push_back(cell.place);
    }
  return hidden;
}

void check_map(const Model& model, const EncodedVideo& video, attention::FrameMap map) {
  const checkpoint::Ablation& missing = model.config().vision.ablation;
  const bool fsra = map == attention::FrameMap::Fsra;
  if (model.config().system != checkpoint::System::VideoPanda)
    throw Error(ErrorCode::Usage,
                base::message("This model has no FSRA and no GSTRA, whose maps are checked."));
  if (fsra ? missing.fsra : missing.gstra)
    throw Error(ErrorCode::Usage, fsra ? base::message("This model was trained without FSRA; check GSTRA.")
                                       : base::message("This model was trained without GSTRA; check FSRA."));
  if (video.maps().empty())
    throw Error(ErrorCode::Usage,
                base::message("The video's attention maps were not kept; open the video anew."));
}

/// The whole check as one count of frames; what prefilling reports would jump to and fro.
class FrameCount {
 public:
  FrameCount(base::Progress& progress, std::int64_t total) : progress_(progress), total_(total) {}
  void add(int frames) {
    done_ += frames;
    progress_.report(base::Phase::Encode, done_, total_);
  }

 private:
  base::Progress& progress_;
  std::int64_t done_ = 0;
  std::int64_t total_;
};

OcclusionCheck run(const std::shared_ptr<const Model>& model, const EncodedVideo& video,
                   const ExaminedQuestion& question, const OcclusionOptions& options,
                   base::Progress& progress, const std::stop_token& stop) {
  const std::vector<at::Tensor>& frames = video.impl().tokens;
  Replay replay(model, question.earlier, question.question, frames, longest_answer(question));
  OcclusionCheck check;
  check.question = question.question;
  check.options = options;
  check.answer = unchanged_answer(replay, *model, frames, question, progress, stop);
  const std::vector<std::int64_t> ids = ids_of(check.answer);
  const std::vector<Pool> pools = pools_of(video, options);
  for (const Pool& pool : pools) check.patches += static_cast<std::int64_t>(pool.size());
  const attention::MapGrid grid = grid_of(video.maps(), 0, options);
  check.rows = grid.height;
  check.columns = grid.width;

  const auto encodings = static_cast<std::int64_t>(options.shares_percent.size()) * (1 + options.draws);
  FrameCount count(progress, encodings * video.frame_slots());
  base::NoProgress quiet;
  const auto change_without = [&](HiddenOfFrames hidden) {
    FrameChange change;
    change.hidden.side = options.map == attention::FrameMap::Fsra ? model->config().vision.conv_stride : 1;
    change.hidden.of_frame = std::move(hidden);
    replay.show(encode_changed(
                    *model, video, change, [&](int slots) { count.add(slots); }, stop),
                quiet, stop);
    return change_of(check.answer, replay.score(ids, quiet, stop));
  };
  std::mt19937_64 generator(options.seed);
  for (const int percent : options.shares_percent) {
    OcclusionPoint point;
    point.share_percent = percent;
    for (const Pool& pool : pools) point.hidden += share_of(pool, percent);
    point.attended_patches = most_attended(pools, percent, video.frames().size());
    point.attended = change_without(point.attended_patches);
    for (int i = 0; i < options.draws; ++i)
      point.random.push_back(change_without(random_cells(pools, percent, video.frames().size(), generator)));
    check.points.push_back(std::move(point));
  }
  return check;
}

}  // namespace

OcclusionCheck check_by_occlusion(const std::shared_ptr<const Model>& model, const EncodedVideo& video,
                                  const ExaminedQuestion& question, const OcclusionOptions& options,
                                  base::Progress& progress, const std::stop_token& stop) {
  check(question);
  options.validate();
  check_map(*model, video, options.map);
  try {
    return run(model, video, question, options, progress, stop);
  } catch (const Error&) {
    throw;
  } catch (...) {
    rethrow_memory_errors(base::message("The check"));
  }
}

}  // namespace vp::engine
