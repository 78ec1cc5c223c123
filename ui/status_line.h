#pragma once

#include <QStatusBar>
#include <QTimer>

#include "engine/model_facts.h"

class QLabel;

namespace vp::ui {

/// Model, device, precision, memory and speed at the window's foot.
class StatusLine final : public QStatusBar {
  Q_OBJECT

 public:
  explicit StatusLine(QWidget* parent = nullptr);

  /// The model, null while it is loaded or none is `expected`, and what the window calls it.
  void show_model(const engine::ModelFactsPtr& model, bool expected, const QString& name, bool builtin);
  void set_speed(double tokens_per_s);

 private:
  void set_model(const engine::ModelFacts& model, const QString& name);
  void set_no_model(const QString& text);
  void update_memory();

  QLabel* model_;
  QLabel* device_;
  QLabel* memory_;
  QLabel* speed_;
  double tokens_per_s_ = 0;
  QTimer memory_timer_;
};

}  // namespace vp::ui
