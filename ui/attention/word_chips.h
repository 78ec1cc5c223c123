#pragma once

#include <QList>
#include <QString>
#include <QWidget>

namespace vp::ui {

/// The words of an answer, of which one is chosen: by click, or with the arrow keys, Home and End. Below each
/// word a line as long as its share.
class WordChips final : public QWidget {
  Q_OBJECT

 public:
  struct Word {
    QString text;
    double share = 0;  ///< 0 to 1 of the longest line
    QString description;
  };

  explicit WordChips(QWidget* parent = nullptr);

  /// The first is chosen.
  void set_words(const QList<Word>& words);
  int count() const { return static_cast<int>(words_.size()); }
  const Word& word(int index) const { return words_[index]; }
  int current() const { return current_; }
  void set_current(int index);
  /// Where a word is painted, in this widget's coordinates.
  QRect chip_rect(int index) const;

  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;
  int heightForWidth(int width) const override;

 signals:
  void picked(int index);
  /// The keys went to a word that may be out of sight.
  void reached(const QRect& chip);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  bool event(QEvent* event) override;

 private:
  /// Places all words into rows of this width; gives the height.
  int place(int width, QList<QRect>* rects) const;
  int index_at(const QPoint& position) const;
  void describe();

  QList<Word> words_;
  QList<QRect> rects_;
  int current_ = 0;
};

}  // namespace vp::ui
