#pragma once

#include <QList>
#include <QWidget>

namespace vp::engine {
class EncodedVideo;
}

class QLabel;

namespace vp::ui {

/// A frame that stands for an answer.
struct Evidence {
  qint64 frame = 0;
  double time_s = 0;
  double share = 0;  ///< of the attention, 0 to 1

  bool operator==(const Evidence&) const = default;
};

/// The `count` sampled frames on which most of GSTRA's attention falls (mean of its heads, as a share of the
/// chunk's four frames), in time order. Empty for a video that was encoded without maps.
QList<Evidence> gstra_evidence(const engine::EncodedVideo& video, int count);

/// Frames as chips with their time; a click seeks.
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
