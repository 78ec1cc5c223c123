#pragma once

#include <QWidget>
#include <optional>

#include "engine/model.h"
#include "jobs/answer_alone.h"

class QLabel;
class QPlainTextEdit;

namespace vp::ui {

class ElidedLabel;

/// One model's answer: its name, what it says, and how long that took.
class AnswerColumn final : public QWidget {
  Q_OBJECT

 public:
  /// `name` is the beginning of its parts' object names.
  explicit AnswerColumn(const QString& name, QWidget* parent = nullptr);

  /// As the model is called while nothing was asked yet.
  void set_title(const QString& title);
  /// It is asked now: nothing of an answer before is left.
  void begin(const engine::ModelFactsPtr& model, const QString& title);
  void clear();
  void add_text(const QString& piece);
  void set_answer(const jobs::AloneAnswer& answer);
  QString text() const;
  void show_texts();

 private:
  void show_facts();

  ElidedLabel* title_;
  QPlainTextEdit* answer_;
  QLabel* facts_;
  engine::ModelFactsPtr model_;
  std::optional<jobs::AloneAnswer> answered_;
};

}  // namespace vp::ui
