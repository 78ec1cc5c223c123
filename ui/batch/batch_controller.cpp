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

/// What cannot be used is said in its cell, and need not be said beside the conversation too.
class WithoutWarnings final : public base::Progress {
 public:
  explicit WithoutWarnings(base::Progress& progress) : progress_(progress) {}
  void report(base::Phase phase, std::int64_t done, std::int64_t total) override {
    progress_.report(phase, done, total);
  }
  void warn(const base::Message&) override {}

 private:
  base::Progress& progress_;
};

}  // namespace

/// One batch. The worker thread fills `events`, the window's thread empties it.
struct BatchController::State final : batch::BatchObserver, std::enable_shared_from_this<State> {
  BatchRequest request;

  // Of whoever holds `step_mutex`: the worker thread during a step.
  std::mutex step_mutex;
  batch::BatchPlan plan;  ///< the request's, with the videos of its folders
  std::unique_ptr<batch::ResultsFile> file;
  std::unique_ptr<batch::BatchRun> run;
  std::unordered_map<std::string, std::string> known;  ///< beginnings of what the file held before

  std::mutex mutex;
  BatchController* controller = nullptr;  ///< null when it is gone
  std::vector<std::function<void(BatchController&)>> events;
  bool delivery_posted = false;
  std::set<Key> left_out;
  std::optional<batch::CellId> asked;
  std::stop_source asked_stop{std::nostopstate};
  batch::BatchCount count;
  bool more = true;

  bool stopping = false;  ///< the user's wish, where it came between two pieces; of the window's thread

  /// However many there are, the window gets one event for those of its last round.
  void tell(std::function<void(BatchController&)> event) {
    const std::lock_guard lock(mutex);
    events.push_back(std::move(event));
    if (controller == nullptr || std::exchange(delivery_posted, true)) return;
    controller->mailbox_.post([self = shared_from_this(), to = controller] { to->drain(*self); });
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

  void step(const Inference::Loaded& loaded, base::Progress& progress, const std::stop_token& stop) {
    const std::lock_guard stepping(step_mutex);
    WithoutWarnings quiet(progress);
    bool again = false;
    try {
      if (!run) open(loaded, stop);
      again = run->step(quiet, stop);
      require_shown_cells(run->count().cells);
    } catch (...) {
      if (run) keep_count(false);
      close();
      throw;
    }
    keep_count(again);
    if (!again) close();
  }

  void keep_count(bool again) {
    const std::lock_guard lock(mutex);
    more = again;
    count = run->count();
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

BatchController::BatchController(Inference& inference, QObject* parent)
    : QObject(parent), inference_(inference) {
  connect(&inference_, &Inference::model_loading, this, [this] {
    if (!state_) return;
    state_->stopping = true;
    state_->release();
  });
}

BatchController::~BatchController() {
  if (!state_) return;
  const std::lock_guard lock(state_->mutex);
  state_->controller = nullptr;
}

void BatchController::start(const BatchRequest& request) {
  if (running()) return;
  state_ = std::make_shared<State>();
  state_->request = request;
  state_->controller = this;
  run_next(state_);
}

void BatchController::run_next(const std::shared_ptr<State>& state) {
  inference_.run_job(
      this,
      [state](const Inference::Loaded& loaded, base::Progress& progress, const std::stop_token& token) {
        state->step(loaded, progress, token);
      },
      [this, state] {
        drain(*state);
        if (!state->more) {
          end(state, nullptr);
        } else if (state->stopping) {
          const Failure stopped{base::ErrorCode::Stopped, {}};
          end(state, &stopped);
        } else {
          run_next(state);
        }
      },
      [this, state](const Failure& failure) { end(state, &failure); });
}

void BatchController::drain(State& state) {
  std::vector<std::function<void(BatchController&)>> events;
  batch::BatchCount count;
  {
    const std::lock_guard lock(state.mutex);
    events.swap(state.events);
    state.delivery_posted = false;
    count = state.count;
  }
  for (const auto& event : events) event(*this);
  emit counted(count);
}

void BatchController::end(const std::shared_ptr<State>& state, const Failure* failure) {
  drain(*state);
  state_.reset();
  if (failure != nullptr)
    emit failed(*failure);
  else
    emit finished();
}

void BatchController::stop() {
  if (!running()) return;
  state_->stopping = true;
  inference_.stop_jobs();
}

void BatchController::leave_out(const batch::CellId& cell) {
  if (!running()) return;
  const std::lock_guard lock(state_->mutex);
  state_->left_out.insert(key_of(cell));
  if (state_->asked == cell) state_->asked_stop.request_stop();
}

}  // namespace vp::ui
