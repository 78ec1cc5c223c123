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

  /// A button that goes on: its text and what runs when it is pressed.
  struct Way {
    Text text;
    std::function<void()> then;
  };

  /// `accept` without a text: there is no button that goes on. `other` is a second way, where there is one.
  /// The texts are asked for again when the language changes.
  void ask(Text sentence, Way accept, Way other = {});
  void dismiss();
  bool waiting() const { return waiting_; }

 signals:
  void cancelled();

 protected:
  void changeEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  void go(const Way& way);
  void show_texts();
  void apply_colours();

  QLabel* text_;
  QPushButton* accept_;
  QPushButton* other_;
  QPushButton* cancel_;
  Text sentence_;
  Way accept_way_;
  Way other_way_;
  bool waiting_ = false;
  bool styling_ = false;
};

}  // namespace vp::ui
