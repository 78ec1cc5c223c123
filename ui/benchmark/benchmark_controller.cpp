#include "ui/benchmark/benchmark_controller.h"

#include <functional>
#include <mutex>
#include <unordered_set>
#include <utility>

#include "base/error.h"
#include "base/file_guard.h"
#include "checkpoint/checkpoint_files.h"
#include "eval/answer_questions.h"
#include "eval/predictions_file.h"

namespace vp::ui {
namespace {

/// What cannot be asked is said in its row.
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

/// One run. The worker thread fills `events`, the window's thread empties it.
struct BenchmarkController::State final : std::enable_shared_from_this<State> {
  BenchmarkRequest request;
  bool asks = false;

  // Of the worker thread.
  eval::EvaluationRequest evaluation;
  std::vector<std::vector<eval::Question>> films;
  std::size_t next = 0;
  std::unique_ptr<eval::PredictionsFile> file;

  std::mutex mutex;
  BenchmarkController* controller = nullptr;  ///< null when it is gone
  std::vector<std::function<void(BenchmarkController&)>> events;
  bool delivery_posted = false;
  bool more = true;

  bool stopping = false;  ///< the user's wish, where it came between two films; of the window's thread

  void tell(std::function<void(BenchmarkController&)> event) {
    const std::lock_guard lock(mutex);
    events.push_back(std::move(event));
    if (controller == nullptr || std::exchange(delivery_posted, true)) return;
    controller->mailbox_.post([self = shared_from_this(), to = controller] { to->drain(*self); });
  }

  void tell_answer(const eval::Prediction& prediction) {
    tell([prediction](BenchmarkController& to) { emit to.answered(prediction); });
  }

  void open(const Inference::Loaded& loaded, const std::stop_token& stop) {
    eval::Benchmark benchmark = eval::read_benchmark(request.name, request.data, stop);
    std::vector<eval::Question> questions = benchmark.questions;
    tell([benchmark = std::move(benchmark)](BenchmarkController& to) { emit to.read(benchmark); });
    if (!asks) return;
    if (!loaded.model)
      throw base::Error(
          base::ErrorCode::Checkpoint,
          base::message("No model is loaded. Choose a checkpoint folder before starting a benchmark."));
    guard(*loaded.model, questions);
    evaluation.videos = request.data;
    evaluation.likelihoods = true;
    evaluation.max_new_tokens =
        questions.front().is_choice() ? eval::kLongestChoice : engine::AskOptions{}.max_new_tokens;
    const std::string line = eval::model_line(*loaded.model->facts(), evaluation);
    file = std::make_unique<eval::PredictionsFile>(request.results, questions);
    std::unordered_set<std::string> answered;
    for (const eval::Prediction& prediction : file->kept()) {
      if (!prediction.model.empty() && prediction.model != line)
        throw base::Error(
            base::ErrorCode::Usage,
            base::message("The results file was begun with another model (%1); choose another file.",
                          prediction.model));
      answered.insert(prediction.question.id.text);
      tell_answer(prediction);
    }
    std::erase_if(questions,
                  [&](const eval::Question& question) { return answered.contains(question.id.text); });
    films = eval::by_film(questions);
  }

  void guard(const engine::Model& model, const std::vector<eval::Question>& questions) const {
    base::FileGuard files;
    checkpoint::guard_checkpoint(files, model.facts()->folder);
    std::error_code error;
    if (std::filesystem::exists(request.results, error))
      for (const eval::Question& question : questions)
        if (!question.film.empty()) files.reads(question.film, base::message("one of the videos"));
    files.writes(request.results);
  }

  void step(const Inference::Loaded& loaded, base::Progress& progress, const std::stop_token& stop) {
    if (next == 0 && films.empty()) open(loaded, stop);
    if (next < films.size()) {
      WithoutWarnings quiet(progress);
      evaluation.questions = films[next++];
      try {
        eval::answer_questions(
            loaded.model, evaluation,
            [this](const eval::Prediction& prediction) {
              file->append(prediction);
              tell_answer(prediction);
            },
            quiet, stop);
      } catch (const base::Error& error) {
        // No question about this film could be asked: each row says so.
        if (error.code() != base::ErrorCode::Video) throw;
      }
    }
    const std::lock_guard lock(mutex);
    more = next < films.size();
  }
};

BenchmarkController::BenchmarkController(Inference& inference, QObject* parent)
    : QObject(parent), inference_(inference) {
  connect(&inference_, &Inference::model_loading, this, [this] {
    if (state_) state_->stopping = true;
  });
}

BenchmarkController::~BenchmarkController() {
  if (!state_) return;
  const std::lock_guard lock(state_->mutex);
  state_->controller = nullptr;
}

void BenchmarkController::look(const BenchmarkRequest& request) {
  begin(request, false);
}

void BenchmarkController::start(const BenchmarkRequest& request) {
  begin(request, true);
}

void BenchmarkController::begin(const BenchmarkRequest& request, bool asks) {
  if (running()) return;
  state_ = std::make_shared<State>();
  state_->request = request;
  state_->asks = asks;
  state_->controller = this;
  run_next(state_);
}

void BenchmarkController::run_next(const std::shared_ptr<State>& state) {
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

void BenchmarkController::drain(State& state) {
  std::vector<std::function<void(BenchmarkController&)>> events;
  {
    const std::lock_guard lock(state.mutex);
    events.swap(state.events);
    state.delivery_posted = false;
  }
  for (const auto& event : events) event(*this);
}

void BenchmarkController::end(const std::shared_ptr<State>& state, const Failure* failure) {
  drain(*state);
  // The last step is over; whoever still holds the state must not hold the file's lock.
  state->file.reset();
  state_.reset();
  if (failure != nullptr)
    emit failed(*failure);
  else
    emit finished();
}

void BenchmarkController::stop() {
  if (!running()) return;
  state_->stopping = true;
  inference_.stop_jobs();
}

}  // namespace vp::ui
