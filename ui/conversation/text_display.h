#pragma once

#include <QTextEdit>

#include "ui/conversation/shown_blocks.h"

namespace vp::ui {

/// Text that can be selected and copied, as high as its content; breaks lines anywhere when a word is longer
/// than the line. Either plain text (setPlainText) or Markdown-light.
class TextDisplay final : public QTextEdit {
  Q_OBJECT

 public:
  explicit TextDisplay(QWidget* parent = nullptr);

  /// Markdown-light that goes on.
  void append_markdown(const QString& text);
  /// All of it: replaces what was appended. Nothing is appended any more.
  void finish_markdown(const QString& source);
  /// What was given, before it was formatted.
  const QString& source() const { return source_; }

 protected:
  QMimeData* createMimeDataFromSelection() const override;
  void resizeEvent(QResizeEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  void fit();

  QString source_;
  GrowingMarkdown growing_;
  ShownBlocks shown_;
};

}  // namespace vp::ui
