#include "ui/conversation/conversation_panel.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <span>
#include <utility>

#include "ui/conversation/answer_settings.h"
#include "ui/conversation/drawn_film.h"
#include "ui/conversation/message_bar.h"
#include "ui/conversation/model_note.h"
#include "ui/conversation/pending_bar.h"
#include "ui/conversation/progress_row.h"
#include "ui/conversation/question_field.h"
#include "ui/conversation/turn_list.h"
#include "ui/conversation/turn_view.h"
#include "ui/look/format.h"
#include "ui/look/icons.h"
#include "ui/look/language.h"
#include "ui/look/theme.h"
#include "ui/session/session.h"
#include "ui/settings/model_choice.h"

namespace vp::ui {
namespace {
constexpr int kForecastDelay_ms = 150;  // after the last key
}  // namespace

ConversationPanel::ConversationPanel(QWidget* parent)
    : QWidget(parent),
      empty_(new EmptyState),
      pages_(new QStackedWidget),
      list_(new TurnList),
      note_(new ModelNote),
      message_(new MessageBar),
      pending_(new PendingBar),
      progress_(new ProgressRow),
      settings_(new AnswerSettings),
      forecast_(new QLabel),
      field_(new QuestionField),
      ask_(new QPushButton(icon(Glyph::Ask), QString())) {
  setObjectName(QStringLiteral("conversation_panel"));
  pages_->addWidget(empty_);
  pages_->addWidget(list_);
  make_actions();
  settings_->hide();
  forecast_->setObjectName(QStringLiteral("forecast"));
  forecast_->setTextFormat(Qt::PlainText);
  forecast_->setWordWrap(true);
  QFont small = font();
  small.setPointSizeF(small.pointSizeF() * 0.88);
  forecast_->setFont(small);
  forecast_->hide();

  ask_->setObjectName(QStringLiteral("ask_button"));
  ask_->setMinimumHeight(field_->height());  // of one line
  auto* drawer = new QToolButton;
  drawer->setDefaultAction(show_settings_);
  drawer->setObjectName(QStringLiteral("answer_settings_button"));
  drawer->setAutoRaise(true);
  drawer->setIconSize({18, 18});
  drawer->setMinimumHeight(field_->height());
  translate(drawer, [drawer] { drawer->setAccessibleName(tr("Settings of answers")); });
  auto* input = new QHBoxLayout;
  input->addWidget(field_, 1);
  input->addWidget(drawer, 0, Qt::AlignBottom);
  input->addWidget(ask_, 0, Qt::AlignBottom);

  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(10, 10, 10, 10);
  layout->setSpacing(8);
  layout->addWidget(note_);
  layout->addWidget(pages_, 1);
  layout->addWidget(message_);
  layout->addWidget(progress_);
  layout->addWidget(pending_);
  layout->addLayout(input);
  layout->addWidget(settings_);
  layout->addWidget(forecast_);

  connect(empty_, &EmptyState::choose_model_requested, this, &ConversationPanel::choose_model_requested);
  connect(empty_, &EmptyState::builtin_model_requested, this, &ConversationPanel::builtin_model_requested);
  connect(empty_, &EmptyState::example_chosen, this, [this](const QString& question) {
    field_->setPlainText(question);
    field_->moveCursor(QTextCursor::End);
    field_->setFocus();
  });
  connect(note_, &ModelNote::choose_model_requested, this, &ConversationPanel::choose_model_requested);
  connect(note_, &ModelNote::start_anew_requested, this, &ConversationPanel::start_anew_requested);
  connect(field_, &QuestionField::submitted, this, &ConversationPanel::ask);
  connect(field_, &QuestionField::cancelled, this, &ConversationPanel::end_edit);
  connect(field_, &QPlainTextEdit::textChanged, this, &ConversationPanel::update_controls);
  connect(ask_, &QPushButton::clicked, this, &ConversationPanel::ask);
  connect(progress_, &ProgressRow::stop_requested, this, &ConversationPanel::stop_requested);
  connect(pending_, &PendingBar::cancelled, this, [this] {
    end_edit();
    field_->setFocus();
  });
  connect(list_, &TurnList::again_requested, this, &ConversationPanel::ask_again);
  connect(list_, &TurnList::edit_requested, this, &ConversationPanel::edit);
  connect(list_, &TurnList::delete_requested, this, &ConversationPanel::delete_from);
  connect(list_, &TurnList::seek_requested, this, &ConversationPanel::seek_requested);
  connect(list_, &TurnList::word_picked, this, &ConversationPanel::word_picked);
  forecast_timer_.setSingleShot(true);
  forecast_timer_.setInterval(kForecastDelay_ms);
  connect(&forecast_timer_, &QTimer::timeout, this, &ConversationPanel::update_forecast);
  translate(this, [this] { show_texts(); });
  set_readiness(readiness_);
}

void ConversationPanel::show_session(const Session& session, const ModelChoice& model) {
  session_ = &session;
  model_ = &model;
  connect(&session, &Session::state_changed, this, &ConversationPanel::show_readiness);
  connect(&model, &ModelChoice::changed, this, &ConversationPanel::show_readiness);
  connect(&session, &Session::opening, this, [this] {
    clear_video();
    clear();
  });
  connect(&session, &Session::not_opened, this, [this](const base::Message& message) {
    clear_video();
    clear();
    show_failure(base::ErrorCode::Video, message);
  });
  connect(&session, &Session::cleared, this, &ConversationPanel::clear);
  connect(&session, &Session::model_changed, this, &ConversationPanel::set_model);
  connect(&session, &Session::encoded, this, &ConversationPanel::set_encoded);
  connect(&session, &Session::read_ahead, this, &ConversationPanel::set_read_ahead);
  connect(&session, &Session::turn_known, this, &ConversationPanel::restore_turn);
  connect(&session, &Session::question_known, this, &ConversationPanel::propose);
  connect(&session, &Session::text_added, this, [this](const QString& text) {
    if (answering_ != nullptr) answering_->append_text(text);
  });
  connect(&session, &Session::turn_finished, this, &ConversationPanel::finish_turn);
  connect(&session, &Session::not_answered, this, [this](Inference::Task task, const Failure& failure) {
    fail_turn(task == Inference::Task::Load ? tr("Not asked: no model was loaded.")
              : failure.stopped()           ? tr("Stopped before the first word.")
                                            : tr("Not answered."));
  });
  connect(&session, &Session::model_differs, this, [this](const QString& stored_model) {
    show_notice([stored_model] {
      return tr("These answers were given by %1, which is not the model in use. A question "
                "goes on in a new session; until then there are no maps of the frames.")
          .arg(stored_model);
    });
  });
  connect(
      session_, &Session::precision_differs, this,
      [this](const QString& stored_dtype, const QString& stored_device) {
        show_notice([stored_dtype, stored_device] {
          return tr("These answers were computed in %1 on %2, which is not what is in use. A question goes "
                    "on in a new session.")
              .arg(stored_dtype, stored_device);
        });
      });
}

void ConversationPanel::show_readiness() {
  const bool open = session_->film_expected();
  const bool expected = session_->model_expected();
  const bool builtin = expected && model_->is_builtin();
  empty_->set_builtin_model(builtin);
  note_->set_state(builtin, static_cast<int>(session_->turns().size()));
  set_readiness(!expected            ? (open ? Readiness::NoModel : Readiness::NeitherVideoNorModel)
                : !session_->model() ? Readiness::LoadingModel
                : open               ? Readiness::Ready
                                     : Readiness::NoVideo,
                model_->name());
}

void ConversationPanel::make_actions() {
  const auto make = [this](const char* name, Glyph glyph, const QKeySequence& key) {
    auto* action = new QAction(icon(glyph), QString(), this);
    action->setObjectName(QLatin1String(name));
    action->setShortcut(key);
    return action;
  };
  write_ = make("write_question", Glyph::Ask, Qt::CTRL | Qt::Key_L);
  again_ = make("ask_last_again", Glyph::Again, Qt::CTRL | Qt::Key_R);
  edit_ = make("edit_last_question", Glyph::Edit, Qt::CTRL | Qt::SHIFT | Qt::Key_L);
  delete_ = make("delete_last_turn", Glyph::Delete, Qt::CTRL | Qt::SHIFT | Qt::Key_Delete);
  show_settings_ = make("show_answer_settings", Glyph::Settings, Qt::CTRL | Qt::SHIFT | Qt::Key_S);
  show_settings_->setCheckable(true);
  connect(write_, &QAction::triggered, this, &ConversationPanel::focus_question);
  connect(again_, &QAction::triggered, this, [this] { ask_again(last_turn()); });
  connect(edit_, &QAction::triggered, this, [this] { edit(last_turn()); });
  connect(delete_, &QAction::triggered, this, [this] { delete_from(last_turn()); });
  connect(show_settings_, &QAction::toggled, settings_, &QWidget::setVisible);
}

void ConversationPanel::fill_menu(QMenu& menu) const {
  menu.addActions({write_, again_, edit_, delete_, show_settings_});
}

void ConversationPanel::show_texts() {
  ask_->setText(tr("Ask"));
  ask_->setAccessibleName(tr("Ask"));
  ask_->setToolTip(tr("Ask this question (Enter)"));
  forecast_->setAccessibleName(tr("What the question will cost"));
  forecast_->setToolTip(
      tr("Before asking: tokens of the prompt, memory for their keys and values, and the time to the first "
         "token, from what was measured with this model on this machine."));
  write_->setText(tr("&Write a question"));
  write_->setToolTip(tr("Put the cursor into the field for questions (Ctrl+L)"));
  again_->setText(tr("Ask the last question a&gain"));
  again_->setToolTip(tr("Replaces the last answer, with the present settings (Ctrl+R)"));
  edit_->setText(tr("&Edit the last question"));
  edit_->setToolTip(tr("Change the last question and ask it again (Ctrl+Shift+L)"));
  delete_->setText(tr("&Delete the last question"));
  delete_->setToolTip(tr("Delete the last question and its answer (Ctrl+Shift+Del)"));
  show_settings_->setText(tr("&Settings of answers"));
  show_settings_->setToolTip(tr("Temperature, top-p, length and seed (Ctrl+Shift+S)"));
  if (model_ != nullptr)
    show_readiness();
  else
    set_readiness(readiness_);
  update_forecast();
}

void ConversationPanel::set_readiness(Readiness readiness, const QString& model_name) {
  readiness_ = readiness;
  empty_->set_readiness(readiness, model_name);
  field_->setPlaceholderText(list_->turns().isEmpty() ? tr("Ask about the video") : tr("Ask a follow-up"));
  field_->viewport()->update();  // Qt paints another placeholder only where there was none before
  update_controls();
}

void ConversationPanel::set_default_options(const engine::AskOptions& options) {
  settings_->set_defaults(options);
}

engine::AskOptions ConversationPanel::options() const {
  return settings_->options();
}

void ConversationPanel::set_busy(bool busy) {
  busy_ = busy;
  progress_->set_busy(busy);
  update_controls();
}

void ConversationPanel::set_progress(const ProgressState& state) {
  progress_->set_progress(state);
}

void ConversationPanel::set_read_ahead(double share) {
  forecaster_.set_read_ahead(share);
  if (!forecast_timer_.isActive()) forecast_timer_.start();
}

void ConversationPanel::set_model(const engine::ModelFactsPtr& model) {
  forecaster_.set_model(model);
  list_->set_model(model ? engine::answered_by(*model) : engine::AnsweredBy());
  update_forecast();
}

void ConversationPanel::set_opened(const media::VideoInfo& info, const engine::VideoRequest& request,
                                   int pictures) {
  forecaster_.set_opened(info, request, pictures);
  update_forecast();
}

void ConversationPanel::set_encoded(const std::shared_ptr<const engine::EncodedVideo>& video) {
  forecaster_.set_encoded(video);
  std::vector<const base::RgbImage*> pictures;
  for (const engine::SampledFrame& frame : video->frames()) pictures.push_back(&frame.picture);
  empty_->set_drawn(looks_drawn(colour_use(pictures)));
  update_forecast();
}

void ConversationPanel::clear_video() {
  forecaster_.clear_video();
  empty_->set_drawn(std::nullopt);
  update_forecast();
}

void ConversationPanel::update_controls() {
  const bool open = session_ != nullptr && session_->film_expected();
  const bool askable = open && (readiness_ == Readiness::Ready || readiness_ == Readiness::LoadingModel);
  const bool written = !field_->toPlainText().trimmed().isEmpty();
  const bool changeable = answering_ == nullptr;
  ask_->setEnabled(askable && written && changeable);
  list_->set_changeable(changeable && askable);
  const bool any = !list_->turns().isEmpty();
  for (QAction* action : {again_, edit_, delete_}) action->setEnabled(changeable && askable && any);
  forecast_timer_.start();
}

void ConversationPanel::update_forecast() {
  const int after = edited_ != nullptr ? list_->answered_count(edited_) : turn_count();
  std::optional<Forecast> forecast;
  if (!busy_ && session_ != nullptr) {
    const std::span<const library::StoredTurn> turns(session_->turns());
    forecast = forecaster_.forecast(field_->toPlainText().trimmed(),
                                    turns.first(std::min(turns.size(), static_cast<std::size_t>(after))));
  }
  forecast_->setText(forecast ? describe(*forecast) : QString());
  forecast_->setVisible(forecast.has_value());
}

void ConversationPanel::begin_turn(const QString& question) {
  message_->dismiss();
  pending_->dismiss();
  answering_ = list_->add(question);
  pages_->setCurrentWidget(list_);
  set_readiness(readiness_, empty_->model_name());
  emit ask_requested(question, settings_->options(), turn_count());
}

void ConversationPanel::ask() {
  update_controls();
  if (!ask_->isEnabled()) {
    say_what_is_missing();
    return;
  }
  const QString question = field_->toPlainText().trimmed();
  TurnView* edited = std::exchange(edited_, nullptr);
  field_->setPlainText(edited != nullptr ? std::exchange(draft_, {}) : QString());
  if (edited != nullptr) remove_from(edited);
  begin_turn(question);
}

void ConversationPanel::say_what_is_missing() {
  if (field_->toPlainText().trimmed().isEmpty()) return;
  if (answering_ != nullptr)
    show_notice([] {
      return tr("The answer before is still being written. Ask when it has ended, or stop it (Esc).");
    });
  else if (readiness_ == Readiness::NoModel)
    show_notice([] { return tr("There is no model to ask: choose one first (Ctrl+Shift+O)."); });
  else if (!session_->film_expected())
    show_notice([] { return tr("There is no video to ask about: open one first (Ctrl+O)."); });
}

void ConversationPanel::ask_again(TurnView* turn) {
  if (turn == nullptr || answering_ != nullptr) return;
  end_edit();
  const auto go = [this, turn] {
    const QString question = turn->question();
    remove_from(turn);
    begin_turn(question);
  };
  const int lost = list_->answered_after(turn);
  const bool same = turn->would_repeat(settings_->options());
  if (lost == 0 && !same) {
    go();
    return;
  }
  const bool greedy = settings_->options().temperature <= 0;
  const auto sentence = [lost, same, greedy] {
    QStringList sentences;
    if (same) {
      sentences << (greedy ? tr("At temperature 0 the answer will be the same.")
                           : tr("With the same seed the answer will be the same."));
    }
    if (lost > 0) sentences << tr("Asking again deletes the %n later answer(s) too.", nullptr, lost);
    return sentences.join(QLatin1Char(' '));
  };
  const PendingBar::Way again{[] { return tr("Ask again"); }, go};
  if (!same) {
    pending_->ask(sentence, again);
    return;
  }
  const auto vary = [this, go] {
    settings_->vary();
    show_settings_->setChecked(true);
    go();
  };
  pending_->ask(sentence, {[this] { return tr("Ask with %1").arg(settings_->varied()); }, vary}, again);
}

void ConversationPanel::edit(TurnView* turn) {
  if (turn == nullptr || answering_ != nullptr) return;
  end_edit();
  edited_ = turn;
  draft_ = field_->toPlainText();
  turn->set_edited(true);
  field_->setPlainText(turn->question());
  field_->selectAll();
  const int later = list_->answered_after(turn);
  const bool answered = turn->answered();
  pending_->ask(
      [later, answered] {
        if (later > 0) {
          return tr("Editing: asking replaces this answer and deletes the %n later one(s).", nullptr, later);
        }
        return answered ? tr("Editing: asking replaces this answer.")
                        : tr("Editing: asking replaces this question.");
      },
      {});
  field_->setFocus();
  update_controls();
}

void ConversationPanel::end_edit() {
  pending_->dismiss();
  if (edited_ == nullptr) return;
  std::exchange(edited_, nullptr)->set_edited(false);
  field_->setPlainText(std::exchange(draft_, {}));
  update_controls();
}

void ConversationPanel::delete_from(TurnView* turn) {
  if (turn == nullptr || answering_ != nullptr) return;
  end_edit();
  const int later = list_->answered_after(turn);
  pending_->ask(
      [later] {
        return later > 0
                   ? tr("This deletes the question, its answer and the %n later one(s).", nullptr, later)
                   : tr("This deletes the question and its answer.");
      },
      {[] { return tr("Delete"); },
       [this, turn] {
         remove_from(turn);
         emit truncate_requested(turn_count());
         field_->setFocus();
       }});
}

void ConversationPanel::remove_from(TurnView* turn) {
  list_->remove_from(turn);
  if (list_->turns().isEmpty()) pages_->setCurrentWidget(empty_);
  set_readiness(readiness_, empty_->model_name());
}

TurnView* ConversationPanel::last_turn() const {
  return list_->turns().isEmpty() ? nullptr : list_->turns().last();
}

void ConversationPanel::restore_turn(const engine::Turn& turn) {
  const auto place = static_cast<std::size_t>(turn_count());
  list_->add(to_qstring(turn.question))
      ->finish(turn, session_->frames_of(turn), session_->turns().at(place).turn.asked_ms);
  pages_->setCurrentWidget(list_);
  set_readiness(readiness_, empty_->model_name());
}

void ConversationPanel::propose(const QString& question) {
  if (field_->toPlainText().isEmpty()) field_->setPlainText(question);
}

void ConversationPanel::finish_turn(const engine::Turn& turn) {
  if (answering_ == nullptr) return;
  std::exchange(answering_, nullptr)
      ->finish(turn, session_->frames_of(turn), session_->turns().back().turn.asked_ms);
  forecaster_.measure(turn);
  update_controls();
}

void ConversationPanel::fail_turn(const QString& sentence) {
  if (answering_ == nullptr) return;
  answering_->fail(sentence);
  // The question can be asked again without writing it again.
  if (field_->toPlainText().isEmpty()) field_->setPlainText(answering_->question());
  answering_ = nullptr;
  update_controls();
}

void ConversationPanel::mark_word(int answer, int word) {
  list_->mark_word(answer, word);
}

int ConversationPanel::turn_count() const {
  return list_->answered_count();
}

void ConversationPanel::copy_all() {
  QApplication::clipboard()->setText(list_->text());
  show_notice([] { return tr("All questions and answers were copied."); });
}

void ConversationPanel::clear() {
  end_edit();
  list_->clear();
  answering_ = nullptr;
  message_->dismiss();
  pages_->setCurrentWidget(empty_);
  set_readiness(readiness_, empty_->model_name());
}

void ConversationPanel::focus_question() {
  field_->setFocus(Qt::ShortcutFocusReason);
}

}  // namespace vp::ui
