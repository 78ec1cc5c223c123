#pragma once

namespace vp::ui {

/// The space left and right of a time axis, in pixels: a frame at the first moment is whole there, and values
/// of the curve stand there.
inline constexpr int kTimeAxisLeft = 46;
inline constexpr int kTimeAxisRight = 18;

/// Which part of a film lies on which stretch of pixels. Everything that is drawn over time goes by one of
/// these.
class TimeAxis {
 public:
  /// All of a film; 0: there is none.
  void set_film(double duration_s);
  /// The stretch, in pixels.
  void set_room(double left, double width);

  double duration_s() const { return duration_s_; }
  double first_s() const { return first_s_; }
  double last_s() const { return first_s_ + shown_s_; }
  double shown_s() const { return shown_s_; }
  bool whole() const { return shown_s_ >= duration_s_; }
  double left() const { return left_; }
  double right() const { return left_ + width_; }

  /// Beyond the stretch for a time that is out of sight.
  double x_of(double time_s) const;
  /// Never outside what is shown.
  double time_at(double x) const;
  bool shows(double time_s) const { return time_s >= first_s_ && time_s <= last_s(); }

  /// Shows `factor` times less of the film, with `fixed_s` staying where it is. False where nothing changes.
  bool zoom(double factor, double fixed_s);
  /// Shows this part, as far as it is one of the film and not too short. False where nothing changes.
  bool show(double first_s, double last_s);
  /// What is shown begins here, as far as the film goes. False where nothing changes.
  bool move_to(double first_s);
  /// Moves no further than it must so that this time is in sight.
  bool bring_into_sight(double time_s);

 private:
  double duration_s_ = 1;
  double first_s_ = 0;
  double shown_s_ = 1;
  double left_ = 0;
  double width_ = 1;
};

}  // namespace vp::ui
