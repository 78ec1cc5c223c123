#pragma once

#include <QWidget>

#include "attention/colour_map.h"

namespace vp::ui {

/// What the colours of a map stand for: from 0 to a largest value.
class ColourBar final : public QWidget {
  Q_OBJECT

 public:
  explicit ColourBar(QWidget* parent = nullptr);

  void set_scale(attention::ColourMap colours, double largest);
  double largest() const { return largest_; }

  QSize sizeHint() const override;
  QSize minimumSizeHint() const override { return sizeHint(); }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  attention::ColourMap colours_ = attention::ColourMap::Viridis;
  double largest_ = 0;
};

}  // namespace vp::ui
