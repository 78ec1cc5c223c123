#include "ui/conversation/light_markdown.h"

#include <QRegularExpression>
#include <algorithm>

namespace vp::ui {
namespace {

constexpr qsizetype kReach = 2000;  // characters in which the end of an emphasis is looked for
constexpr int kDeepest = 3;

/// What may be shown as it is; the rest becomes U+FFFD.
QChar harmless(QChar letter) {
  const char16_t code = letter.unicode();
  const bool control = (code < 0x20 && code != '\t' && code != '\n') || (code >= 0x7f && code < 0xa0);
  const bool separator = code == 0x2028 || code == 0x2029 || code == 0xfdd0 || code == 0xfdd1;
  const bool direction = (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
  const bool object = code == 0xfffc;
  return control || separator || direction || object ? QChar(QChar::ReplacementCharacter) : letter;
}

/// Splits the text of one block into runs.
class InlineReader {
 public:
  InlineReader(const QString& text, bool complete) : text_(text), complete_(complete) {}

  QList<StyledRun> read() {
    while (at_ < text_.size()) {
      const QChar letter = text_[at_];
      if (letter == QLatin1Char('\\') && at_ + 1 < text_.size() && is_marker(text_[at_ + 1])) {
        pending_ += text_[at_ + 1];
        at_ += 2;
      } else if (letter == QLatin1Char('`')) {
        read_code();
      } else if (letter == QLatin1Char('*') || letter == QLatin1Char('_')) {
        read_emphasis(letter);
      } else {
        pending_ += letter;
        ++at_;
      }
    }
    flush(false);
    return runs_;
  }

 private:
  static bool is_marker(QChar letter) { return QStringLiteral("\\`*_").contains(letter); }

  qsizetype length_of_run(qsizetype from) const {
    qsizetype end = from;
    while (end < text_.size() && text_[end] == text_[from]) ++end;
    return end - from;
  }

  bool space_or_end(qsizetype place) const {
    return place < 0 || place >= text_.size() || text_[place].isSpace();
  }

  bool word_at(qsizetype place) const {
    return place >= 0 && place < text_.size() && text_[place].isLetterOrNumber();
  }

  bool can_open(qsizetype place, qsizetype length) const {
    return !word_at(place - 1) && !space_or_end(place + length);
  }

  bool can_close(qsizetype place, qsizetype length) const {
    return !space_or_end(place - 1) && !word_at(place + length);
  }

  void flush(bool code) {
    if (!pending_.isEmpty()) runs_.append({pending_, bold_, italic_, code});
    pending_.clear();
  }

  void take_literally(qsizetype length) {
    pending_ += text_.mid(at_, length);
    at_ += length;
  }

  void read_code() {
    const qsizetype length = length_of_run(at_);
    const qsizetype limit = std::min(text_.size(), at_ + kReach);
    for (qsizetype end = at_ + length; end < limit;) {
      if (text_[end] != QLatin1Char('`')) {
        ++end;
        continue;
      }
      const qsizetype closing = length_of_run(end);
      if (closing == length) {
        add_code(text_.mid(at_ + length, end - at_ - length));
        at_ = end + closing;
        return;
      }
      end += closing;
    }
    const qsizetype rest = text_.size() - at_ - length;
    if (complete_ || rest == 0 || rest > kReach) {
      take_literally(length);
    } else {
      add_code(text_.mid(at_ + length));
      at_ = text_.size();
    }
  }

  void add_code(const QString& code) {
    flush(false);
    pending_ = code;
    flush(true);
  }

  bool closes_later(QChar letter, qsizetype from, qsizetype length) const {
    const qsizetype limit = std::min(text_.size(), from + kReach);
    for (qsizetype place = from; place < limit;) {
      if (text_[place] != letter) {
        ++place;
        continue;
      }
      const qsizetype found = length_of_run(place);
      if ((found == length || found == 3) && can_close(place, found)) return true;
      place += found;
    }
    return !complete_ && text_.size() - from <= kReach;
  }

  void read_emphasis(QChar letter) {
    const qsizetype length = length_of_run(at_);
    if (length > 3) {
      take_literally(length);
      return;
    }
    const bool wants_bold = length >= 2;
    const bool wants_italic = length != 2;
    const bool is_on = (!wants_bold || bold_) && (!wants_italic || italic_);
    const bool is_off = (!wants_bold || !bold_) && (!wants_italic || !italic_);
    const bool ends = is_on && can_close(at_, length);
    const bool begins = is_off && can_open(at_, length) && closes_later(letter, at_ + length, length);
    if (!ends && !begins) {
      take_literally(length);
      return;
    }
    flush(false);
    if (wants_bold) bold_ = begins;
    if (wants_italic) italic_ = begins;
    at_ += length;
  }

  const QString& text_;
  bool complete_;
  qsizetype at_ = 0;
  QString pending_;
  bool bold_ = false;
  bool italic_ = false;
  QList<StyledRun> runs_;
};

/// The blocks of a text, and where reading on may begin.
struct ReadBlocks {
  QList<TextBlock> blocks;
  qsizetype settled = 0;     ///< of `blocks`, those that no further text changes
  qsizetype open_place = 0;  ///< the place in the text behind them
};

/// Gathers the lines of a block until it is complete.
class BlockReader {
 public:
  explicit BlockReader(bool complete) : complete_(complete) {}

  ReadBlocks read(const QString& source) {
    static const QRegularExpression item(
        QStringLiteral("^([ \\t]{0,12})([-*+\\x{2022}]|\\d{1,9}[.)])[ \\t]+(\\S.*)$"));
    const QList<QStringView> lines = QStringView(source).split(QLatin1Char('\n'));
    const auto place_of = [&](qsizetype line) { return lines[line].data() - source.constData(); };
    // A line that has an end stays what it is.
    const auto settle = [&](qsizetype next_line) {
      if (next_line >= lines.size()) return;
      read_.settled = read_.blocks.size();
      read_.open_place = place_of(next_line);
    };
    for (qsizetype i = 0; i < lines.size(); ++i) {
      const QStringView line = lines[i];
      const QStringView trimmed = line.trimmed();
      const bool last = i + 1 == lines.size();
      if (trimmed.startsWith(QLatin1String("```"))) {
        i = read_fence(lines, i);
        settle(i + 1);
      } else if (trimmed.isEmpty()) {
        close(true);
        settle(i + 1);
      } else if (const auto match = item.match(line.toString()); match.hasMatch()) {
        close(true);
        if (!last) settle(i);
        block_.kind = TextBlock::Kind::Item;
        const QString indent = match.captured(1).replace(QLatin1Char('\t'), QStringLiteral("    "));
        block_.level = std::min(kDeepest, static_cast<int>(indent.size()) / 2);
        const QString marker = match.captured(2);
        block_.marker = marker[0].isDigit() ? marker : QStringLiteral("•");
        text_ = match.captured(3).trimmed();
      } else {
        const bool goes_on_with_item = line[0].isSpace();
        if (block_.kind == TextBlock::Kind::Item && !goes_on_with_item) close(true);
        if (!text_.isEmpty()) text_ += QLatin1Char('\n');
        // While the text grows, a space at its end may be followed by a word.
        text_ += last && !complete_ ? trimmed_left(line).toString() : trimmed.toString();
      }
    }
    close(complete_);
    return read_;
  }

 private:
  static QStringView trimmed_left(QStringView line) {
    while (!line.isEmpty() && line[0].isSpace()) line = line.mid(1);
    return line;
  }

  /// Gives the last line of the block; one without an end reaches to the end of the text.
  qsizetype read_fence(const QList<QStringView>& lines, qsizetype first) {
    close(true);
    QStringList code;
    qsizetype i = first + 1;
    while (i < lines.size() && !lines[i].trimmed().startsWith(QLatin1String("```"))) {
      code << lines[i++].toString();
    }
    TextBlock block;
    block.kind = TextBlock::Kind::Code;
    block.runs.append({code.join(QLatin1Char('\n')), false, false, true});
    read_.blocks.append(block);
    return i;
  }

  void close(bool complete) {
    if (!text_.isEmpty()) {
      block_.runs = InlineReader(text_, complete).read();
      read_.blocks.append(block_);
    }
    block_ = {};
    text_.clear();
  }

  bool complete_;
  TextBlock block_;
  QString text_;
  ReadBlocks read_;
};

QString cleaned(QString text) {
  text.replace(QStringLiteral("\r\n"), QStringLiteral("\n"));
  std::transform(text.begin(), text.end(), text.begin(), harmless);
  return text;
}

}  // namespace

QList<TextBlock> parse_light_markdown(const QString& source, bool complete) {
  return BlockReader(complete).read(cleaned(source)).blocks;
}

void GrowingMarkdown::append(const QString& piece) {
  QString text = return_ + piece;
  return_.clear();
  if (text.endsWith(QLatin1Char('\r'))) {
    return_ = text.right(1);
    text.chop(1);
  }
  open_ += cleaned(text);
  const ReadBlocks read = BlockReader(false).read(open_ + cleaned(return_));
  blocks_ = settled_ + read.blocks;
  settled_ += read.blocks.first(read.settled);
  open_.remove(0, read.open_place);
}

}  // namespace vp::ui
