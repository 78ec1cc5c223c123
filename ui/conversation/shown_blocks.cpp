#include "ui/conversation/shown_blocks.h"

#include <QFontDatabase>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>
#include <algorithm>

namespace vp::ui {
namespace {

constexpr int kItemIndent = 22;               // device-independent pixels
const QColor kCodeGround(128, 128, 128, 44);  // over light and dark alike

QTextBlockFormat format_of(const TextBlock& block, bool first, bool after_item) {
  QTextBlockFormat format;
  const bool item = block.kind == TextBlock::Kind::Item;
  format.setTopMargin(first ? 0 : (item && after_item ? 2 : 7));
  if (item) {
    format.setLeftMargin(kItemIndent * (block.level + 1));
    format.setTextIndent(-kItemIndent);
    format.setTabPositions({QTextOption::Tab(kItemIndent, QTextOption::LeftTab)});
  }
  if (block.kind == TextBlock::Kind::Code) {
    format.setBackground(kCodeGround);
    format.setLeftMargin(4);
  }
  return format;
}

QTextCharFormat format_of(const StyledRun& run, bool inline_code) {
  QTextCharFormat format;
  if (run.bold) format.setFontWeight(QFont::Bold);
  if (run.italic) format.setFontItalic(true);
  if (run.code) {
    const QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    format.setFontFamilies(fixed.families());
    format.setFontFixedPitch(true);
    if (inline_code) format.setBackground(kCodeGround);
  }
  return format;
}

bool same_place(const TextBlock& a, const TextBlock& b) {
  return a.kind == b.kind && a.level == b.level && a.marker == b.marker;
}

bool same_style(const StyledRun& a, const StyledRun& b) {
  return a.bold == b.bold && a.italic == b.italic && a.code == b.code;
}

/// How many characters two blocks begin with that agree in letter and style.
qsizetype common_length(const QList<StyledRun>& a, const QList<StyledRun>& b) {
  qsizetype length = 0;
  for (qsizetype i = 0; i < std::min(a.size(), b.size()) && same_style(a[i], b[i]); ++i) {
    const qsizetype shorter = std::min(a[i].text.size(), b[i].text.size());
    qsizetype same = 0;
    while (same < shorter && a[i].text[same] == b[i].text[same]) ++same;
    length += same;
    if (same < a[i].text.size() || same < b[i].text.size()) break;
  }
  return length;
}

/// The block's text from `skip` on.
void write_runs(QTextCursor& cursor, const TextBlock& block, qsizetype skip) {
  for (const StyledRun& run : block.runs) {
    const qsizetype left_out = std::min(skip, run.text.size());
    skip -= left_out;
    if (left_out == run.text.size()) continue;
    QString text = run.text.mid(left_out);
    text.replace(QLatin1Char('\n'), QChar(QChar::LineSeparator));
    cursor.insertText(text, format_of(run, block.kind != TextBlock::Kind::Code));
  }
}

QString lead(const TextBlock& block) {
  return block.kind == TextBlock::Kind::Item ? block.marker + QLatin1Char('\t') : QString();
}

}  // namespace

void ShownBlocks::show(QTextDocument& document, const QList<TextBlock>& blocks) {
  qsizetype same = 0;
  while (same < std::min(shown_.size(), blocks.size()) && shown_[same] == blocks[same]) ++same;
  if (same == shown_.size() && same == blocks.size()) return;

  QTextCursor cursor(&document);  // not the visible one: a selection stays as it is
  cursor.beginEditBlock();
  const auto cut = [&](int position) {
    cursor.setPosition(position);
    cursor.movePosition(QTextCursor::End, QTextCursor::KeepAnchor);
    cursor.removeSelectedText();
  };
  qsizetype next = same;
  if (same < shown_.size() && same < blocks.size() && same_place(shown_[same], blocks[same])) {
    const qsizetype kept = common_length(shown_[same].runs, blocks[same].runs);
    const QTextBlock place = document.findBlockByNumber(static_cast<int>(same));
    cut(place.position() + static_cast<int>(lead(blocks[same]).size() + kept));
    write_runs(cursor, blocks[same], kept);
    ++next;
  } else if (same < shown_.size()) {
    const QTextBlock place = document.findBlockByNumber(static_cast<int>(same));
    cut(same == 0 ? 0 : place.position() - 1);
  }
  for (; next < blocks.size(); ++next) {
    const TextBlock& block = blocks[next];
    const bool after_item = next > 0 && blocks[next - 1].kind == TextBlock::Kind::Item;
    cursor.movePosition(QTextCursor::End);
    const QTextBlockFormat format = format_of(block, next == 0, after_item);
    if (next == 0) {
      cursor.setBlockFormat(format);
    } else {
      cursor.insertBlock(format, QTextCharFormat());
    }
    cursor.insertText(lead(block), QTextCharFormat());
    write_runs(cursor, block, 0);
  }
  cursor.endEditBlock();
  shown_ = blocks;
}

}  // namespace vp::ui
