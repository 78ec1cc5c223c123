#include "ui/export/pdf_writer.h"

#include <QAbstractTextDocumentLayout>
#include <QBuffer>
#include <QGuiApplication>
#include <QImage>
#include <QPageLayout>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QScreen>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextFrame>
#include <QTextTable>
#include <QUrl>
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <memory>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "base/atomic_file.h"
#include "base/error.h"
#include "transcript/foreign_text.h"
#include "transcript/forms.h"
#include "transcript/report.h"

namespace vp::ui {
namespace {

using transcript::Report;

constexpr int kResolution_dpi = 300;
constexpr double kMargin_mm = 18;
constexpr double kFooter_mm = 8;
constexpr int kThumbnailColumns = 4;  // two pairs: of a frame its FSRA and its GSTRA map
constexpr int kMostTogether = 2000;   // groups that are kept on a page: each costs a layout
constexpr int kMostPages = 3000;
const QColor kSoft(0x5b, 0x65, 0x70);
const QColor kCard(0xf2, 0xf4, 0xf7);

QString text(std::string_view foreign) {
  // Breaks within a block: a paragraph separator would begin another one.
  return QString::fromStdString(transcript::joined_lines(foreign, "\xE2\x80\xA8"));
}

double pixels(double millimetres) {
  return millimetres / 25.4 * kResolution_dpi;
}

/// A text document takes a picture's size in pixels of the screen and turns it into those of the page itself.
double page_pixels_per_screen_pixel() {
  const QScreen* screen = QGuiApplication::primaryScreen();
  const double screen_dpi = screen == nullptr ? 100 : std::round(screen->logicalDotsPerInchY());
  return kResolution_dpi / (QCoreApplication::testAttribute(Qt::AA_Use96Dpi) ? 96 : screen_dpi);
}

/// Qt needs an application object before any font is used.
void require_application() {
  if (QCoreApplication::instance() != nullptr) return;
  // Whoever uses no window is not to read Qt's remarks about the session.
  qInstallMessageHandler([](QtMsgType type, const QMessageLogContext&, const QString& message) {
    if (type == QtCriticalMsg || type == QtFatalMsg) std::fprintf(stderr, "%s\n", qPrintable(message));
  });
  static int argc = 3;
  static char name[] = "videopanda", option[] = "-platform", platform[] = "offscreen";
  static char* argv[] = {name, option, platform, nullptr};
  // Never destroyed: at the program's end Qt's plugins may be gone before it.
  new QGuiApplication(argc, argv);
}

/// Builds the document block by block; no markup is parsed, so that no text can be any.
class Composer {
 public:
  Composer(QTextDocument& document, std::stop_token stop)
      : document_(document), stop_(std::move(stop)), cursor_(&document) {
    QTextFrameFormat root = document.rootFrame()->frameFormat();
    root.setMargin(0);
    document.rootFrame()->setFrameFormat(root);
  }

  void heading(const QString& title, int level) {
    QTextBlockFormat block;
    block.setHeadingLevel(level);
    block.setTopMargin(level == 1 ? 0 : pixels(6));
    block.setBottomMargin(pixels(2));
    paragraph(title, block, characters(level == 1 ? 18 : 13, true));
  }

  void items(const std::vector<Report::Item>& items, double size_pt = 9.5) {
    if (items.empty()) return;
    QTextTableFormat format;
    format.setBorder(0);
    format.setCellSpacing(0);
    format.setCellPadding(pixels(0.5));
    format.setBottomMargin(pixels(5));  // the margin of what follows does not count after a table
    format.setWidth(QTextLength(QTextLength::PercentageLength, 100));
    format.setColumnWidthConstraints(
        {QTextLength(QTextLength::PercentageLength, 27), QTextLength(QTextLength::PercentageLength, 73)});
    new_block();
    QTextTable* table = cursor_.insertTable(static_cast<int>(items.size()), 2, format);
    for (int row = 0; row < table->rows(); ++row) {
      const Report::Item& item = items[static_cast<std::size_t>(row)];
      QTextCharFormat name = characters(size_pt, false);
      name.setForeground(kSoft);
      table->cellAt(row, 0).firstCursorPosition().insertText(text(item.name), name);
      table->cellAt(row, 1).firstCursorPosition().insertText(text(item.value), characters(size_pt, false));
    }
    cursor_.movePosition(QTextCursor::End);
    started_ = false;  // the block after a table is there already
  }

