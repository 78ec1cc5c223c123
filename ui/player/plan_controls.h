#pragma once

#include <QList>
#include <QWidget>
#include <functional>

#include "ui/player/playback_actions.h"
#include "ui/player/sampling_plan.h"

class QComboBox;

namespace vp::ui {

class ElidedLabel;

/// How many frames the model is to be shown, of which part of the film, and how close they lie.
class PlanControls final : public QWidget {
  Q_OBJECT

 public:
  explicit PlanControls(const PlaybackActions& actions, QWidget* parent = nullptr);

  /// `usual` frames are what the model was trained with, `chunk` what it takes at once; `planned` are the
  /// frames that the plan gives.
  void set_plan(const VideoDetailsPtr& video, const SamplingPlan& plan, int usual, int chunk,
                const QList<TimelineMark>& planned);

 signals:
  void frames_chosen(int frames);

 private:
  void set_chunk(int chunk);
  void show_number(const SamplingPlan& plan, int usual);
  void show_texts();

  QComboBox* number_;
  ElidedLabel* range_;
  ElidedLabel* density_;
  VideoDetailsPtr video_;
  SamplingPlan plan_;
  QList<TimelineMark> planned_;
  int chunk_ = 0;
};

/// "Whole video", "0:04.00 – 0:09.00": the part that the plan is about.
QString describe_range(const VideoDetails& video, const SamplingPlan& plan);
/// "of 29,999, every 2 min 51 s"; with `sentence`, "8 of 29,999 frames, one every …" and where the last of
/// them lies.
QString describe_density(const VideoDetails& video, const QList<TimelineMark>& planned, bool sentence);

}  // namespace vp::ui
