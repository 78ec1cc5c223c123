#pragma once

#include <QFrame>
#include <functional>

class QLabel;
class QPushButton;

namespace vp::ui {

/// Says what is about to be lost, in the window and without stopping it: a sentence, a button that goes on
/// (unless something else does) and one that leaves everything as it is.
class PendingBar final : public QFrame {
  Q_OBJECT

 public:
  using Text = std::function<QString()>;

  explicit PendingBar(QWidget* parent = nullptr);

  /// `accept` is the text of the button that goes on; an empty function: there is none. `then` runs when it
  /// is pressed. The texts are asked for again when the language changes.
  void ask(Text sentence, Text accept, std::function<void()> then);
  void dismiss();
  bool waiting() const { return waiting_; }

 signals:
  void cancelled();

 protected:
  void changeEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  void show_texts();
  void apply_colours();

  QLabel* text_;
  QPushButton* accept_;
  QPushButton* cancel_;
  Text sentence_;
  Text accept_text_;
  std::function<void()> then_;
  bool waiting_ = false;
  bool styling_ = false;
};

}  // namespace vp::ui
