#pragma once

#include <QPlainTextEdit>

namespace vp::ui {

/// Where the question is written: grows up to four lines, Enter submits, Shift+Enter starts a line.
class QuestionField final : public QPlainTextEdit {
  Q_OBJECT

 public:
  explicit QuestionField(QWidget* parent = nullptr);

 signals:
  void submitted();
  /// Escape, where nothing else wants it.
  void cancelled();

 protected:
  void keyPressEvent(QKeyEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  void fit();
};

}  // namespace vp::ui
