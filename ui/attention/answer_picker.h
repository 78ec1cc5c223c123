#pragma once

#include <QComboBox>
#include <QList>
#include <QString>
#include <QWidget>
#include <memory>

#include "engine/conversation.h"
#include "ui/attention/word_chips.h"
#include "ui/session/seen_frame.h"

class QAction;
class QLabel;
class QScrollArea;
class QSettings;

namespace vp::ui {

/// Chooses an answer and one of its words, and whether the answers to come are recorded.
class AnswerPicker final : public QWidget {
  Q_OBJECT

 public:
  using Record = std::shared_ptr<const attention::AnswerAttention>;

  explicit AnswerPicker(QWidget* parent = nullptr);

  /// Heads of a decoder layer; 0 without a model.
  void set_decoder_heads(int heads);
  /// What is asked for of the next answer.
  engine::AttentionRecording recording() const;
  void load(const QSettings& settings);
  void save(QSettings& settings) const;

  /// An answer that has ended; it becomes the chosen one. Its record may be null. `frames`: what its model
  /// was shown (Session::frames_of).
  void add_answer(const QString& question, const Record& record, const QList<SeenFrame>& frames = {});
  /// Forgets the answers from the `count`th on.
  void keep_answers(int count);

  /// Null where nothing is recorded or there is no word.
  Record record() const;
  attention::TokenRange word() const;
  QString word_text() const;
  QList<SeenFrame> frames() const { return answers_.value(choice_->currentIndex()).frames; }
  /// Counted from 0; -1 for none.
  int answer() const { return choice_->currentIndex(); }
  int word_number() const { return chips_->current(); }
  /// Chooses an answer and a word of it, where there are such.
  void choose(int answer, int word);
  QAction* record_action() const { return record_; }

 signals:
  void word_changed();

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  struct Answer {
    QString question;
    Record record;
    QList<SeenFrame> frames;
  };
  void fill_answers(int chosen);
  void show_answer();
  /// The words' rows as far as they are in sight.
  void fit_words();

  QList<Answer> answers_;
  QList<attention::TokenRange> words_;  ///< of the chosen answer, as the chips show them
  int wanted_head_ = -1;                ///< -1: all
  int decoder_heads_ = 0;
  QComboBox* choice_;
  QAction* record_;
  QComboBox* heads_;
  WordChips* chips_;
  QScrollArea* scroll_;
  QLabel* message_;
};

}  // namespace vp::ui
