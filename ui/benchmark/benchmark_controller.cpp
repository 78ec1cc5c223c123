#include "ui/benchmark/benchmark_controller.h"

#include <unordered_set>
#include <utility>

#include "base/error.h"
#include "base/file_guard.h"
#include "checkpoint/checkpoint_files.h"
#include "eval/answer_questions.h"
#include "eval/predictions_file.h"

namespace vp::ui {

/// One run; of the worker thread while it goes on.
struct BenchmarkController::State final {
  BenchmarkRequest request;
  bool asks = false;

  BenchmarkController* controller = nullptr;  ///< there whenever an event is delivered
  std::shared_ptr<SteppedJob::Events> events;

  eval::EvaluationRequest evaluation;
  std::vector<std::vector<eval::Question>> films;
  std::size_t next = 0;
  std::unique_ptr<eval::PredictionsFile> file;

  void tell_answer(const eval::Prediction& prediction) {
    events->tell([to = controller, prediction] { emit to->answered(prediction); });
  }

  void open(const Inference::Loaded& loaded, const std::stop_token& stop) {
    eval::Benchmark benchmark = eval::read_benchmark(request.name, request.data, stop);
    std::vector<eval::Question> questions = benchmark.questions;
    events->tell([to = controller, benchmark = std::move(benchmark)] { emit to->read(benchmark); });
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

  bool step(const Inference::Loaded& loaded, base::Progress& progress, const std::stop_token& stop) {
    if (next == 0 && films.empty()) open(loaded, stop);
    if (next < films.size()) {
      evaluation.questions = films[next++];
      jobs::AskedModel asked{loaded.model};
      try {
        eval::answer_questions(
            asked, evaluation,
            [this](const eval::Prediction& prediction) {
              file->append(prediction);
              tell_answer(prediction);
            },
            progress, stop);
      } catch (const base::Error& error) {
        // No question about this film could be asked: each row says so.
        if (error.code() != base::ErrorCode::Video) throw;
      }
    }
    return next < films.size();
  }
};

BenchmarkController::BenchmarkController(Inference& inference, QObject* parent)
    : QObject(parent), job_(inference) {
  // Whoever still holds the state must not hold the file's lock.
  connect(&job_, &SteppedJob::finished, this, [this] {
    std::exchange(state_, nullptr)->file.reset();
    emit finished();
  });
  connect(&job_, &SteppedJob::failed, this, [this](const Failure& failure) {
    std::exchange(state_, nullptr)->file.reset();
    emit failed(failure);
  });
}

BenchmarkController::~BenchmarkController() = default;

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
  state_->events = job_.events();
  job_.start([state = state_](const Inference::Loaded& loaded, base::Progress& progress,
                              const std::stop_token& stop) { return state->step(loaded, progress, stop); });
}

void BenchmarkController::stop() {
  job_.stop();
}

}  // namespace vp::ui
