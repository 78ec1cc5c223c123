#pragma once

#include <QWidget>

#include "ui/player/picture_source.h"
#include "ui/player/playback_actions.h"

class QAction;
class QBoxLayout;
class QLabel;
class QSlider;
class QToolButton;

namespace vp::ui {

class ElidedLabel;
class PlanControls;

/// Buttons, speed, time and frame number, which frames are for the model, volume: one row, or two where one
/// is too narrow.
class TransportBar final : public QWidget {
  Q_OBJECT

 public:
  /// Takes `plan` in.
  TransportBar(const PlaybackActions& actions, PlanControls* plan, QWidget* parent = nullptr);

  void set_video(const VideoDetailsPtr& video);
  void set_position(qint64 frame, double time_s);
  void set_rate(double rate);
  void set_volume(int percent);

 signals:
  void volume_changed(double volume);

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  void show_name();
  void fit_rows();

  PlanControls* plan_;
  QBoxLayout* rows_;
  QToolButton* rate_;
  QLabel* time_;
  QLabel* frame_;
  ElidedLabel* name_;
  QSlider* volume_;
  VideoDetailsPtr video_;
  qint64 frame_number_ = 0;
  double time_s_ = 0;
  double rate_value_ = 1;
};

}  // namespace vp::ui
