#pragma once

#include <QFrame>

#include "engine/conversation.h"

class QLabel;
class QToolButton;

namespace vp::ui {

class TextDisplay;

/// One question and its answer, while it is written and afterwards.
class TurnView final : public QFrame {
  Q_OBJECT

 public:
  explicit TurnView(const QString& question, QWidget* parent = nullptr);

  QString question() const { return question_text_; }
  QString answer() const;
  void append_text(const QString& text);
  void finish(const engine::Turn& turn);
  /// Nothing was answered, and why.
  void fail(const QString& sentence);

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void apply_colours();

  QString question_text_;
  QFrame* question_box_;
  TextDisplay* question_;
  TextDisplay* answer_;
  QLabel* footer_;
  QToolButton* copy_;
  bool styling_ = false;
};

}  // namespace vp::ui
