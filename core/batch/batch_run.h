#pragma once

#include <cstdint>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "base/progress.h"
#include "batch/batch_plan.h"
#include "batch/results_file.h"
#include "engine/model.h"
#include "jobs/film_questions.h"
#include "library/video_cache.h"

namespace vp::batch {

/// Who watches a batch; called on the batch's own thread.
class BatchObserver {
 public:
  virtual ~BatchObserver() = default;
  /// The windows of a video are known (of an unreadable one: a single window).
  virtual void on_windows(std::size_t /*video*/, const std::vector<Window>& /*windows*/) {}
  /// A cell is about to be asked; its `stop` ends this cell alone.
  virtual void on_started(const CellId& /*cell*/, const std::stop_source& /*stop*/) {}
  virtual void on_text(const CellId& /*cell*/, std::string_view /*piece*/) {}
  /// A cell has its line in the results file.
  virtual void on_result(const CellId& /*cell*/, const CellResult& /*result*/) {}
  /// It was there already.
  virtual void on_kept(const CellId& /*cell*/, ResultsFile::State /*state*/) {}
  /// It was passed over, or its own stop was requested: the next run asks it.
  virtual void on_skipped(const CellId& /*cell*/) {}
  /// Whether to ask it now; asked when its turn comes.
  virtual bool wants(const CellId& /*cell*/) { return true; }
};

struct RunOptions {
  bool retry_failed = false;                           ///< ask the cells again that have an error in the file
  std::shared_ptr<const library::VideoCache> cache{};  ///< see jobs::ask_about_film
  jobs::LoadAgain load_again{};                        ///< see jobs::AskedModel
};

/// How far a batch is; cells are not known before every video's windows are.
struct BatchCount {
  std::int64_t cells = 0;     ///< of all videos whose windows are known
  std::int64_t kept = 0;      ///< that the file held already, with an answer or an error
  std::int64_t answered = 0;  ///< now
  std::int64_t failed = 0;    ///< now
  std::int64_t skipped = 0;   ///< now

  std::int64_t done() const { return kept + answered + failed + skipped; }
};

/// A batch, one piece at a time, so that other work can come in between: first every video is opened once to
/// know its windows (where windows are asked for), then each is encoded once a window and asked every
/// question as the first of a conversation, over the same keys and values of its frames. What belongs to one
/// video or cell becomes an error in its line and a warning; the rest goes on.
class BatchRun {
 public:
  /// `file` and `observer` must outlive it. Throws Error(Usage) for an unusable plan, or when the file's
  /// answers come from something else than this model.
  BatchRun(std::shared_ptr<const engine::Model> model, BatchPlan plan, ResultsFile& file,
           BatchObserver& observer, RunOptions options = {});
  ~BatchRun();

  /// Does the next piece: opens one video, or asks everything of one window. False when nothing is left.
  /// Throws Error(Stopped), Error(Device), Error(Output); every cell that is done is in the file then.
  bool step(base::Progress& progress, const std::stop_token& stop = {});

  const BatchCount& count() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace vp::batch
