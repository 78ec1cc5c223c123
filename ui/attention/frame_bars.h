#pragma once

#include <QList>
#include <QWidget>

#include "attention/answer_attention.h"

class QCPBars;
class QCustomPlot;

namespace vp::ui {

/// A word's attention to each sampled frame, a bar a frame: patch tokens, row tokens and the context token
/// one on the other.
class FrameBars final : public QWidget {
  Q_OBJECT

 public:
  struct Bar {
    qint64 frame = 0;  ///< number in the video
    double time_s = 0;
    attention::FrameMass mass;
  };

  explicit FrameBars(QWidget* parent = nullptr);

  void set_bars(const QList<Bar>& bars);
  /// The sampled frame that is on the screen; -1 for none.
  void set_current(int position);
  /// The middle of a bar, in this widget's coordinates.
  QPoint bar_centre(int position) const;

  QSize sizeHint() const override { return {300, 100}; }
  QSize minimumSizeHint() const override { return {150, 60}; }

 signals:
  void bar_clicked(int position);

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void restyle();

  QCustomPlot* plot_;
  QCPBars* patches_;
  QCPBars* row_tokens_;
  QCPBars* context_;
  QCPBars* current_bar_;  ///< behind the others: marks the frame on the screen
  QList<Bar> bars_;
  int current_ = -1;
};

}  // namespace vp::ui
