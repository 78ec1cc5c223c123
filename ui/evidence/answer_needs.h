#pragma once

#include <QObject>
#include <QPointer>
#include <memory>

#include "evidence/frame_knockout.h"
#include "ui/inference/inference.h"
#include "ui/player/attention_curve.h"
#include "ui/session/seen_frame.h"

class QAction;
class QMenu;

namespace vp::ui {

class AttentionPanel;
class ConversationPanel;
class FileChooser;
class NeedsDialog;
class PlayerPanel;
class Session;
class TurnView;

/// Bars over the frames: how much of the answer's log-probability each one's absence takes.
AttentionCurve needs_curve(const evidence::FrameKnockout& knockout, const QList<SeenFrame>& frames);

/// "What does it need?": says what measuring an answer costs, has it measured, and shows it as the turn's
/// chips, as bars under the timeline and as a table.
class AnswerNeeds final : public QObject {
  Q_OBJECT

 public:
  /// All must outlive the panel of the conversation, whose child it is. Adds its action to `menu`.
  AnswerNeeds(Session& session, Inference& inference, ConversationPanel& conversation,
              AttentionPanel& attention, PlayerPanel& player, FileChooser& chooser, QMenu& menu);

 private:
  void show_texts();
  void update_action();
  /// Of the answered turn of this number: asks before it is measured, or shows what was.
  void ask(int turn);
  void measure(int turn, const QString& layers);
  void show(int turn);
  void open_table(int turn);
  /// The timeline has what the attention panel says again.
  void forget();
  void show_curve();
  bool measurable() const;
  int number_of(const TurnView* view) const;

  Session& session_;
  Inference& inference_;
  ConversationPanel& conversation_;
  PlayerPanel& player_;
  FileChooser& chooser_;
  QAction* action_;
  QPointer<NeedsDialog> table_;
  int tabled_ = -1;       ///< the turn that the table is of
  AttentionCurve other_;  ///< what the attention panel says
  std::shared_ptr<const evidence::FrameKnockout> shown_;
  QList<SeenFrame> frames_;  ///< of `shown_`
};

}  // namespace vp::ui
