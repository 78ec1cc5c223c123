#include "ui/player/time_axis.h"

#include <algorithm>

namespace vp::ui {
namespace {

constexpr double kLeastShown_s = 0.5;

}  // namespace

void TimeAxis::set_film(double duration_s) {
  duration_s_ = duration_s > 0 ? duration_s : 1;
  first_s_ = 0;
  shown_s_ = duration_s_;
}

void TimeAxis::set_room(double left, double width) {
  left_ = left;
  width_ = std::max(1.0, width);
}

double TimeAxis::x_of(double time_s) const {
  return left_ + (std::clamp(time_s, 0.0, duration_s_) - first_s_) / shown_s_ * width_;
}

double TimeAxis::time_at(double x) const {
  return first_s_ + std::clamp((x - left_) / width_, 0.0, 1.0) * shown_s_;
}

bool TimeAxis::zoom(double factor, double fixed_s) {
  const double before = shown_s_;
  const double place = (std::clamp(fixed_s, first_s_, last_s()) - first_s_) / shown_s_;
  shown_s_ = std::clamp(shown_s_ / factor, std::min(kLeastShown_s, duration_s_), duration_s_);
  if (shown_s_ == before) return false;
  first_s_ = std::clamp(first_s_ + place * (before - shown_s_), 0.0, duration_s_ - shown_s_);
  return true;
}

bool TimeAxis::show(double first_s, double last_s) {
  const double before_s = first_s_, shown_before_s = shown_s_;
  first_s = std::clamp(first_s, 0.0, duration_s_);
  last_s = std::clamp(last_s, first_s, duration_s_);
  shown_s_ = std::clamp(last_s - first_s, std::min(kLeastShown_s, duration_s_), duration_s_);
  first_s_ = std::clamp((first_s + last_s - shown_s_) / 2, 0.0, duration_s_ - shown_s_);
  return first_s_ != before_s || shown_s_ != shown_before_s;
}

bool TimeAxis::move_to(double first_s) {
  const double before = first_s_;
  first_s_ = std::clamp(first_s, 0.0, duration_s_ - shown_s_);
  return first_s_ != before;
}

bool TimeAxis::bring_into_sight(double time_s) {
  if (time_s < first_s_) return move_to(time_s);
  if (time_s > last_s()) return move_to(time_s - shown_s_);
  return false;
}

}  // namespace vp::ui
