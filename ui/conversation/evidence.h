#pragma once

#include <QList>
#include <QWidget>

#include "attention/answer_attention.h"
#include "evidence/frame_knockout.h"
#include "ui/session/seen_frame.h"

class QLabel;

namespace vp::ui {

/// A frame that an answer looked at, or needs.
struct Evidence {
  qint64 frame = 0;
  double time_s = 0;
  double share = 0;   ///< of the attention of the answer's tokens, 0 to 1
  double change = 0;  ///< of the answer's log-probability without it, where that was measured

  bool operator==(const Evidence&) const = default;
};

/// The at most `count` frames on which most of the tokens' attention falls (mean of the recorded layers and
/// heads), the most attended first. `frames` are what the model was shown: a frame that was shown twice has
/// what falls on both. Frames with nearly nothing are left out; empty where the record is of other frames.
QList<Evidence> answer_evidence(const attention::AnswerAttention& record, const attention::TokenRange& tokens,
                                const QList<SeenFrame>& frames, int count);

/// The at most `count` frames without which the answer loses most (evidence::needed_frames). `frames` are
/// those that were measured; empty where they are others.
QList<Evidence> measured_evidence(const evidence::FrameKnockout& knockout, const QList<SeenFrame>& frames,
                                  int count);

/// Frames as chips with their time and share, or with what the answer loses without them; a click seeks. What
/// stands before them says what they depend on: this answer's attention, or measuring.
class EvidenceRow final : public QWidget {
  Q_OBJECT

 public:
  explicit EvidenceRow(QWidget* parent = nullptr);

  void set_evidence(const QList<Evidence>& evidence);
  /// What was measured; none: no frame alone is needed, which is said.
  void set_measured(const QList<Evidence>& evidence);
  const QList<Evidence>& evidence() const { return evidence_; }

 signals:
  void seek_requested(qint64 frame);

 private:
  void make_chips(const QList<Evidence>& evidence);
  void show_texts();

  QLabel* label_;
  bool measured_ = false;
  QList<Evidence> evidence_;
  QList<QWidget*> chips_;
};

}  // namespace vp::ui
