#pragma once

#include <QFrame>
#include <QTimer>
#include <optional>

#include "engine/conversation.h"
#include "ui/conversation/evidence.h"

class QGraphicsOpacityEffect;
class QLabel;
class QToolButton;

namespace vp::ui {

class OneLineLabel;
class PickedWords;
class TextDisplay;
enum class Glyph;

/// One question and its answer, while it is written and afterwards. What was measured and what can be done
/// with it stand in one line, which is seen while the pointer or the focus is on the turn.
class TurnView final : public QFrame {
  Q_OBJECT

 public:
  explicit TurnView(const QString& question, QWidget* parent = nullptr);

  QString question() const { return question_text_; }
  /// As the model wrote it.
  QString answer() const;
  void append_text(const QString& text);
  /// `frames`: what the model was shown (Session::frames_of). Asked so many milliseconds after 1970 in UTC.
  void finish(const engine::Turn& turn, const QList<SeenFrame>& frames, qint64 asked_ms);
  /// Nothing was answered, and why.
  void fail(const QString& sentence);
  /// Answered, so that the engine's conversation holds it.
  bool answered() const { return turn_.has_value(); }
  /// The model that is loaded: an answer of another one says so. Not known: none is.
  void set_model(const engine::AnsweredBy& model);
  /// Asked again with these options, this model would give the same answer: nothing is drawn by lot, or
  /// the same lots are.
  bool would_repeat(const engine::AskOptions& options) const;
  /// What the answer loses without each frame: its chips are of that then.
  void set_knockout(const std::shared_ptr<const evidence::FrameKnockout>& knockout);
  /// Whether that can be measured now; what was measured can be shown at any time.
  void set_measurable(bool measurable);
  /// Marks a word of the answer, in the order of attention::answer_words(); others mark none.
  void mark_word(int word);
  /// Whether asking again, editing and deleting are possible now.
  void set_changeable(bool changeable);
  /// Marks the turn whose question is being edited.
  void set_edited(bool edited);

 signals:
  void again_requested();
  void edit_requested();
  void delete_requested();
  void needs_requested();
  void seek_requested(qint64 frame);
  /// A word of the answer, in the order of attention::answer_words().
  void word_picked(int word);

 protected:
  void changeEvent(QEvent* event) override;
  void enterEvent(QEnterEvent* event) override;
  void leaveEvent(QEvent* event) override;

 private:
  QToolButton* add_button(const char* name, Glyph glyph);
  void show_texts();
  void show_footer();
  void show_words();
  void show_needs();
  void pick_word(int word);
  void copy();
  void show_details();
  void apply_colours();

  QString question_text_;
  std::optional<engine::Turn> turn_;
  engine::AnsweredBy model_;
  QList<SeenFrame> frames_;
  qint64 asked_ms_ = 0;
  QList<attention::TokenRange> words_;  ///< of a recorded answer
  QString failure_;
  QFrame* question_box_;
  TextDisplay* question_;
  TextDisplay* answer_;
  PickedWords* picked_;
  EvidenceRow* evidence_;
  QLabel* notice_;
  QWidget* details_;
  QGraphicsOpacityEffect* hidden_;  ///< of the details: they keep their place and can be reached
  OneLineLabel* footer_;
  QWidget* buttons_;
  QTimer copied_;
  QToolButton* copy_;
  QToolButton* needs_;
  QToolButton* again_;
  QToolButton* edit_;
  QToolButton* delete_;
  bool measurable_ = false;
  bool edited_ = false;
  bool styling_ = false;
};

/// "Greedy" options give nothing; else "temperature 0.7", "top-p 0.9", "seed 5", …
QStringList describe_settings(const engine::AskOptions& options);

}  // namespace vp::ui
