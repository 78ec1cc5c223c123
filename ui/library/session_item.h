#pragma once

#include <QList>
#include <QStringList>
#include <QStyledItemDelegate>

class QTreeWidgetItem;

namespace vp::ui {

/// What an entry of the library's list stands for.
struct SessionItem {
  qint64 session = 0;       ///< 0: the video itself
  qint64 find_session = 0;  ///< a session of the video; 0: it has none
  QString file;
  QString title;
  QString detail;
  bool there = true;  ///< the video is where it was
  bool open = false;  ///< shown in the window now
  QStringList words;  ///< that were looked for: they are marked
  QString picture;    ///< the file of a small one; may be empty

  bool same_as(const SessionItem& other) const { return session == other.session && file == other.file; }
};

/// Where words stand in a text, as first letter and length, in order and without overlaps; in any case.
QList<std::pair<qsizetype, qsizetype>> find_words(const QString& text, const QStringList& words);

void fill(QTreeWidgetItem* item, const SessionItem& data);
/// An empty one for null.
SessionItem item_of(const QTreeWidgetItem* item);

/// Draws a title and, below it, its detail in smaller, fainter letters, and marks the words that were looked
/// for in both; edits the title alone.
class SessionDelegate final : public QStyledItemDelegate {
  Q_OBJECT

 public:
  using QStyledItemDelegate::QStyledItemDelegate;
  QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem& option,
                        const QModelIndex& index) const override;
  void updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                            const QModelIndex& index) const override;
};

}  // namespace vp::ui
