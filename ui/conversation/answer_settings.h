#pragma once

#include <QWidget>

#include "engine/conversation.h"

class QCheckBox;
class QDoubleSpinBox;
class QLabel;
class QPushButton;
class QSpinBox;

namespace vp::ui {

/// The drawer below the question: temperature, top-p, length, seed and repetitions of the next answer.
class AnswerSettings final : public QWidget {
  Q_OBJECT

 public:
  explicit AnswerSettings(QWidget* parent = nullptr);

  /// What Reset goes back to; sets the fields to it too.
  void set_defaults(const engine::AskOptions& defaults);
  engine::AskOptions options() const;
  /// So that the next answer may be another one: a temperature above 0, or else another seed.
  void vary();
  /// What that would set: "temperature 0.7", "seed 8".
  QString varied() const;

 signals:
  void changed();

 private:
  void show_texts();
  void update_controls();
  void show_options(const engine::AskOptions& options);

  engine::AskOptions defaults_;
  QLabel* temperature_label_;
  QLabel* top_p_label_;
  QLabel* length_label_;
  QLabel* seed_label_;
  QDoubleSpinBox* temperature_;
  QDoubleSpinBox* top_p_;
  QSpinBox* length_;
  QSpinBox* seed_;
  QLabel* penalty_label_;
  QDoubleSpinBox* penalty_;
  QCheckBox* guard_;
  QCheckBox* drop_oldest_;
  QPushButton* reset_;
};

}  // namespace vp::ui
