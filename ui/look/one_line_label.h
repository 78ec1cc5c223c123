#pragma once

#include <QLabel>

namespace vp::ui {

/// A label of one line that takes what room there is: what does not fit is cut at the end, and all of it is
/// in the tool tip.
class OneLineLabel final : public QLabel {
  Q_OBJECT

 public:
  explicit OneLineLabel(QWidget* parent = nullptr);
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override { return sizeHint(); }

 protected:
  void paintEvent(QPaintEvent* event) override;
};

}  // namespace vp::ui
