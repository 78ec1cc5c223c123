#pragma once

#include <QFrame>

class QLabel;
class QPushButton;

namespace vp::ui {

/// A quiet line over the conversation that says what the built-in model is, as long as it is in use, and
/// where the conversation has become longer than what it learned from.
class ModelNote final : public QFrame {
  Q_OBJECT

 public:
  explicit ModelNote(QWidget* parent = nullptr);

  /// Only the built-in model has a note. `turns`: questions that were answered in this conversation.
  void set_state(bool builtin, int turns);

 signals:
  void choose_model_requested();
  void start_anew_requested();

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void show_texts();
  void apply_colours();

  QLabel* text_;
  QPushButton* choose_;
  QLabel* long_text_;
  QPushButton* anew_;
  bool styling_ = false;
};

}  // namespace vp::ui
