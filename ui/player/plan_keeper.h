#pragma once

#include <QObject>
#include <QTimer>

#include "ui/player/sampling_plan.h"

namespace vp::ui {

/// The plan on the screen and the one that the model works with. A change is applied a moment after the last
/// one; while there is a conversation that it would end, only when the user agrees.
class PlanKeeper final : public QObject {
  Q_OBJECT

 public:
  explicit PlanKeeper(QObject* parent = nullptr);

  /// Another video, or none: all frames by the rule, nothing to apply. The number of frames stays.
  void set_video(const VideoDetailsPtr& video);
  /// The plan of a session that is opened again: the model works with it at once.
  void restore(const SamplingPlan& plan);
  /// As many frames as the model was trained with, and as it takes at once, and by whose rule.
  void set_usual_frames(int frames, int chunk = kChunkFrames,
                        checkpoint::System system = checkpoint::System::VideoPanda);
  int usual_frames() const { return usual_; }
  int chunk_frames() const { return chunk_; }
  checkpoint::System system() const { return system_; }
  /// Whether a conversation would be lost. One that begins is about the plan on the screen.
  void set_conversation(bool begun);

  const SamplingPlan& plan() const { return plan_; }
  void change(const SamplingPlan& plan);
  /// The user agrees to lose the conversation.
  void confirm();
  /// Back to the plan that the model works with.
  void discard();
  /// The model works with the plan on the screen.
  bool settled() const { return plan_ == applied_; }
  /// There is a change that waits for the user's consent.
  bool waiting() const { return begun_ && !(plan_ == applied_); }

 signals:
  void changed();
  /// `ends_conversation`: the user has agreed to that.
  void apply_requested(bool ends_conversation);
  void waiting_changed(bool waiting);
  void settled_changed(bool settled);

 private:
  void update();
  void apply();

  VideoDetailsPtr video_;
  SamplingPlan plan_;
  SamplingPlan applied_;
  QTimer timer_;
  int usual_ = kUsualFrames;
  int chunk_ = kChunkFrames;
  checkpoint::System system_ = checkpoint::System::VideoPanda;
  bool begun_ = false;
  bool was_waiting_ = false;
  bool was_settled_ = true;
};

}  // namespace vp::ui
