#include "ui/conversation/turn_view.h"

#include <QApplication>
#include <QClipboard>
#include <QDateTime>
#include <QEvent>
#include <QGraphicsOpacityEffect>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QStringList>
#include <QToolButton>
#include <QToolTip>
#include <QVBoxLayout>

#include "ui/conversation/picked_words.h"
#include "ui/conversation/text_display.h"
#include "ui/look/format.h"
#include "ui/look/icons.h"
#include "ui/look/language.h"
#include "ui/look/one_line_label.h"
#include "ui/look/plain_text.h"
#include "ui/look/theme.h"

namespace vp::ui {
namespace {
constexpr int kSign_ms = 1500;     // that something was copied
constexpr int kEvidenceCount = 3;  // frames
}  // namespace

QStringList describe_settings(const engine::AskOptions& options) {
  const engine::AskOptions usual;
  QStringList parts;
  if (options.temperature > 0) {
    const QLocale locale;
    parts << TurnView::tr("temperature %1").arg(locale.toString(options.temperature, 'g', 4));
    if (options.top_p < 1) parts << TurnView::tr("top-p %1").arg(locale.toString(options.top_p, 'g', 4));
    parts << TurnView::tr("seed %1").arg(options.seed);
  }
  if (options.max_new_tokens != usual.max_new_tokens) {
    parts << TurnView::tr("at most %n token(s)", nullptr, static_cast<int>(options.max_new_tokens));
  }
  if (options.repetition_penalty != usual.repetition_penalty)
    parts
        << TurnView::tr("repetition penalty %1").arg(QLocale().toString(options.repetition_penalty, 'g', 4));
  if (options.left_out_turns > 0)
    parts << TurnView::tr("without %n earlier question(s)", nullptr,
                          static_cast<int>(options.left_out_turns));
  return parts;
}

TurnView::TurnView(const QString& question, QWidget* parent)
    : QFrame(parent),
      question_text_(question),
      question_box_(new QFrame),
      question_(new TextDisplay),
      answer_(new TextDisplay),
      picked_(new PickedWords(answer_)),
      evidence_(new EvidenceRow),
      notice_(new QLabel),
      details_(new QWidget),
      hidden_(new QGraphicsOpacityEffect(this)),
      footer_(new OneLineLabel),
      buttons_(new QWidget) {
  setObjectName(QStringLiteral("turn"));
  question_box_->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
  question_box_->setObjectName(QStringLiteral("question_box"));
  auto* box_layout = new QVBoxLayout(question_box_);
  box_layout->setContentsMargins(10, 8, 10, 8);
  box_layout->addWidget(question_);
  question_->setObjectName(QStringLiteral("question"));
  question_->setPlainText(question);
  answer_->setObjectName(QStringLiteral("answer"));

  notice_->setObjectName(QStringLiteral("turn_notice"));
  notice_->setTextFormat(Qt::PlainText);
  notice_->setWordWrap(true);
  footer_->setObjectName(QStringLiteral("turn_footer"));
  QFont small = font();
  small.setPointSizeF(small.pointSizeF() * 0.88);
  for (QWidget* widget : std::initializer_list<QWidget*>{notice_, footer_, evidence_}) widget->setFont(small);
  connect(picked_, &PickedWords::picked, this, &TurnView::pick_word);
  connect(evidence_, &EvidenceRow::seek_requested, this, &TurnView::seek_requested);

  auto* button_row = new QHBoxLayout(buttons_);
  button_row->setContentsMargins(0, 0, 0, 0);
  button_row->setSpacing(0);
  copy_ = add_button("copy_answer", Glyph::Copy);
  needs_ = add_button("needs_of_answer", Glyph::Measure);
  again_ = add_button("ask_again", Glyph::Again);
  edit_ = add_button("edit_question", Glyph::Edit);
  delete_ = add_button("delete_turn", Glyph::Delete);
  buttons_->setVisible(false);
  auto* details = new QHBoxLayout(details_);
  details->setContentsMargins(0, 0, 0, 0);
  details->addWidget(footer_, 1);
  details->addWidget(buttons_);
  hidden_->setOpacity(0);
  details_->setGraphicsEffect(hidden_);
  connect(qApp, &QApplication::focusChanged, this, &TurnView::show_details);
  connect(copy_, &QToolButton::clicked, this, &TurnView::copy);
  copied_.setSingleShot(true);
  copied_.setInterval(kSign_ms);
  connect(&copied_, &QTimer::timeout, this, [this] {
    copy_->setIcon(icon(Glyph::Copy));
    show_texts();
  });
  connect(needs_, &QToolButton::clicked, this, &TurnView::needs_requested);
  connect(again_, &QToolButton::clicked, this, &TurnView::again_requested);
  connect(edit_, &QToolButton::clicked, this, &TurnView::edit_requested);
  connect(delete_, &QToolButton::clicked, this, &TurnView::delete_requested);

  auto* answer_column = new QVBoxLayout;
  answer_column->setContentsMargins(10, 2, 2, 0);
  answer_column->setSpacing(4);
  answer_column->addWidget(answer_);
  answer_column->addWidget(evidence_);
  answer_column->addWidget(notice_);
  answer_column->addWidget(details_);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 8);
  layout->setSpacing(6);
  layout->addWidget(question_box_);
  layout->addLayout(answer_column);
  apply_colours();
  translate(this, [this] { show_texts(); });
}

