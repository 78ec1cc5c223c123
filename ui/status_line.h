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
  /// How much of the film the model has read before a question is asked, 0 to 1; nothing is shown at 1.
  void set_read_ahead(double share);
  /// What is done beside everything else; empty: nothing.
  void set_background(const QString& text);

 private:
  void set_model(const engine::ModelFacts& model, const QString& name);
  void set_no_model(const QString& text);
  void update_memory();

  QLabel* background_;
  QLabel* ahead_;
  QLabel* model_;
  QLabel* device_;
  QLabel* memory_;
  QLabel* speed_;
  double tokens_per_s_ = 0;
  double read_share_ = 1;
  QTimer memory_timer_;
};

}  // namespace vp::ui
