#pragma once

#include <QList>
#include <QString>

namespace vp::ui {

/// A stretch of text in one style.
struct StyledRun {
  QString text;
  bool bold = false;
  bool italic = false;
  bool code = false;

  bool operator==(const StyledRun&) const = default;
};

/// A paragraph, one item of a list, or a block of code. Lines inside it are separated by '\n'.
struct TextBlock {
  enum class Kind { Paragraph, Item, Code };
  Kind kind = Kind::Paragraph;
  int level = 0;   ///< of an Item: how deep in other lists, 0 to 3
  QString marker;  ///< of an Item: "•" or its number as written, "3."
  QList<StyledRun> runs;

  bool operator==(const TextBlock&) const = default;
};

/// Reads what answers use of Markdown: **bold**, *italic*, `code`, fenced code, lists and paragraphs; all
/// else is text as it stands: headings, tables, links, pictures, HTML. With `complete` false the text goes
/// on: emphasis or code that was opened is shown as such although its end has not come yet. Characters that
/// would reach past their place (control characters, directional overrides, Qt's internal separators) become
/// U+FFFD. Linear in the length of the text: an emphasis reaches at most 2000 characters.
QList<TextBlock> parse_light_markdown(const QString& source, bool complete);

/// A text that grows piece by piece. What is settled, since nothing that follows can change it, is not read
/// again: a piece costs as much as the block is long that it belongs to, not the text.
class GrowingMarkdown {
 public:
  void append(const QString& piece);
  /// As parse_light_markdown(…, false) reads all that was appended.
  const QList<TextBlock>& blocks() const { return blocks_; }
  /// What is read again with the next piece.
  const QString& open_text() const { return open_; }

 private:
  QList<TextBlock> settled_;
  QString open_;
  QString return_;  ///< a carriage return at the end, which may belong to a line break
  QList<TextBlock> blocks_;
};

}  // namespace vp::ui
