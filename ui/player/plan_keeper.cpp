#include "ui/player/plan_keeper.h"

namespace vp::ui {

PlanKeeper::PlanKeeper(QObject* parent) : QObject(parent) {
  // Long enough for the next turn of a wheel or the next key.
  timer_.setInterval(500);
  timer_.setSingleShot(true);
  connect(&timer_, &QTimer::timeout, this, &PlanKeeper::apply);
}

void PlanKeeper::set_video(const VideoDetailsPtr& video) {
  video_ = video;
  plan_.range = {};
  plan_.chosen.clear();
  applied_ = plan_;
  update();
  emit changed();
}

void PlanKeeper::restore(const SamplingPlan& plan) {
  plan_ = plan;
  applied_ = plan;
  update();
  emit changed();
}

void PlanKeeper::set_usual_frames(int frames, int chunk, checkpoint::System system) {
  if (frames == usual_ && chunk == chunk_ && system == system_) return;
  system_ = system;
  usual_ = frames;
  chunk_ = chunk;
  // A number that the model cannot take gives way to its own.
  for (SamplingPlan* plan : {&plan_, &applied_})
    if (plan->frames % chunk != 0) plan->frames = 0;
  emit changed();
}

void PlanKeeper::set_conversation(bool begun) {
  if (begun == begun_) return;
  if (timer_.isActive()) apply();
  begun_ = begun;
  update();
}

void PlanKeeper::change(const SamplingPlan& plan) {
  if (plan == plan_ || !video_) return;
  plan_ = plan;
  update();
  emit changed();
}

void PlanKeeper::confirm() {
  if (waiting()) apply();
}

void PlanKeeper::discard() {
  change(applied_);
}

void PlanKeeper::update() {
  if (plan_ == applied_ || begun_) {
    timer_.stop();
  } else {
    timer_.start();
  }
  if (waiting() != was_waiting_) {
    was_waiting_ = waiting();
    emit waiting_changed(was_waiting_);
  }
  if (settled() != was_settled_) {
    was_settled_ = settled();
    emit settled_changed(was_settled_);
  }
}

void PlanKeeper::apply() {
  applied_ = plan_;
  update();
  emit apply_requested(begun_);
}

}  // namespace vp::ui
