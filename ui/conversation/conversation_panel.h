#pragma once

#include <QList>
#include <QWidget>

#include "engine/conversation.h"
#include "ui/conversation/empty_state.h"
#include "ui/inference/progress_relay.h"

class QLabel;
class QProgressBar;
class QPushButton;
class QScrollArea;
class QStackedWidget;
class QVBoxLayout;

namespace vp::ui {

class MessageBar;
class QuestionField;
class TurnView;

/// Questions and streamed answers about the open video.
class ConversationPanel final : public QWidget {
  Q_OBJECT

 public:
  explicit ConversationPanel(QWidget* parent = nullptr);

  void set_readiness(Readiness readiness, const QString& model_name = {});
  /// What is to be known about the model before the first question; empty for nothing.
  void set_model_notice(const QString& notice);
  /// Something runs that Stop can stop.
  void set_busy(bool busy);
  void set_progress(const ProgressState& state);

  /// A turn of a session that is opened again.
  void restore_turn(const engine::Turn& turn);
  /// Puts a question into the field, unless something is there.
  void propose(const QString& question);
  /// Text of the answer that is being written.
  void append_text(const QString& text);
  void finish_turn(const engine::Turn& turn);
  /// The last question got no answer.
  void fail_turn(const QString& sentence);
  bool answering() const { return answering_ != nullptr; }
  /// Answered questions.
  int turn_count() const { return finished_; }
  /// All questions and answers as plain text.
  QString text() const;

  void show_error(const QString& sentence);
  void show_notice(const QString& sentence);
  void clear();
  void focus_question();
  void ask();

 signals:
  void ask_requested(const QString& question);
  void stop_requested();
  void open_video_requested();
  void choose_model_requested();
  /// turn_count() or answering() has changed.
  void turns_changed();

 private:
  void update_controls();
  void scroll_to_end();

  EmptyState* empty_;
  QStackedWidget* pages_;
  QScrollArea* scroll_;
  QVBoxLayout* turns_layout_;
  QList<TurnView*> turns_;
  TurnView* answering_ = nullptr;
  MessageBar* message_;
  QWidget* progress_row_;
  QLabel* progress_label_;
  QProgressBar* progress_bar_;
  QuestionField* field_;
  QPushButton* ask_;
  QPushButton* stop_;
  Readiness readiness_ = Readiness::NeitherVideoNorModel;
  bool busy_ = false;
  bool follow_ = true;  ///< the end of the list is in sight and is kept there
  int finished_ = 0;
};

/// "Encoding frames", "Reading the prompt: 512 of 1247 tokens", …
QString describe(const ProgressState& state);

}  // namespace vp::ui
