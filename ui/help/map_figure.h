#pragma once

#include <QWidget>

#include "ui/attention/overlay_settings.h"

namespace vp::ui {

/// A drawing of what a kind of map shows, on four frames in which a ball rolls and a square appears. Drawn by
/// hand, as an explanation: no model computed it.
class MapFigure final : public QWidget {
  Q_OBJECT

 public:
  explicit MapFigure(ShownMap kind, QWidget* parent = nullptr);

  QSize sizeHint() const override;
  QSize minimumSizeHint() const override { return sizeHint(); }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  void paint_fusion(QPainter& painter) const;
  void paint_answer(QPainter& painter) const;

  ShownMap kind_;
};

}  // namespace vp::ui
