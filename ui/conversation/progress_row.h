#pragma once

#include <QWidget>
#include <optional>

#include "ui/inference/progress_relay.h"

class QLabel;
class QProgressBar;
class QPushButton;

namespace vp::ui {

/// What the model is doing, how far it is, and the button that stops it. Shown only while something runs.
class ProgressRow final : public QWidget {
  Q_OBJECT

 public:
  explicit ProgressRow(QWidget* parent = nullptr);

  void set_busy(bool busy);
  void set_progress(const ProgressState& state);

 signals:
  void stop_requested();

 private:
  void show_texts();

  QLabel* label_;
  QProgressBar* bar_;
  QPushButton* stop_;
  std::optional<ProgressState> state_;
};

/// "Encoding frames", "Reading the prompt: 512 of 1247 tokens", …
QString describe(const ProgressState& state);

}  // namespace vp::ui