QToolButton* TurnView::add_button(const char* name, Glyph glyph) {
  auto* button = new QToolButton;
  button->setObjectName(QLatin1String(name));
  button->setIcon(icon(glyph));
  button->setIconSize({16, 16});
  button->setAutoRaise(true);
  buttons_->layout()->addWidget(button);
  return button;
}

void TurnView::show_texts() {
  setAccessibleName(tr("Question and answer"));
  question_->setAccessibleName(tr("Question"));
  answer_->setAccessibleName(tr("Answer"));
  notice_->setAccessibleName(tr("How this answer ended"));
  footer_->setAccessibleName(tr("About this answer"));
  copy_->setAccessibleName(copied_.isActive() ? tr("Copied") : tr("Copy answer"));
  copy_->setToolTip(copied_.isActive() ? tr("Copied") : tr("Copy this answer"));
  needs_->setAccessibleName(tr("What does it need?"));
  needs_->setToolTip(tr("What does it need? Measures how much the answer loses without each frame"));
  again_->setAccessibleName(tr("Ask again"));
  again_->setToolTip(tr("Ask this question again, with the present settings"));
  edit_->setAccessibleName(tr("Edit question"));
  edit_->setToolTip(tr("Change this question and ask it again"));
  delete_->setAccessibleName(tr("Delete"));
  delete_->setToolTip(tr("Delete this question and what follows it"));
  show_footer();
}

QString TurnView::answer() const {
  return answer_->source();
}

void TurnView::append_text(const QString& text) {
  answer_->append_markdown(text);
}

void TurnView::finish(const engine::Turn& turn, const QList<SeenFrame>& frames, qint64 asked_ms) {
  turn_ = turn;
  frames_ = frames;
  asked_ms_ = asked_ms;
  answer_->finish_markdown(to_qstring(turn.answer));
  show_footer();
  show_words();
  copy_->setVisible(!turn.answer.empty());
  buttons_->setVisible(true);
  show_needs();
}

void TurnView::set_knockout(const std::shared_ptr<const evidence::FrameKnockout>& knockout) {
  if (!turn_) return;
  turn_->knockout = knockout;
  show_words();
  show_needs();
}

void TurnView::set_measurable(bool measurable) {
  measurable_ = measurable;
  show_needs();
}

void TurnView::show_needs() {
  needs_->setVisible(turn_.has_value());
  needs_->setEnabled(measurable_ || (turn_ && turn_->knockout));
}

void TurnView::show_words() {
  words_.clear();
  QList<QString> texts;
  const auto& record = turn_->attention;
  if (record && record->tokens() > 0) {
    for (const attention::AnswerWord& word : attention::answer_words(record->pieces)) {
      words_.append(word.tokens);
      texts.append(to_qstring(word.text));
    }
    evidence_->set_evidence(answer_evidence(*record, {0, record->tokens()}, frames_, kEvidenceCount));
  }
  if (turn_->knockout && turn_->knockout->frames() == static_cast<std::size_t>(frames_.size()))
    evidence_->set_measured(measured_evidence(*turn_->knockout, frames_, kEvidenceCount));
  picked_->set_words(texts);
}

void TurnView::pick_word(int word) {
  emit word_picked(word);
  const QList<Evidence> most = answer_evidence(*turn_->attention, words_[word], frames_, 1);
  if (!most.isEmpty()) emit seek_requested(most.first().frame);
}

void TurnView::mark_word(int word) {
  picked_->mark(word);
}

bool TurnView::would_repeat(const engine::AskOptions& options) const {
  using Finish = engine::Turn::Finish;
  if (!turn_ || turn_->finish == Finish::Stopped || turn_->finish == Finish::Interrupted) return false;
  const engine::AskOptions& before = turn_->options;
  const bool no_lots = options.temperature <= 0 && before.temperature <= 0;
  const bool same_lots = options.temperature == before.temperature && options.top_p == before.top_p &&
                         options.seed == before.seed;
  return turn_->by.known() && turn_->by.computes_as(model_) && (no_lots || same_lots) &&
         options.max_new_tokens == before.max_new_tokens &&
         options.repetition_penalty == before.repetition_penalty &&
         options.repetition_guard == before.repetition_guard;
}