  void line(const QString& words) {
    QTextBlockFormat block;
    block.setBottomMargin(pixels(0.6));
    paragraph(words, block, characters(9.5, false));
  }

  void question(const QString& words) { paragraph(words, {}, characters(11, true)); }

  void answer(const QString& words) {
    QTextBlockFormat block;
    block.setBackground(kCard);
    block.setTopMargin(pixels(1.5));
    block.setBottomMargin(pixels(2.5));
    paragraph(words, block, characters(11, false));
  }

  /// A sentence of the program's own.
  void remark(const QString& words) {
    QTextCharFormat format = characters(9.5, false);
    format.setFontItalic(true);
    paragraph(words, {}, format);
  }

  /// What comes between the two is to stand on one page, where it has room on one.
  void begin_group() { group_ = document_.blockCount() - (started_ ? 0 : 1); }
  void end_group() { groups_.push_back({group_, document_.blockCount() - 1}); }
  /// First and last block of each group, in order.
  const std::vector<std::pair<int, int>>& groups() const { return groups_; }

  void thumbnails(const std::vector<transcript::MapThumbnail>& thumbnails, double width) {
    for (std::size_t first = 0; first < thumbnails.size(); first += kThumbnailColumns) {
      const auto row =
          std::span(thumbnails)
              .subspan(first, std::min<std::size_t>(kThumbnailColumns, thumbnails.size() - first));
      if (first > 0) begin_group();
      thumbnail_row(row, first, width);
      end_group();
    }
  }

 private:
  void thumbnail_row(std::span<const transcript::MapThumbnail> thumbnails, std::size_t first, double width) {
    QTextTableFormat format;
    format.setBorder(0);
    format.setCellSpacing(0);
    format.setCellPadding(pixels(1));
    format.setBottomMargin(pixels(2));
    new_block();
    QTextTable* table = cursor_.insertTable(1, kThumbnailColumns, format);
    const double side = width / kThumbnailColumns - pixels(4);
    for (std::size_t i = 0; i < thumbnails.size(); ++i) {
      const transcript::MapThumbnail& thumbnail = thumbnails[i];
      const QUrl name(QStringLiteral("map:%1").arg(first + i));
      document_.addResource(QTextDocument::ImageResource, name,
                            QImage::fromData(reinterpret_cast<const uchar*>(thumbnail.png.data()),
                                             static_cast<int>(thumbnail.png.size()), "PNG"));
      const double scale =
          side / std::max({thumbnail.width, thumbnail.height, 1}) / page_pixels_per_screen_pixel();
      QTextImageFormat picture;
      picture.setName(name.toString());
      picture.setWidth(thumbnail.width * scale);
      picture.setHeight(thumbnail.height * scale);
      QTextCursor cell = table->cellAt(0, static_cast<int>(i)).firstCursorPosition();
      cell.insertImage(picture);
      QTextCharFormat caption = characters(8, false);
      caption.setForeground(kSoft);
      QTextBlockFormat below;
      below.setTopMargin(pixels(1));
      cell.insertBlock(below, caption);
      cell.insertText(text(thumbnail.caption), caption);
    }
    cursor_.movePosition(QTextCursor::End);
    started_ = false;
  }

