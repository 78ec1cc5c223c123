#pragma once

#include <QWidget>
#include <vector>

#include "ui/batch/batch_grid.h"

namespace vp::ui {

/// The answers to one question along a video: a block for each window, at its time, with the answer in it;
/// equal answers have equal colours. A click, or Left and Right, goes to a window. Overlapping windows lie
/// below one another.
class AnswerTimeline final : public QWidget {
  Q_OBJECT

 public:
  explicit AnswerTimeline(QWidget* parent = nullptr);

  /// By their start; none hides it. `current` is the grid's row of one of them, or -1.
  void set_blocks(std::vector<AnswerBlock> blocks, int current);
  QSize sizeHint() const override;

 signals:
  void row_chosen(int row);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  bool event(QEvent* event) override;

 private:
  int lane_height() const;
  QRectF rect_of(std::size_t block) const;
  int block_at(QPointF place) const;
  void choose(int block);

  std::vector<AnswerBlock> blocks_;
  std::vector<int> lanes_;  ///< of each block
  int lane_count_ = 1;
  double duration_s_ = 0;
  int current_ = -1;
};

}  // namespace vp::ui
