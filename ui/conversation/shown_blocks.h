#pragma once

#include <QList>

#include "ui/conversation/light_markdown.h"

class QTextDocument;

namespace vp::ui {

/// Keeps a document equal to a list of blocks. Of a text that grows only what differs is replaced, so that
/// nothing flickers and a selection stays. Text goes into the document as text with formats, never as markup:
/// nothing in it can become a link, a picture or a command.
class ShownBlocks {
 public:
  /// the document is this one's alone, and empty before the first call.
  void show(QTextDocument& document, const QList<TextBlock>& blocks);

 private:
  QList<TextBlock> shown_;
};

}  // namespace vp::ui
