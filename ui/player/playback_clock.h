#pragma once

#include <chrono>

namespace vp::ui {

/// Position in a video as the monotonic clock sees it. Copyable between threads as a value.
class PlaybackClock {
 public:
  using Clock = std::chrono::steady_clock;

  /// Runs from `position_s`, which it has at `now`, at `rate` seconds of video a second.
  void start(double position_s, double rate = 1, Clock::time_point now = Clock::now()) {
    anchor_s_ = position_s;
    rate_ = rate;
    anchor_ = now;
    running_ = true;
  }
  void stop(Clock::time_point now = Clock::now()) {
    anchor_s_ = position(now);
    running_ = false;
  }
  bool running() const { return running_; }
  double rate() const { return rate_; }
  /// Seconds after the first frame.
  double position(Clock::time_point now = Clock::now()) const {
    return running_ ? anchor_s_ + rate_ * std::chrono::duration<double>(now - anchor_).count() : anchor_s_;
  }

 private:
  double anchor_s_ = 0;
  double rate_ = 1;
  Clock::time_point anchor_{};
  bool running_ = false;
};

}  // namespace vp::ui
