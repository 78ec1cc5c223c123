#pragma once

#include <QObject>
#include <latch>
#include <memory>

class QWidget;

namespace vp::app {

/// Counts `painted` down when the window has been painted, when it was not for a second, or when this ends:
/// so that what waits for it never waits in vain.
class FirstPaint final : public QObject {
  Q_OBJECT

 public:
  FirstPaint(QWidget& window, std::shared_ptr<std::latch> painted);
  ~FirstPaint() override;

  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void release();

  std::shared_ptr<std::latch> painted_;
};

}  // namespace vp::app
