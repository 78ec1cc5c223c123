#pragma once

#include <QScrollArea>

#include "engine/turn.h"

class QVBoxLayout;

namespace vp::ui {

class TurnView;

/// The turns of a conversation, one below the other. The end is followed while it is in sight; a reader who
/// scrolled up is left in peace.
class TurnList final : public QScrollArea {
  Q_OBJECT

 public:
  explicit TurnList(QWidget* parent = nullptr);

  TurnView* add(const QString& question);
  /// Takes away `turn` and all below it.
  void remove_from(TurnView* turn);
  void clear();
  const QList<TurnView*>& turns() const { return turns_; }
  /// Answered turns, of all or above `turn`.
  int answered_count(const TurnView* above = nullptr) const;
  /// Answered turns below `turn`.
  int answered_after(const TurnView* turn) const;
  /// All questions and answers as plain text.
  QString text() const;
  void set_changeable(bool changeable);
  /// See TurnView.
  void set_measurable(bool measurable);
  /// See TurnView.
  void set_model(const engine::AnsweredBy& model);
  /// Marks a word of the answered turn of this number; no other turn has one.
  void mark_word(int answer, int word);
  void scroll_to_end();

 signals:
  void again_requested(vp::ui::TurnView* turn);
  void edit_requested(vp::ui::TurnView* turn);
  void delete_requested(vp::ui::TurnView* turn);
  void needs_requested(vp::ui::TurnView* turn);
  void seek_requested(qint64 frame);
  /// Of the answered turn of this number, in the order of attention::answer_words().
  void word_picked(int answer, int word);

 private:
  QVBoxLayout* layout_;
  QList<TurnView*> turns_;
  engine::AnsweredBy model_;
  bool changeable_ = true;
  bool measurable_ = false;
  bool follow_ = true;
};

}  // namespace vp::ui