  static QTextCharFormat characters(double size_pt, bool bold) {
    QTextCharFormat format;
    format.setFontPointSize(size_pt);
    format.setFontWeight(bold ? QFont::DemiBold : QFont::Normal);
    return format;
  }
  void new_block(const QTextBlockFormat& format = {}) {
    if (started_)
      cursor_.insertBlock(format);
    else
      cursor_.setBlockFormat(format);
    started_ = true;
  }
  /// A long text becomes several blocks: a page is found by its block, and a block is laid out in one piece.
  void paragraph(const QString& words, const QTextBlockFormat& block, const QTextCharFormat& format) {
    for (qsizetype begin = 0; begin < words.size() || begin == 0;) {
      base::throw_if_stopped(stop_);
      const qsizetype length = length_of_block(QStringView(words).sliced(begin));
      QTextBlockFormat part = block;
      const bool last = begin + length >= words.size();
      if (begin > 0) part.setTopMargin(0);
      if (!last) part.setBottomMargin(0);
      // The break at the end of a part is the block's own.
      const bool break_at_end = !last && words[begin + length - 1] == QChar::LineSeparator;
      new_block(part);
      cursor_.insertText(words.sliced(begin, length - (break_at_end ? 1 : 0)), format);
      if (last) return;
      begin += length;
    }
  }
  /// As far as the next block reaches: up to some lines, and in a line without an end up to a space.
  static qsizetype length_of_block(QStringView words) {
    constexpr int kMostLines = 64;
    constexpr qsizetype kMostCharacters = 8192;
    if (words.size() <= kMostCharacters && words.count(QChar::LineSeparator) < kMostLines)
      return words.size();
    int lines = 0;
    const qsizetype most = std::min(words.size(), kMostCharacters);
    qsizetype end_of_line = 0;
    for (qsizetype i = 0; i < most && lines < kMostLines; ++i)
      if (words[i] == QChar::LineSeparator) {
        end_of_line = i + 1;
        ++lines;
      }
    if (end_of_line > 0) return end_of_line;
    const qsizetype space = words.first(most).lastIndexOf(QChar::Space);
    if (space > 0) return space + 1;
    return words.size() > most && words[most].isLowSurrogate() ? most - 1 : most;
  }

  QTextDocument& document_;
  std::stop_token stop_;
  QTextCursor cursor_;
  bool started_ = false;  ///< the block under the cursor is in use
  int group_ = 0;         ///< the first block of the open one
  std::vector<std::pair<int, int>> groups_;
};

/// Gives the groups of blocks that are to stand on one page each.
std::vector<std::pair<int, int>> compose(QTextDocument& document, const transcript::Transcript& record,
                                         double width, const std::stop_token& stop) {
  const Report report = transcript::report_of(record, stop);
  Composer page(document, stop);
  page.heading(QStringLiteral("Answer transcript"), 1);
  page.items(report.session);
  if (!report.warnings.empty()) {
    page.heading(QStringLiteral("Warnings"), 2);
    for (const std::string& warning : report.warnings) page.line(text(warning));
  }
  page.heading(QStringLiteral("Frames that the model saw"), 2);
  for (std::size_t i = 0; i < report.frames.size(); ++i)
    page.line(QStringLiteral("%1. %2").arg(i + 1).arg(text(report.frames[i])));
  if (!report.padding.empty()) page.line(text(report.padding));
  for (std::size_t i = 0; i < report.turns.size(); ++i) {
    page.begin_group();
    page.heading(QStringLiteral("Question %1").arg(i + 1), 2);
    page.question(text(report.turns[i].question));
    page.answer(text(report.turns[i].answer));
    page.items(report.turns[i].items, 8.5);
    page.end_group();
  }
  if (!report.omitted.empty()) page.remark(text(report.omitted));
  if (!record.map_thumbnails.empty()) {
    page.begin_group();  // with its first row
    page.heading(QStringLiteral("Attention maps"), 2);
    page.remark(QLatin1String(transcript::kMapsDependOn));
    page.thumbnails(record.map_thumbnails, width);
  }
  return page.groups();
}

/// Lays the document out block by block, so that a stop is heard.
void lay_out(QTextDocument& document, const QSizeF& body, const std::stop_token& stop) {
  document.setPageSize(body);
  for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
    base::throw_if_stopped(stop);
    document.documentLayout()->blockBoundingRect(block);
  }
}

/// Begins a page before a group that would be split by one and has room on one.
void keep_together(QTextDocument& document, const std::vector<std::pair<int, int>>& groups,
                   double page_height, const std::stop_token& stop) {
  const QAbstractTextDocumentLayout& layout = *document.documentLayout();
  for (std::size_t i = 0; i < std::min<std::size_t>(groups.size(), kMostTogether); ++i) {
    base::throw_if_stopped(stop);
    const QTextBlock first = document.findBlockByNumber(groups[i].first);
    const double top = layout.blockBoundingRect(first).top();
    double bottom = top;
    for (QTextBlock block = first; block.isValid() && block.blockNumber() <= groups[i].second;
         block = block.next())
      bottom = std::max(bottom, layout.blockBoundingRect(block).bottom());
    const bool split = std::floor(top / page_height) != std::floor((bottom - 1) / page_height);
    if (!split || bottom - top > page_height) continue;
    QTextCursor cursor(first);
    if (QTextTable* table = cursor.currentTable()) {
      QTextTableFormat format = table->format();
      format.setPageBreakPolicy(QTextFormat::PageBreak_AlwaysBefore);
      table->setFormat(format);
    } else {
      QTextBlockFormat format = first.blockFormat();
      format.setPageBreakPolicy(QTextFormat::PageBreak_AlwaysBefore);
      cursor.setBlockFormat(format);
    }
  }
}

void paint(QTextDocument& document, QPdfWriter& writer, const QSizeF& body, const QString& title,
           const std::stop_token& stop) {
  QPainter painter(&writer);
  painter.setRenderHint(QPainter::LosslessImageRendering);  // the colours of a map are its values
  const int all_pages = document.pageCount();
  const int pages = std::min(all_pages, kMostPages);
  for (int page = 0; page < pages; ++page) {
    base::throw_if_stopped(stop);
    if (page > 0) writer.newPage();
    painter.save();
    painter.translate(0, -page * body.height());
    const QRectF visible(0, page * body.height(), body.width(), body.height());
    painter.setClipRect(visible);
    QAbstractTextDocumentLayout::PaintContext context;
    // A block that begins where the page ends would be painted on both, and found twice by a search.
    context.clip = visible.adjusted(0, 1, 0, -1);
    context.palette.setColor(QPalette::Text, Qt::black);
    document.documentLayout()->draw(&painter, context);
    painter.restore();

    QFont font = document.defaultFont();
    font.setPointSizeF(8);
    painter.setFont(font);
    painter.setPen(kSoft);
    const QRectF footer(0, body.height(), body.width(), pixels(kFooter_mm));
    QString number = QStringLiteral("%1 / %2").arg(page + 1).arg(pages);
    if (all_pages > pages && page + 1 == pages)
      number = QStringLiteral("Cut here, after %1 of %2 pages; the JSON form holds everything.")
                   .arg(pages)
                   .arg(all_pages);
    painter.drawText(footer, Qt::AlignRight | Qt::AlignBottom, number);
    const QRectF left(0, body.height(), body.width() * 0.85, pixels(kFooter_mm));
    painter.drawText(
        left, Qt::AlignLeft | Qt::AlignBottom,
        painter.fontMetrics().elidedText(title, Qt::ElideMiddle, static_cast<int>(left.width())));
  }
}

}  // namespace

