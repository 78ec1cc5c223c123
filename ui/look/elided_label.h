#pragma once

#include <QWidget>

namespace vp::ui {

/// One line of less important text that is cut in the middle when there is no room; all of it is in the tool
/// tip and the accessible name.
class ElidedLabel final : public QWidget {
  Q_OBJECT

 public:
  explicit ElidedLabel(QWidget* parent = nullptr);
  void set_text(const QString& text);
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  QString text_;
};

}  // namespace vp::ui
