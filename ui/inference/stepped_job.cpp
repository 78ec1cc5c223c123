#include "ui/inference/stepped_job.h"

#include <utility>

namespace vp::ui {
namespace {

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

void SteppedJob::Events::tell(std::function<void()> event) {
  const std::lock_guard lock(mutex_);
  waiting_.push_back(std::move(event));
  if (mailbox_ == nullptr || std::exchange(posted_, true)) return;
  mailbox_->post([self = shared_from_this()] { self->deliver(); });
}

void SteppedJob::Events::deliver() {
  std::vector<std::function<void()>> events;
  {
    const std::lock_guard lock(mutex_);
    events.swap(waiting_);
    posted_ = false;
  }
  for (const auto& event : events) event();
}

SteppedJob::SteppedJob(Inference& inference, QObject* parent)
    : QObject(parent), inference_(inference), events_(std::make_shared<Events>()) {
  events_->mailbox_ = &mailbox_;
  connect(&inference_, &Inference::model_loading, this, [this] { stopping_ = true; });
}

SteppedJob::~SteppedJob() {
  const std::lock_guard lock(events_->mutex_);
  events_->mailbox_ = nullptr;
}

void SteppedJob::start(Step step, Model model) {
  if (std::exchange(running_, true)) return;
  stopping_ = false;
  run_next(std::make_shared<Step>(std::move(step)), model);
}

void SteppedJob::run_next(const std::shared_ptr<Step>& step, Model model) {
  const auto more = std::make_shared<bool>(false);
  inference_.run_job(
      this,
      [step, more](const Inference::Loaded& loaded, base::Progress& progress, const std::stop_token& token) {
        WithoutWarnings quiet(progress);
        *more = (*step)(loaded, quiet, token);
      },
      [this, step, more, model] {
        events_->deliver();
        if (*more && !stopping_) {
          run_next(step, model);
          return;
        }
        end();
        if (*more)
          emit failed({base::ErrorCode::Stopped, {}});
        else
          emit finished();
      },
      [this](const Failure& failure) {
        end();
        emit failed(failure);
      },
      model);
}

void SteppedJob::end() {
  events_->deliver();
  running_ = false;
}

void SteppedJob::stop() {
  if (!running_) return;
  stopping_ = true;
  inference_.stop_jobs();
}

}  // namespace vp::ui
