#pragma once

#include <QWidget>

class QPushButton;

namespace vp::ui {

/// Where no film is: the buttons that get one.
class FirstSteps final : public QWidget {
  Q_OBJECT

 public:
  explicit FirstSteps(QWidget* parent = nullptr);
  /// Whether a clip came with the program.
  void set_sample_clip(bool there);

 signals:
  void open_requested();
  void sample_requested();

 private:
  QPushButton* sample_;
};

}  // namespace vp::ui
