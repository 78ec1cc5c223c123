#pragma once

#include <QFrame>

#include "ui/look/language.h"

class QLabel;

namespace vp::ui {

/// A sentence that stays in the window until it is read: what failed and what to do.
class MessageBar final : public QFrame {
  Q_OBJECT

 public:
  enum class Kind { Error, Notice };

  explicit MessageBar(QWidget* parent = nullptr);

  /// `sentence` is asked again when the language changes.
  void show_message(Kind kind, Text sentence);
  void dismiss();
  QString text() const;

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void show_text();
  void apply_colours();

  QLabel* icon_;
  QLabel* text_;
  Text sentence_;
  Kind kind_ = Kind::Notice;
  bool styling_ = false;
};

}  // namespace vp::ui
