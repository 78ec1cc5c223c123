#include "ui/conversation/conversation_panel.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLabel>

#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "ui/conversation/message_bar.h"
#include "ui/conversation/question_field.h"
#include "ui/conversation/turn_view.h"
#include "ui/look/format.h"
#include "ui/look/icons.h"

namespace vp::ui {

QString describe(const ProgressState& state) {
  const auto tr = [](const char* text) { return QCoreApplication::translate("vp::ui::Progress", text); };
  const auto counted = [&](const char* with_total, const char* alone) {
    return state.total > 0 ? tr(with_total).arg(state.done).arg(state.total) : tr(alone);
  };
  switch (state.phase) {
    case base::Phase::Load:
      return state.total > 0 ? tr(QT_TRANSLATE_NOOP("vp::ui::Progress", "Loading the model: %1 of %2"))
                                   .arg(format_bytes(state.done), format_bytes(state.total))
                             : tr(QT_TRANSLATE_NOOP("vp::ui::Progress", "Loading the model"));
    case base::Phase::Index:
      return tr(QT_TRANSLATE_NOOP("vp::ui::Progress", "Indexing the video"));
    case base::Phase::Decode:
      return counted(QT_TRANSLATE_NOOP("vp::ui::Progress", "Decoding frames: %1 of %2"),
                     QT_TRANSLATE_NOOP("vp::ui::Progress", "Decoding frames"));
    case base::Phase::Encode:
      return counted(QT_TRANSLATE_NOOP("vp::ui::Progress", "Encoding frames: %1 of %2"),
                     QT_TRANSLATE_NOOP("vp::ui::Progress", "Encoding frames"));
    case base::Phase::Prefill:
      return counted(QT_TRANSLATE_NOOP("vp::ui::Progress", "Reading the prompt: %1 of %2 tokens"),
                     QT_TRANSLATE_NOOP("vp::ui::Progress", "Reading the prompt"));
    case base::Phase::Generate: {
      const QString token = tr(QT_TRANSLATE_NOOP("vp::ui::Progress", "Answering: token %1")).arg(state.done);
      if (state.units_per_s <= 0) return token;
      return tr(QT_TRANSLATE_NOOP("vp::ui::Progress", "%1 at %2 tokens/s"))
          .arg(token, format_rate(state.units_per_s));
    }
    case base::Phase::Write:
      return counted(QT_TRANSLATE_NOOP("vp::ui::Progress", "Writing pictures: %1 of %2"),
                     QT_TRANSLATE_NOOP("vp::ui::Progress", "Writing"));
    case base::Phase::Draw:
      break;  // only the command line draws clips
  }
  return {};
}

ConversationPanel::ConversationPanel(QWidget* parent)
    : QWidget(parent),
      empty_(new EmptyState),
      pages_(new QStackedWidget),
      scroll_(new QScrollArea),
      message_(new MessageBar),
      progress_row_(new QWidget),
      progress_label_(new QLabel),
      progress_bar_(new QProgressBar),
      field_(new QuestionField),
      ask_(new QPushButton(icon(Glyph::Ask), tr("Ask"))),
      stop_(new QPushButton(icon(Glyph::Stop), tr("Stop"))) {
  setObjectName(QStringLiteral("conversation_panel"));
  auto* list = new QWidget;
  turns_layout_ = new QVBoxLayout(list);
  turns_layout_->setContentsMargins(2, 2, 8, 2);
  turns_layout_->setSpacing(10);
  turns_layout_->addStretch(1);
  scroll_->setWidget(list);
  scroll_->setWidgetResizable(true);
  scroll_->setFrameShape(QFrame::NoFrame);
  scroll_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  scroll_->setAccessibleName(tr("Questions and answers"));
  pages_->addWidget(empty_);
  pages_->addWidget(scroll_);

  progress_label_->setObjectName(QStringLiteral("progress_label"));
  progress_label_->setAccessibleName(tr("Progress"));
  progress_bar_->setAccessibleName(tr("Progress"));
  progress_bar_->setTextVisible(false);
  progress_bar_->setFixedHeight(6);
  stop_->setObjectName(QStringLiteral("stop_button"));
  stop_->setAccessibleName(tr("Stop"));
  stop_->setToolTip(tr("Stop what is running (Esc)"));
  auto* progress_column = new QVBoxLayout;
  progress_column->setSpacing(4);
  progress_column->addWidget(progress_label_);
  progress_column->addWidget(progress_bar_);
  auto* progress_layout = new QHBoxLayout(progress_row_);
  progress_layout->setContentsMargins(0, 0, 0, 0);
  progress_layout->addLayout(progress_column, 1);
  progress_layout->addWidget(stop_);
  progress_row_->hide();

  ask_->setObjectName(QStringLiteral("ask_button"));
  ask_->setAccessibleName(tr("Ask"));
  ask_->setToolTip(tr("Ask this question (Enter)"));
  ask_->setMinimumHeight(field_->height());  // of one line
  auto* input = new QHBoxLayout;
  input->addWidget(field_, 1);
  input->addWidget(ask_, 0, Qt::AlignBottom);

  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(10, 10, 10, 10);
  layout->setSpacing(8);
  layout->addWidget(pages_, 1);
  layout->addWidget(message_);
  layout->addWidget(progress_row_);
  layout->addLayout(input);

  connect(empty_, &EmptyState::open_video_requested, this, &ConversationPanel::open_video_requested);
  connect(empty_, &EmptyState::choose_model_requested, this, &ConversationPanel::choose_model_requested);
  connect(empty_, &EmptyState::example_chosen, this, [this](const QString& question) {
    field_->setPlainText(question);
    field_->moveCursor(QTextCursor::End);
    field_->setFocus();
  });
  connect(field_, &QuestionField::submitted, this, &ConversationPanel::ask);
  connect(field_, &QPlainTextEdit::textChanged, this, &ConversationPanel::update_controls);
  connect(ask_, &QPushButton::clicked, this, &ConversationPanel::ask);
  connect(stop_, &QPushButton::clicked, this, &ConversationPanel::stop_requested);
  // The list is followed while its end is in sight; a reader who scrolled up is left in peace.
  connect(scroll_->verticalScrollBar(), &QScrollBar::rangeChanged, this, [this](int, int maximum) {
    if (follow_) scroll_->verticalScrollBar()->setValue(maximum);
  });
  connect(scroll_->verticalScrollBar(), &QScrollBar::actionTriggered, this, [this] {
    const QScrollBar* bar = scroll_->verticalScrollBar();
    follow_ = bar->sliderPosition() >= bar->maximum() - 8;
  });
  set_readiness(readiness_);
}

void ConversationPanel::set_readiness(Readiness readiness, const QString& model_name) {
  readiness_ = readiness;
  empty_->set_readiness(readiness, model_name);
  field_->setPlaceholderText(readiness == Readiness::Ready && !turns_.isEmpty() ? tr("Ask a follow-up")
                                                                                : tr("Ask about the video"));
  update_controls();
}

void ConversationPanel::set_model_notice(const QString& notice) {
  empty_->set_notice(notice);
}

void ConversationPanel::set_busy(bool busy) {
  busy_ = busy;
  progress_row_->setVisible(busy);
  if (!busy) {
    progress_label_->clear();
    progress_bar_->setRange(0, 0);
  }
  update_controls();
}

void ConversationPanel::set_progress(const ProgressState& state) {
  progress_label_->setText(describe(state));
  const bool known = state.total > 0 && state.phase != base::Phase::Generate;
  progress_bar_->setRange(0, known ? 1000 : 0);
  if (known) progress_bar_->setValue(static_cast<int>(state.done * 1000 / state.total));
}

void ConversationPanel::update_controls() {
  const bool askable = readiness_ == Readiness::Ready || readiness_ == Readiness::LoadingModel;
  const bool written = !field_->toPlainText().trimmed().isEmpty();
  ask_->setEnabled(askable && written && answering_ == nullptr);
}

void ConversationPanel::ask() {
  update_controls();
  if (!ask_->isEnabled()) return;
  const QString question = field_->toPlainText().trimmed();
  field_->clear();
  message_->dismiss();
  answering_ = new TurnView(question);
  turns_.append(answering_);
  turns_layout_->insertWidget(turns_layout_->count() - 1, answering_);
  pages_->setCurrentWidget(scroll_);
  field_->setPlaceholderText(tr("Ask a follow-up"));
  follow_ = true;
  scroll_to_end();
  update_controls();
  emit turns_changed();
  emit ask_requested(question);
}

void ConversationPanel::restore_turn(const engine::Turn& turn) {
  auto* view = new TurnView(to_qstring(turn.question));
  view->finish(turn);
  turns_.append(view);
  turns_layout_->insertWidget(turns_layout_->count() - 1, view);
  ++finished_;
  pages_->setCurrentWidget(scroll_);
  field_->setPlaceholderText(tr("Ask a follow-up"));
  emit turns_changed();
}

void ConversationPanel::propose(const QString& question) {
  if (field_->toPlainText().isEmpty()) field_->setPlainText(question);
}

void ConversationPanel::append_text(const QString& text) {
  if (answering_ != nullptr) answering_->append_text(text);
}

void ConversationPanel::finish_turn(const engine::Turn& turn) {
  if (answering_ == nullptr) return;
  answering_->finish(turn);
  answering_ = nullptr;
  ++finished_;
  update_controls();
  emit turns_changed();
}

void ConversationPanel::fail_turn(const QString& sentence) {
  if (answering_ == nullptr) return;
  answering_->fail(sentence);
  // The question can be asked again without writing it again.
  if (field_->toPlainText().isEmpty()) field_->setPlainText(answering_->question());
  answering_ = nullptr;
  update_controls();
  emit turns_changed();
}

QString ConversationPanel::text() const {
  QStringList parts;
  for (const TurnView* turn : turns_) parts << turn->question() << turn->answer();
  return parts.join(QStringLiteral("\n\n"));
}

void ConversationPanel::show_error(const QString& sentence) {
  message_->show_message(MessageBar::Kind::Error, sentence);
}

void ConversationPanel::show_notice(const QString& sentence) {
  message_->show_message(MessageBar::Kind::Notice, sentence);
}

void ConversationPanel::clear() {
  qDeleteAll(turns_);
  turns_.clear();
  answering_ = nullptr;
  finished_ = 0;
  message_->dismiss();
  pages_->setCurrentWidget(empty_);
  set_readiness(readiness_);
  emit turns_changed();
}

void ConversationPanel::focus_question() {
  field_->setFocus(Qt::ShortcutFocusReason);
}

void ConversationPanel::scroll_to_end() {
  scroll_->verticalScrollBar()->setValue(scroll_->verticalScrollBar()->maximum());
}

}  // namespace vp::ui
