#include "ui/side_by_side/two_models.h"

#include <functional>
#include <utility>

#include "base/error.h"
#include "ui/look/format.h"

namespace vp::ui {
namespace {

/// What decides whether a loaded model is the one that is asked for.
bool is_same(const engine::LoadOptions& one, const engine::LoadOptions& other) {
  return one.folder == other.folder && one.encoder == other.encoder && one.projector == other.projector &&
         one.device == other.device && one.cuda_index == other.cuda_index && one.dtype == other.dtype &&
         one.kv_cache == other.kv_cache && one.threads == other.threads;
}

/// The film as another model is shown it: as many frames as that one has by itself.
engine::VideoRequest for_another(engine::VideoRequest request) {
  request.frames = 0;
  request.frame_indices.clear();
  request.attention_maps = false;
  return request;
}

}  // namespace

/// Of the worker thread while the job runs, else of the window's.
struct TwoModels::State {
  std::shared_ptr<const engine::Model> model;
  engine::LoadOptions options;  ///< of the model
  Request request;
  engine::VideoRequest film;
  Side next = Own;
  bool loads = false;      ///< what failed was loading the other model
  bool made_room = false;  ///< the window's model is not there meanwhile
};

TwoModels::TwoModels(Inference& inference, QObject* parent)
    : QObject(parent), inference_(inference), job_(inference), state_(std::make_shared<State>()) {
  connect(&job_, &SteppedJob::finished, this, [this] {
    end();
    emit finished();
  });
  connect(&job_, &SteppedJob::failed, this, [this](const Failure& failure) {
    const bool has_no_room = failure.code == base::ErrorCode::Device && state_->loads && !state_->made_room;
    if (has_no_room && !state_->film.file.empty()) {
      state_->made_room = true;
      inference_.release_model();
      emit made_room();
      run(SteppedJob::Model::NotNeeded);
      return;
    }
    end();
    emit failed(failure);
  });
}

TwoModels::~TwoModels() = default;

void TwoModels::start(const Request& request) {
  if (std::exchange(running_, true)) return;
  state_->request = request;
  state_->film = {};
  state_->next = Own;
  state_->loads = state_->made_room = false;
  run(SteppedJob::Model::Needed);
}

void TwoModels::run(SteppedJob::Model model) {
  const auto tell = [this, events = job_.events()](std::function<void(TwoModels&)> event) {
    events->tell([this, event = std::move(event)] { event(*this); });
  };
  job_.start(
      [state = state_, tell](const Inference::Loaded& loaded, base::Progress& progress,
                             const std::stop_token& stop) {
        const Side side = state->next;
        std::shared_ptr<const engine::Model> asked = loaded.model;
        if (side == Own) {
          if (!loaded.model)
            throw base::Error(base::ErrorCode::Checkpoint,
                              base::message("No model is loaded. Choose a checkpoint folder before asking."));
          state->film = loaded.request;
        } else {
          if (!state->model || !is_same(state->options, state->request.other)) {
            tell([](TwoModels& to) { emit to.loading(); });
            state->model.reset();
            state->loads = true;
            state->model = engine::Model::load(state->request.other, progress, stop);
            state->options = state->request.other;
            state->loads = false;
          }
          asked = state->model;
        }
        tell([side, facts = asked->facts()](TwoModels& to) { emit to.asking(side, facts); });
        jobs::AloneQuestion question{state->film, state->request.question.toStdString(), state->request.ask};
        if (side == Other) question.request = for_another(question.request);
        const jobs::AloneAnswer answer = jobs::answer_alone(
            asked, side == Own ? loaded.video : nullptr, question,
            [&](std::string_view piece) {
              tell([side, text = to_qstring(piece)](TwoModels& to) { emit to.text_streamed(side, text); });
            },
            loaded.cache.get(), progress, stop);
        tell([side, answer](TwoModels& to) { emit to.answered(side, answer); });
        state->next = Other;
        return side == Own;
      },
      model);
}

void TwoModels::stop() {
  job_.stop();
}

void TwoModels::forget() {
  if (!running_) state_->model.reset();
}

bool TwoModels::holds_other() const {
  return !running_ && state_->model != nullptr;
}

void TwoModels::end() {
  running_ = false;
  // The window's model comes back with the next question, and needs the room.
  if (state_->made_room) state_->model.reset();
}

}  // namespace vp::ui