void TurnView::copy() {
  QApplication::clipboard()->setText(answer());
  copy_->setIcon(icon(Glyph::Done));
  copied_.start();
  show_texts();
  QToolTip::showText(copy_->mapToGlobal(QPoint(0, copy_->height())), tr("Copied"), copy_);
}

void TurnView::show_details() {
  const QWidget* focus = QApplication::focusWidget();
  hidden_->setEnabled(!underMouse() && !(focus != nullptr && isAncestorOf(focus)));
}

void TurnView::enterEvent(QEnterEvent*) {
  show_details();
}

void TurnView::leaveEvent(QEvent*) {
  show_details();
}

void TurnView::fail(const QString& sentence) {
  failure_ = sentence;
  answer_->finish_markdown(answer());
  answer_->setVisible(!answer().isEmpty());
  show_footer();
  copy_->setVisible(!answer().isEmpty());
  buttons_->setVisible(true);
  show_needs();
}

void TurnView::show_footer() {
  if (!turn_) {
    notice_->setText(failure_);
    notice_->setVisible(!failure_.isEmpty());
    answer_->setPlaceholderText(failure_.isEmpty() ? QStringLiteral("…") : QString());
    return;
  }
  const engine::Turn& turn = *turn_;
  QStringList notices, facts, more;
  if (turn.by.known() && !turn.by.computes_as(model_)) {
    notices << tr("Answered by %1 in %2 on %3")
                   .arg(to_qstring(turn.by.model_name), to_qstring(turn.by.precision()),
                        to_qstring(turn.by.device));
  }
  if (turn.finish == engine::Turn::Finish::Interrupted)
    notices << tr("Interrupted: the program ended while this was written");
  else if (!turn.by.known())
    notices << tr("Only the text is known, not which model gave it");
  if (turn.finish == engine::Turn::Finish::Stopped) notices << tr("Stopped");
  if (turn.finish == engine::Turn::Finish::Length) notices << tr("Length limit reached");
  if (turn.finish == engine::Turn::Finish::Repetition)
    notices << tr("Ended since it went on repeating itself, of which one time is kept");
  // Of an answer that is known as text nothing was measured.
  if (turn.prompt_tokens > 0) {
    facts << tr("%n token(s)", nullptr, static_cast<int>(turn.token_ids.size()));
    facts << tr("first after %1").arg(format_duration(turn.first_token_ms / 1000));
  }
  if (turn.tokens_per_s > 0) facts << tr("%1\u00a0tokens/s").arg(format_rate(turn.tokens_per_s));
  facts << describe_settings(turn.options);
  if (turn.reused_tokens > 0) {
    more << tr("%1 of %2 prompt tokens reused").arg(turn.reused_tokens).arg(turn.prompt_tokens);
  }
  more << tr("asked %1")
              .arg(format_moment(QDateTime::fromMSecsSinceEpoch(asked_ms_), QDateTime::currentDateTime()));
  const QString separator = QStringLiteral(" · ");
  notice_->setText(notices.join(separator));
  notice_->setVisible(!notices.isEmpty());
  footer_->setText(facts.join(separator));
  set_plain_tip(*footer_, (facts + more).join(separator));
  answer_->setPlaceholderText(turn.answer.empty() ? tr("The model ended its answer at once.") : QString());
}

void TurnView::set_model(const engine::AnsweredBy& model) {
  model_ = model;
  if (turn_) show_footer();
}

void TurnView::set_changeable(bool changeable) {
  for (QToolButton* button : {again_, edit_, delete_}) button->setEnabled(changeable);
}

void TurnView::set_edited(bool edited) {
  edited_ = edited;
  apply_colours();
}

void TurnView::apply_colours() {
  styling_ = true;
  const Accents colours = accents(palette());
  question_box_->setStyleSheet(
      QStringLiteral("#question_box { background: %1; border: 2px solid %2; border-radius: 8px; }")
          .arg(colours.question.name(), (edited_ ? colours.position : colours.question).name()));
  QPalette faint = palette();
  faint.setColor(QPalette::WindowText, colours.secondary);
  notice_->setPalette(faint);
  footer_->setPalette(faint);
  evidence_->setPalette(faint);
  QPalette clear = palette();
  clear.setColor(QPalette::Base, Qt::transparent);
  clear.setColor(QPalette::PlaceholderText, colours.secondary);
  question_->setPalette(clear);
  answer_->setPalette(clear);
  styling_ = false;
}

void TurnView::changeEvent(QEvent* event) {
  QFrame::changeEvent(event);
  if (event->type() == QEvent::PaletteChange && !styling_) apply_colours();
}

}  // namespace vp::ui
