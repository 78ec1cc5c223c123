#pragma once

#include <QTextEdit>

namespace vp::ui {

/// Plain text that can be selected and copied, as high as its content; breaks lines anywhere when a word is
/// longer than the line.
class TextDisplay final : public QTextEdit {
  Q_OBJECT

 public:
  explicit TextDisplay(QWidget* parent = nullptr);

  void append_text(const QString& text);

 protected:
  void resizeEvent(QResizeEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  void fit();
};

}  // namespace vp::ui
