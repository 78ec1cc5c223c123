#pragma once

#include <QTimer>
#include <QWidget>
#include <memory>

#include "base/error.h"
#include "engine/conversation.h"
#include "ui/conversation/empty_state.h"
#include "ui/conversation/forecast.h"
#include "ui/conversation/message_bar.h"
#include "ui/inference/progress_relay.h"
#include "ui/look/language.h"

class QAction;
class QLabel;
class QMenu;
class QPushButton;
class QStackedWidget;

namespace vp::ui {

class AnswerSettings;
class ModelChoice;
class ModelNote;
class PendingBar;
class ProgressRow;
class QuestionField;
class Session;
class TurnList;
class TurnView;

/// Questions and streamed answers about the open video.
class ConversationPanel final : public QWidget {
  Q_OBJECT

 public:
  explicit ConversationPanel(QWidget* parent = nullptr);

  /// What is shown from now on, and which model is chosen; both must outlive the panel's last event.
  void show_session(const Session& session, const ModelChoice& model);

  void set_first_start(const FirstStart& first_start) { empty_->set_first_start(first_start); }
  /// With what answers are generated unless it is changed in the drawer.
  void set_default_options(const engine::AskOptions& options);
  /// With what the next answer will be generated.
  engine::AskOptions options() const;
  /// Something runs that Stop can stop.
  void set_busy(bool busy);
  void set_progress(const ProgressState& state);
  /// The model has read this share, 0 to 1, of what stands before the next question.
  void set_read_ahead(double share);

  /// `pictures` of the video are to be shown, by `request`: what a question will cost depends on it.
  void set_opened(const media::VideoInfo& info, const engine::VideoRequest& request, int pictures);
  /// All questions and answers as plain text, to the clipboard.
  void copy_all();

  /// Sentences are asked again when the language changes.
  void show_error(const Text& sentence) { message_->show_message(MessageBar::Kind::Error, sentence); }
  void show_notice(const Text& sentence) { message_->show_message(MessageBar::Kind::Notice, sentence); }
  /// The same of what core says.
  void show_failure(base::ErrorCode code, const base::Message& message) {
    message_->show_message(MessageBar::Kind::Error, [code, message] { return explained(code, message); });
  }
  void show_warning(const base::Message& message) {
    message_->show_message(MessageBar::Kind::Notice, [message] { return said(message); });
  }
  // What is measured of an answer is shown on its turn, and asked about like everything that takes time.
  TurnList& turns() { return *list_; }
  PendingBar& pending() { return *pending_; }
  Forecaster& forecaster() { return forecaster_; }
  void focus_question();
  void ask();
  /// See TurnList.
  void mark_word(int answer, int word);
  /// Puts the actions of the conversation into a menu.
  void fill_menu(QMenu& menu) const;

 signals:
  /// To be asked behind the first `after_turns` turns; what comes after them is to be forgotten.
  void ask_requested(const QString& question, const vp::engine::AskOptions& options, int after_turns);
  /// Only the first `turns` turns remain.
  void truncate_requested(int turns);
  void stop_requested();
  void choose_model_requested();
  void builtin_model_requested();
  void start_anew_requested();
  void seek_requested(qint64 frame);
  /// A word of an answer is to be looked at; see TurnList.
  void word_picked(int answer, int word);

 private:
  void make_actions();
  void show_texts();
  void update_controls();
  void update_forecast();
  void set_readiness(Readiness readiness, const QString& model_name = {});
  void show_readiness();
  /// A turn of a session that is opened again.
  void restore_turn(const engine::Turn& turn);
  /// Puts a question into the field, unless something is there.
  void propose(const QString& question);
  void set_model(const engine::ModelFactsPtr& model);
  void set_encoded(const std::shared_ptr<const engine::EncodedVideo>& video);
  void clear_video();
  void clear();
  void finish_turn(const engine::Turn& turn);
  /// The last question got no answer.
  void fail_turn(const QString& sentence);
  /// Answered questions.
  int turn_count() const;
  void begin_turn(const QString& question);
  /// Why Enter asks nothing now.
  void say_what_is_missing();
  void ask_again(TurnView* turn);
  void edit(TurnView* turn);
  void end_edit();
  void delete_from(TurnView* turn);
  void remove_from(TurnView* turn);
  TurnView* last_turn() const;

  const Session* session_ = nullptr;
  const ModelChoice* model_ = nullptr;
  Forecaster forecaster_;
  EmptyState* empty_;
  QStackedWidget* pages_;
  TurnList* list_;
  TurnView* answering_ = nullptr;
  TurnView* edited_ = nullptr;
  QString draft_;  ///< what stood in the field before editing began
  ModelNote* note_;
  MessageBar* message_;
  PendingBar* pending_;
  ProgressRow* progress_;
  AnswerSettings* settings_;
  QLabel* forecast_;
  QuestionField* field_;
  QPushButton* ask_;
  QAction* write_;
  QAction* again_;
  QAction* edit_;
  QAction* delete_;
  QAction* show_settings_;
  QTimer forecast_timer_;
  Readiness readiness_ = Readiness::NeitherVideoNorModel;
  bool busy_ = false;
};

}  // namespace vp::ui
