#include "ui/batch/batch_controller.h"

#include <functional>
#include <mutex>
#include <optional>
#include <set>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "batch/batch_inputs.h"
#include "checkpoint/checkpoint_files.h"
#include "ui/look/format.h"
#include "ui/look/language.h"

namespace vp::ui {
namespace {

using Key = std::tuple<std::size_t, std::int64_t, std::size_t>;

Key key_of(const batch::CellId& cell) {
  return {cell.video, cell.window, cell.question};
}

std::string text_key(const std::string& video, std::int64_t window, const std::string& question) {
  return video + '\n' + std::to_string(window) + '\n' + question;
}

}  // namespace

/// One batch.
struct BatchController::State final : batch::BatchObserver {
  BatchRequest request;
  BatchController* controller = nullptr;  ///< there whenever an event is delivered
  std::shared_ptr<SteppedJob::Events> events;

  // Of whoever holds `step_mutex`: the worker thread during a step.
  std::mutex step_mutex;
  batch::BatchPlan plan;  ///< the request's, with the videos of its folders
  std::unique_ptr<batch::ResultsFile> file;
  std::unique_ptr<batch::BatchRun> run;
  std::unordered_map<std::string, std::string> known;  ///< beginnings of what the file held before

  std::mutex mutex;
  std::set<Key> left_out;
  std::optional<batch::CellId> asked;
  std::stop_source asked_stop{std::nostopstate};

  void tell(std::function<void(BatchController&)> event) {
    events->tell([to = controller, event = std::move(event)] { event(*to); });
  }

  void tell_cell(const batch::CellId& cell, BatchCellState cell_state, const std::string& text) {
    tell([cell, cell_state, text = to_qstring(text)](BatchController& to) {
      emit to.cell_changed(cell, cell_state, text);
    });
  }

  void on_windows(std::size_t video, const std::vector<batch::Window>& windows) override {
    tell([video, windows](BatchController& to) { emit to.windows_known(video, windows); });
  }
  void on_started(const batch::CellId& cell, const std::stop_source& stop) override {
    {
      const std::lock_guard lock(mutex);
      asked = cell;
      asked_stop = stop;
    }
    tell_cell(cell, BatchCellState::Asking, {});
  }
  void on_text(const batch::CellId& cell, std::string_view piece) override {
    tell([cell, text = to_qstring(piece)](BatchController& to) { emit to.text_streamed(cell, text); });
  }
  void on_result(const batch::CellId& cell, const batch::CellResult& result) override {
    if (result.error.empty())
      tell_cell(cell, BatchCellState::Answered, result.answer);
    else
      tell([cell, why = result.why](BatchController& to) {
        emit to.cell_changed(cell, BatchCellState::Failed, said(why));
      });
    forget_asked();
  }
  void on_kept(const batch::CellId& cell, batch::ResultsFile::State kept) override {
    const auto found =
        known.find(text_key(plan.videos[cell.video].string(), cell.window, plan.questions[cell.question]));
    tell_cell(cell,
              kept == batch::ResultsFile::State::Answered ? BatchCellState::Answered : BatchCellState::Failed,
              found == known.end() ? std::string() : found->second);
  }
  void on_skipped(const batch::CellId& cell) override {
    tell_cell(cell, BatchCellState::LeftOut, {});
    forget_asked();
  }
  bool wants(const batch::CellId& cell) override {
    const std::lock_guard lock(mutex);
    return !left_out.contains(key_of(cell));
  }
  void forget_asked() {
    const std::lock_guard lock(mutex);
    asked.reset();
    asked_stop = std::stop_source(std::nostopstate);
  }

  /// The first piece: the videos, the results file, and what it holds already.
  void open(const Inference::Loaded& loaded, const std::stop_token& stop) {
    if (!loaded.model)
      throw base::Error(
          base::ErrorCode::Checkpoint,
          base::message("No model is loaded. Choose a checkpoint folder before starting a batch."));
    plan = request.plan;
    plan.videos = batch::gather_videos(request.plan.videos, stop);
    plan.validate(loaded.model->config().vision.num_frames);
    require_shown_cells(static_cast<std::int64_t>(plan.videos.size() * plan.questions.size()));
    base::FileGuard files;
    batch::guard_inputs(files, plan);
    checkpoint::guard_checkpoint(files, loaded.model->facts()->folder);
    files.writes(request.results);
    file = std::make_unique<batch::ResultsFile>(request.results, plan);
    if (file->answers() > 0) read_known(stop);
    batch::RunOptions options = request.run;
    options.cache = loaded.cache;
    run = std::make_unique<batch::BatchRun>(loaded.model, plan, *file, *this, std::move(options));
    tell([plan = plan](BatchController& to) { emit to.planned(plan); });
  }

  void read_known(const std::stop_token& stop) {
    batch::for_each_result(request.results, [&](const batch::CellResult& result) {
      base::throw_if_stopped(stop);
      const std::string& text = result.error.empty() ? result.answer : result.error;
      known[text_key(result.video.path, result.window, result.question)] =
          to_qstring(text).left(BatchGrid::kShownCharacters).toStdString();
    });
  }

  void require_shown_cells(std::int64_t cells) const {
    if (cells > kMostCells)
      throw base::Error(base::ErrorCode::Usage,
                        base::message("Videos, windows and questions make more than %1 answers; use fewer "
                                      "here, or videopanda batch on the command line.",
                                      kMostCells));
  }

  bool step(const Inference::Loaded& loaded, base::Progress& progress, const std::stop_token& stop) {
    const std::lock_guard stepping(step_mutex);
    bool again = false;
    try {
      if (!run) open(loaded, stop);
      again = run->step(progress, stop);
      require_shown_cells(run->count().cells);
    } catch (...) {
      if (run) tell_count();
      close();
      throw;
    }
    tell_count();
    if (!again) close();
    return again;
  }

  void tell_count() {
    tell([count = run->count()](BatchController& to) { emit to.counted(count); });
  }

  void close() {
    run.reset();
    file.reset();
  }

  /// Lets go of the model, before another one is read; a step that is running does it at its end.
  void release() {
    const std::unique_lock stepping(step_mutex, std::try_to_lock);
    if (stepping) close();
  }
};

BatchController::BatchController(Inference& inference, QObject* parent) : QObject(parent), job_(inference) {
  connect(&inference, &Inference::model_loading, this, [this] {
    if (state_) state_->release();
  });
  connect(&job_, &SteppedJob::finished, this, [this] {
    state_.reset();
    emit finished();
  });
  connect(&job_, &SteppedJob::failed, this, [this](const Failure& failure) {
    state_.reset();
    emit failed(failure);
  });
}

BatchController::~BatchController() = default;

void BatchController::start(const BatchRequest& request) {
  if (running()) return;
  state_ = std::make_shared<State>();
  state_->request = request;
  state_->controller = this;
  state_->events = job_.events();
  job_.start([state = state_](const Inference::Loaded& loaded, base::Progress& progress,
                              const std::stop_token& stop) { return state->step(loaded, progress, stop); });
}

void BatchController::stop() {
  job_.stop();
}

void BatchController::leave_out(const batch::CellId& cell) {
  if (!running()) return;
  const std::lock_guard lock(state_->mutex);
  state_->left_out.insert(key_of(cell));
  if (state_->asked == cell) state_->asked_stop.request_stop();
}

}  // namespace vp::ui