void write_pdf(const std::filesystem::path& file, const transcript::Transcript& transcript,
               const std::stop_token& stop) {
  base::throw_if_stopped(stop);
  require_application();
  const QString title = text(std::filesystem::path(transcript.video.file).filename().string());

  QByteArray bytes;
  QBuffer buffer(&bytes);
  buffer.open(QIODevice::WriteOnly);
  {
    QPdfWriter writer(&buffer);
    writer.setResolution(kResolution_dpi);
    writer.setPageSize(QPageSize(QPageSize::A4));
    writer.setPageMargins(QMarginsF(kMargin_mm, kMargin_mm, kMargin_mm, kMargin_mm), QPageLayout::Millimeter);
    writer.setTitle(QStringLiteral("Answer transcript – %1").arg(title));
    writer.setCreator(QStringLiteral("Video-Panda Studio"));
    const QSizeF body(writer.width(), writer.height() - pixels(kFooter_mm));

    QTextDocument document;
    document.setUndoRedoEnabled(false);
    document.documentLayout()->setPaintDevice(&writer);  // sizes in points of the page, not of a screen
    QFont font(QStringLiteral("DejaVu Sans"), 10);
    // Without ligatures, which a spacing turns off: a hash is to be copied as the letters it consists of.
    font.setLetterSpacing(QFont::AbsoluteSpacing, 0.05);
    document.setDefaultFont(font);
    document.setDocumentMargin(0);
    const auto groups = compose(document, transcript, body.width(), stop);
    lay_out(document, body, stop);
    keep_together(document, groups, body.height(), stop);
    paint(document, writer, body, title, stop);
  }
  base::throw_if_stopped(stop);
  base::write_file_atomically(file,
                              std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())));
}

}  // namespace vp::ui
