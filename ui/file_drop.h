#pragma once

#include <QObject>
#include <QString>

class QRubberBand;
class QWidget;

namespace vp::ui {

/// A local file may be dropped on a window, which shows it while one is held over it.
class FileDrop final : public QObject {
  Q_OBJECT

 public:
  explicit FileDrop(QWidget* window);

 signals:
  void dropped(const QString& file);

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  QWidget* window_;
  QRubberBand* frame_;
};

}  // namespace vp::ui
