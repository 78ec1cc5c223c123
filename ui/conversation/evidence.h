#pragma once

#include <QList>
#include <QWidget>

#include "attention/answer_attention.h"
#include "ui/session/seen_frame.h"

class QLabel;

namespace vp::ui {

/// A frame that an answer looked at.
struct Evidence {
  qint64 frame = 0;
  double time_s = 0;
  double share = 0;  ///< of the attention of the answer's tokens, 0 to 1

  bool operator==(const Evidence&) const = default;
};

/// The at most `count` frames on which most of the tokens' attention falls (mean of the recorded layers and
/// heads), the most attended first. `frames` are what the model was shown: a frame that was shown twice has
/// what falls on both. Frames with nearly nothing are left out; empty where the record is of other frames.
QList<Evidence> answer_evidence(const attention::AnswerAttention& record, const attention::TokenRange& tokens,
                                const QList<SeenFrame>& frames, int count);

/// Frames as chips with their time and share; a click seeks.
class EvidenceRow final : public QWidget {
  Q_OBJECT

 public:
  explicit EvidenceRow(QWidget* parent = nullptr);

  void set_evidence(const QList<Evidence>& evidence);
  const QList<Evidence>& evidence() const { return evidence_; }

 signals:
  void seek_requested(qint64 frame);

 private:
  void show_texts();

  QLabel* label_;
  QList<Evidence> evidence_;
  QList<QWidget*> chips_;
};

}  // namespace vp::ui
