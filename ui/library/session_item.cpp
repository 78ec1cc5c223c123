#include "ui/library/session_item.h"

#include <QApplication>
#include <QLineEdit>
#include <QPainter>
#include <QPixmapCache>
#include <QTreeWidget>
#include <algorithm>

#include "ui/look/icons.h"
#include "ui/look/theme.h"

namespace vp::ui {
namespace {

constexpr int kMargin = 4;
constexpr QSize kPictureSize{48, 30};

enum Role { SessionId = Qt::UserRole, FindSession, File, Detail, There, Open, Words, PictureFile };

QFont small(QFont font) {
  font.setPointSizeF(font.pointSizeF() * 0.88);
  return font;
}

QFont title_font(const QStyleOptionViewItem& option, const QModelIndex& index) {
  QFont font = option.font;
  font.setBold(index.data(SessionId).toLongLong() == 0 || index.data(Open).toBool());
  return font;
}

/// The picture that a file holds, read once; null without one.
QPixmap picture_of(const QString& file) {
  QPixmap picture;
  if (file.isEmpty() || QPixmapCache::find(file, &picture)) return picture;
  if (picture.load(file)) QPixmapCache::insert(file, picture);
  return picture;
}

/// One line, cut at its end, with the words on a ground of their own.
void draw_line(QPainter& painter, const QRect& rect, const QString& text, const QStringList& words,
               const QColor& ground, Qt::TextElideMode elide = Qt::ElideRight) {
  const QFontMetrics metrics(painter.font());
  const QString shown = metrics.elidedText(text, elide, rect.width());
  for (const auto& [first, length] : find_words(shown, words)) {
    const int left = metrics.horizontalAdvance(shown.left(first));
    const int right = metrics.horizontalAdvance(shown.left(first + length));
    painter.fillRect(QRect(rect.left() + left, rect.top(), right - left, metrics.height()), ground);
  }
  painter.drawText(rect, Qt::AlignLeft | Qt::AlignTop | Qt::TextSingleLine, shown);
}

}  // namespace

QList<std::pair<qsizetype, qsizetype>> find_words(const QString& text, const QStringList& words) {
  QList<std::pair<qsizetype, qsizetype>> found;
  for (qsizetype at = 0; at < text.size();) {
    qsizetype first = text.size(), length = 0;
    for (const QString& word : words) {
      const qsizetype here = word.isEmpty() ? -1 : text.indexOf(word, at, Qt::CaseInsensitive);
      if (here < 0 || here > first || (here == first && word.size() <= length)) continue;
      first = here;
      length = word.size();
    }
    if (length == 0) break;
    found.append({first, length});
    at = first + length;
  }
  return found;
}

void fill(QTreeWidgetItem* item, const SessionItem& data) {
  item->setText(0, data.title);
  item->setData(0, SessionId, data.session);
  item->setData(0, FindSession, data.find_session);
  item->setData(0, File, data.file);
  item->setData(0, Detail, data.detail);
  item->setData(0, There, data.there);
  item->setData(0, Open, data.open);
  item->setData(0, Words, data.words);
  item->setData(0, PictureFile, data.picture);
  item->setData(0, Qt::AccessibleTextRole,
                data.detail.isEmpty() ? data.title : data.title + QStringLiteral(", ") + data.detail);
}

SessionItem item_of(const QTreeWidgetItem* item) {
  if (item == nullptr) return {};
  return {item->data(0, SessionId).toLongLong(), item->data(0, FindSession).toLongLong(),
          item->data(0, File).toString(),        item->text(0),
          item->data(0, Detail).toString(),      item->data(0, There).toBool(),
          item->data(0, Open).toBool(),          item->data(0, Words).toStringList(),
          item->data(0, PictureFile).toString()};
}

QSize SessionDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
  int height = QFontMetrics(title_font(option, index)).height() + 2 * kMargin;
  if (!index.data(Detail).toString().isEmpty()) height += QFontMetrics(small(option.font)).height() + 1;
  if (!index.data(PictureFile).toString().isEmpty())
    height = std::max(height, kPictureSize.height() + 2 * kMargin);
  return {60, height};
}

void SessionDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                            const QModelIndex& index) const {
  painter->save();
  QStyleOptionViewItem row = option;
  row.text.clear();
  const QStyle* style = option.widget != nullptr ? option.widget->style() : QApplication::style();
  style->drawPrimitive(QStyle::PE_PanelItemViewItem, &row, painter, option.widget);

  const bool selected = option.state.testFlag(QStyle::State_Selected);
  const bool there = index.data(There).toBool();
  const Accents colours = accents(option.palette);
  const QColor strong = option.palette.color(selected ? QPalette::HighlightedText : QPalette::Text);
  const QColor faint = selected ? strong : colours.secondary;
  QRect rect = option.rect.adjusted(kMargin + 3, kMargin, -kMargin, -kMargin);
  if (!there && index.data(SessionId).toLongLong() == 0) {
    const int side = QFontMetrics(option.font).height();
    icon(Glyph::Warning).paint(painter, QRect(rect.left(), rect.top(), side, side));
    rect.setLeft(rect.left() + side + kMargin);
  }
  if (const QPixmap picture = picture_of(index.data(PictureFile).toString()); !picture.isNull()) {
    const QSize size = picture.size().scaled(kPictureSize, Qt::KeepAspectRatio);
    const QRect place(QPoint(rect.left(), rect.top()), kPictureSize);
    painter->setRenderHint(QPainter::SmoothPixmapTransform);
    painter->drawPixmap(QStyle::alignedRect(Qt::LeftToRight, Qt::AlignCenter, size, place), picture);
    rect.setLeft(place.right() + 2 * kMargin);
  }
  if (index.data(Open).toBool())
    painter->fillRect(QRect(option.rect.left(), option.rect.top(), 3, option.rect.height()), colours.sampled);

  const QFont title = title_font(option, index);
  painter->setFont(title);
  painter->setPen(there ? strong : faint);
  const QFontMetrics metrics(title);
  const QStringList words = index.data(Words).toStringList();
  QColor ground = colours.position;
  ground.setAlphaF(0.35F);
  draw_line(*painter, rect, index.data(Qt::DisplayRole).toString(), words, ground);
  const QString detail = index.data(Detail).toString();
  if (!detail.isEmpty()) {
    const QFont detail_font = small(option.font);
    painter->setFont(detail_font);
    painter->setPen(faint);
    rect.setTop(rect.top() + metrics.height() + 1);
    const bool folder = index.data(SessionId).toLongLong() == 0;  // whose end says more
    draw_line(*painter, rect, detail, words, ground, folder ? Qt::ElideMiddle : Qt::ElideRight);
  }
  if (option.state.testFlag(QStyle::State_HasFocus)) {
    QStyleOptionFocusRect focus;
    focus.QStyleOption::operator=(option);
    focus.backgroundColor = option.palette.color(selected ? QPalette::Highlight : QPalette::Base);
    style->drawPrimitive(QStyle::PE_FrameFocusRect, &focus, painter, option.widget);
  }
  painter->restore();
}

QWidget* SessionDelegate::createEditor(QWidget* parent, const QStyleOptionViewItem&,
                                       const QModelIndex&) const {
  auto* editor = new QLineEdit(parent);
  editor->setObjectName(QStringLiteral("session_title"));
  editor->setAccessibleName(tr("Name of the session"));
  editor->setMaxLength(200);
  return editor;
}

void SessionDelegate::updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                                           const QModelIndex&) const {
  editor->setGeometry(option.rect);
}

}  // namespace vp::ui
