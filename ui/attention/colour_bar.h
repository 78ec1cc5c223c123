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
  /// Of several maps, each of which has a scale of its own.
  void set_separate_scales(attention::ColourMap colours);
  /// 0 with separate scales.
  double largest() const { return largest_; }

  QSize sizeHint() const override;
  QSize minimumSizeHint() const override { return sizeHint(); }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  attention::ColourMap colours_ = attention::ColourMap::Viridis;
  double largest_ = 0;
  bool separate_ = false;

  void describe();
};

}  // namespace vp::ui
