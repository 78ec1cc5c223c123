#pragma once

#include <QList>
#include <QObject>
#include <QPoint>
#include <QRectF>
#include <QString>

class QTextEdit;

namespace vp::ui {

/// Where a word stands in a text.
struct WordPlace {
  int first = 0;
  int last = 0;  ///< behind its last character; `first` for a word that is not there

  bool operator==(const WordPlace&) const = default;
};

/// Finds words that follow each other in a shown text. Marks of Markdown may have gone from it since, with
/// the letters of a word or between two; a word that is not found has an empty place.
QList<WordPlace> place_words(const QString& shown, const QList<QString>& words);

/// Makes the words of a text that is only read something to choose: with the mouse, and with Left, Right,
/// Home and End while it has the focus. Text can still be selected.
class PickedWords final : public QObject {
  Q_OBJECT

 public:
  /// A part of `display`.
  explicit PickedWords(QTextEdit* display);

  /// In the order of the text that is shown now.
  void set_words(const QList<QString>& words);
  int count() const { return static_cast<int>(words_.size()); }
  /// -1: none.
  int current() const { return current_; }
  /// Marks a word without saying so; -1 for none.
  void mark(int word);
  /// The parts of the viewport that the word covers, a line each.
  QList<QRectF> rects(int word) const;

  bool eventFilter(QObject* watched, QEvent* event) override;

 signals:
  void picked(int word);

 private:
  int word_at(const QPointF& position) const;
  void pick(int word);
  bool step(int key);
  void point_at(int word);
  void show_marks();

  QTextEdit* display_;
  QList<QString> words_;
  QList<WordPlace> places_;
  QPoint pressed_;
  int current_ = -1;
  int pointed_ = -1;
};

}  // namespace vp::ui
