#pragma once

#include <QWidget>

#include "ui/player/picture_source.h"

class QAction;
class QLabel;
class QSlider;
class QToolButton;

namespace vp::ui {

class ElidedLabel;

/// The actions of playback. They belong to the window's menu as well as to the transport bar.
struct PlaybackActions {
  QAction* play = nullptr;
  QAction* step_back = nullptr;
  QAction* step_forward = nullptr;
  QAction* first = nullptr;
  QAction* last = nullptr;
  QAction* mute = nullptr;
};

/// Buttons, time and frame number, volume.
class TransportBar final : public QWidget {
  Q_OBJECT

 public:
  explicit TransportBar(const PlaybackActions& actions, QWidget* parent = nullptr);

  void set_video(const VideoDetailsPtr& video);
  void set_position(qint64 frame, double time_s);
  void set_volume(int percent);

 signals:
  void volume_changed(double volume);

 private:
  QToolButton* button(QAction* action);

  QLabel* time_;
  QLabel* frame_;
  ElidedLabel* name_;
  QSlider* volume_;
  VideoDetailsPtr video_;
};

}  // namespace vp::ui
