#pragma once

#include <QList>
#include <QString>
#include <QWidget>
#include <memory>

#include "engine/conversation.h"

class QAction;
class QComboBox;
class QLabel;
class QScrollArea;
class QSettings;

namespace vp::ui {

class WordChips;

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

  /// An answer that has ended; it becomes the chosen one. Its record may be null.
  void add_answer(const QString& question, const Record& record);
  /// Forgets the answers from the `count`th on.
  void keep_answers(int count);

  /// Null where nothing is recorded or there is no word.
  Record record() const;
  attention::TokenRange word() const;
  QString word_text() const;
  QAction* record_action() const { return record_; }

 signals:
  void word_changed();

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  struct Answer {
    QString question;
    Record record;
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
