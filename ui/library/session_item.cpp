#include "ui/library/session_item.h"

#include <QApplication>
#include <QLineEdit>
#include <QPainter>
#include <QTreeWidget>

#include "ui/look/icons.h"
#include "ui/look/theme.h"

namespace vp::ui {
namespace {

constexpr int kMargin = 4;

enum Role { SessionId = Qt::UserRole, FindSession, File, Detail, There, Open };

QFont small(QFont font) {
  font.setPointSizeF(font.pointSizeF() * 0.88);
  return font;
}

QFont title_font(const QStyleOptionViewItem& option, const QModelIndex& index) {
  QFont font = option.font;
  font.setBold(index.data(SessionId).toLongLong() == 0 || index.data(Open).toBool());
  return font;
}

}  // namespace

void fill(QTreeWidgetItem* item, const SessionItem& data) {
  item->setText(0, data.title);
  item->setData(0, SessionId, data.session);
  item->setData(0, FindSession, data.find_session);
  item->setData(0, File, data.file);
  item->setData(0, Detail, data.detail);
  item->setData(0, There, data.there);
  item->setData(0, Open, data.open);
  item->setData(0, Qt::AccessibleTextRole,
                data.detail.isEmpty() ? data.title : data.title + QStringLiteral(", ") + data.detail);
}

SessionItem item_of(const QTreeWidgetItem* item) {
  if (item == nullptr) return {};
  return {item->data(0, SessionId).toLongLong(), item->data(0, FindSession).toLongLong(),
          item->data(0, File).toString(),        item->text(0),
          item->data(0, Detail).toString(),      item->data(0, There).toBool(),
          item->data(0, Open).toBool()};
}

QSize SessionDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
  int height = QFontMetrics(title_font(option, index)).height() + 2 * kMargin;
  if (!index.data(Detail).toString().isEmpty()) height += QFontMetrics(small(option.font)).height() + 1;
  return {60, height};
}

void SessionDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                            const QModelIndex& index) const {
  painter->save();
  QStyleOptionViewItem ground = option;
  ground.text.clear();
  const QStyle* style = option.widget != nullptr ? option.widget->style() : QApplication::style();
  style->drawPrimitive(QStyle::PE_PanelItemViewItem, &ground, painter, option.widget);

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
  if (index.data(Open).toBool())
    painter->fillRect(QRect(option.rect.left(), option.rect.top(), 3, option.rect.height()), colours.sampled);

  const QFont title = title_font(option, index);
  painter->setFont(title);
  painter->setPen(there ? strong : faint);
  const QFontMetrics metrics(title);
  painter->drawText(rect, Qt::AlignLeft | Qt::AlignTop | Qt::TextSingleLine,
                    metrics.elidedText(index.data(Qt::DisplayRole).toString(), Qt::ElideRight, rect.width()));
  const QString detail = index.data(Detail).toString();
  if (!detail.isEmpty()) {
    const QFont detail_font = small(option.font);
    painter->setFont(detail_font);
    painter->setPen(faint);
    rect.setTop(rect.top() + metrics.height() + 1);
    painter->drawText(rect, Qt::AlignLeft | Qt::AlignTop | Qt::TextSingleLine,
                      QFontMetrics(detail_font).elidedText(detail, Qt::ElideRight, rect.width()));
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
