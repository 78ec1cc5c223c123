#pragma once

#include <QList>
#include <QSize>
#include <QWidget>
#include <functional>
#include <vector>

#include "ui/player/playback_actions.h"
#include "ui/player/sampling_plan.h"

class QAbstractButton;
class QComboBox;
class QHBoxLayout;
class QScrollArea;

namespace vp::ui {

class ElidedLabel;
class PlanThumbnail;
class RovingFocus;

/// Under the player: how many frames the model is to be shown, of which part, and these frames, before
/// anything is asked.
class PlanStrip final : public QWidget {
  Q_OBJECT

 public:
  explicit PlanStrip(const PlaybackActions& actions, QWidget* parent = nullptr);

  /// `usual` frames are what the model was trained with, `chunk` what it takes at once.
  void set_plan(const VideoDetailsPtr& video, const SamplingPlan& plan, int usual, int chunk);
  void set_picture(qint64 frame, const QImage& picture);
  /// The frame on the screen of the player.
  void set_frame(qint64 frame);
  /// A changed plan waits for the user, because it would end the conversation.
  void set_waiting(bool waiting);

 signals:
  void frames_chosen(int frames);
  void seek_requested(qint64 frame);
  /// The mouse drags the frame at this position, so many pixels on the time axis from where it is.
  void frame_dragged(int position, int pixels);
  void frame_dropped(int position, int pixels);
  void frame_nudged(int position, int frames, int seconds);
  void confirmed();
  void discarded();
  /// These frames have no picture yet, in device pixels.
  void pictures_wanted(const std::vector<qint64>& frames, QSize size);

 private:
  void set_chunk(int chunk);
  void make_thumbnails(int count);
  void show_number(const SamplingPlan& plan, int usual);
  QString describe(const VideoDetails& video, const SamplingPlan& plan) const;

  QComboBox* number_;
  ElidedLabel* range_;
  QScrollArea* scroll_;
  QHBoxLayout* row_;
  QWidget* question_;
  RovingFocus* focus_;
  QList<PlanThumbnail*> thumbnails_;
  qint64 frame_ = -1;
  int chunk_ = 0;
  std::function<QString()> range_text_;
};

}  // namespace vp::ui
