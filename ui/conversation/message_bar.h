#pragma once

#include <QFrame>

class QLabel;

namespace vp::ui {

/// A sentence that stays in the window until it is read: what failed and what to do.
class MessageBar final : public QFrame {
  Q_OBJECT

 public:
  enum class Kind { Error, Notice };

  explicit MessageBar(QWidget* parent = nullptr);

  void show_message(Kind kind, const QString& sentence);
  void dismiss();
  QString text() const;

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void apply_colours();

  QLabel* icon_;
  QLabel* text_;
  Kind kind_ = Kind::Notice;
  bool styling_ = false;
};

}  // namespace vp::ui
