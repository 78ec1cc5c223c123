#pragma once

#include <QList>
#include <QObject>

class QWidget;

namespace vp::ui {

/// Makes a row of widgets one stop of the Tab key: Left, Right, Home and End go from one to the next, and Tab
/// comes back to the one that had the focus last.
class RovingFocus final : public QObject {
  Q_OBJECT

 public:
  explicit RovingFocus(QObject* parent);

  /// In the order of the row; they must live as long as they are in it.
  void set_widgets(const QList<QWidget*>& widgets);

  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void let_in(qsizetype position);

  QList<QWidget*> widgets_;
  qsizetype current_ = 0;
};

}  // namespace vp::ui
