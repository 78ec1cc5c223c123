#include "ui/attention/answer_picker.h"

#include <QAction>
#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QScrollArea>
#include <QSettings>
#include <QSignalBlocker>
#include <algorithm>

#include "ui/look/format.h"
#include "ui/look/language.h"

namespace vp::ui {
namespace {

constexpr int kLongestQuestion = 48;  ///< characters of a question in the list
constexpr int kRowsInSight = 2;       ///< of words; more are scrolled

}  // namespace

AnswerPicker::AnswerPicker(QWidget* parent)
    : QWidget(parent),
      choice_(new QComboBox),
      record_(new QAction(this)),
      heads_(new QComboBox),
      chips_(new WordChips),
      scroll_(new QScrollArea),
      message_(new QLabel) {
  setObjectName(QStringLiteral("answer_picker"));
  choice_->setObjectName(QStringLiteral("answer_choice"));
  choice_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  choice_->setMinimumContentsLength(10);
  record_->setObjectName(QStringLiteral("record_answers"));
  record_->setCheckable(true);
  record_->setChecked(true);
  heads_->setObjectName(QStringLiteral("record_heads"));
  auto* record_button = new QCheckBox;
  record_button->setObjectName(QStringLiteral("record_answers_button"));
  record_button->setChecked(record_->isChecked());
  connect(record_button, &QCheckBox::toggled, record_, &QAction::setChecked);
  connect(record_, &QAction::toggled, record_button, &QCheckBox::setChecked);
  scroll_->setObjectName(QStringLiteral("word_scroll"));
  scroll_->setFrameShape(QFrame::NoFrame);
  scroll_->setWidgetResizable(true);
  scroll_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  scroll_->setFocusPolicy(Qt::NoFocus);
  scroll_->setWidget(chips_);
  scroll_->installEventFilter(this);
  message_->setObjectName(QStringLiteral("answer_message"));
  message_->setWordWrap(true);
  message_->setTextFormat(Qt::PlainText);

  // One row: every other one is taken from the picture.
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(8);
  layout->addWidget(choice_, 1);
  layout->addWidget(scroll_, 3);
  layout->addWidget(message_, 3);
  layout->addWidget(record_button);
  layout->addWidget(heads_);

  connect(choice_, &QComboBox::currentIndexChanged, this, &AnswerPicker::show_answer);
  connect(record_, &QAction::toggled, this, [this](bool on) {
    heads_->setEnabled(on);
    show_answer();
  });
  connect(heads_, &QComboBox::currentIndexChanged, this,
          [this] { wanted_head_ = heads_->currentData().toInt(); });
  connect(chips_, &WordChips::picked, this, &AnswerPicker::word_changed);
  connect(chips_, &WordChips::reached, this, [this](const QRect& chip) {
    scroll_->ensureVisible(chip.center().x(), chip.center().y(), 0, chip.height());
  });
  fill_answers(-1);
  translate(this, [this, record_button] {
    choice_->setAccessibleName(tr("Which answer"));
    choice_->setToolTip(tr("The question whose answer is shown"));
    record_->setText(tr("Record a&nswers"));
    record_->setToolTip(tr(
        "Keep what each token of the next answers attends to in the frames. It slows the built-in model by "
        "about 2 %."));
    record_button->setText(tr("Record answers"));
    record_button->setToolTip(record_->toolTip());
    record_button->setAccessibleName(tr("Record answers"));
    heads_->setAccessibleName(tr("Heads to record"));
    heads_->setToolTip(tr("Which heads of the decoder the next answers are averaged over; counted from 0"));
    message_->setAccessibleName(tr("About the words"));
    set_decoder_heads(decoder_heads_);
    const int word = chips_->current();
    fill_answers(choice_->currentIndex());
    chips_->set_current(word);
  });
}

void AnswerPicker::set_decoder_heads(int heads) {
  decoder_heads_ = heads;
  const QSignalBlocker blocker(heads_);
  heads_->clear();
  heads_->addItem(tr("All heads"), -1);
  for (int head = 0; head < heads; ++head) heads_->addItem(tr("Head %1").arg(head), head);
  heads_->setCurrentIndex(std::max(0, heads_->findData(wanted_head_)));
}

engine::AttentionRecording AnswerPicker::recording() const {
  engine::AttentionRecording recording;
  recording.enabled = record_->isChecked();
  recording.per_layer = true;
  const int head = heads_->currentData().toInt();
  if (head >= 0) recording.heads = {head};
  return recording;
}

void AnswerPicker::load(const QSettings& settings) {
  record_->setChecked(settings.value(QStringLiteral("record_answers"), true).toBool());
  wanted_head_ = settings.value(QStringLiteral("record_head"), -1).toInt();
  heads_->setEnabled(record_->isChecked());
}

void AnswerPicker::save(QSettings& settings) const {
  settings.setValue(QStringLiteral("record_answers"), record_->isChecked());
  settings.setValue(QStringLiteral("record_head"), wanted_head_);
}

void AnswerPicker::add_answer(const QString& question, const Record& record, const QList<SeenFrame>& frames) {
  answers_.append({question, record, frames});
  fill_answers(static_cast<int>(answers_.size()) - 1);
}

void AnswerPicker::keep_answers(int count) {
  if (count >= answers_.size()) return;
  answers_.resize(count);
  fill_answers(count - 1);
}

void AnswerPicker::fill_answers(int chosen) {
  {
    const QSignalBlocker blocker(choice_);
    choice_->clear();
    for (int i = 0; i < answers_.size(); ++i) {
      const QString question = answers_[i].question.simplified();
      choice_->addItem(tr("%1. %2").arg(i + 1).arg(question.size() > kLongestQuestion
                                                       ? question.left(kLongestQuestion) + QStringLiteral("…")
                                                       : question));
    }
    choice_->setCurrentIndex(chosen);
  }
  choice_->setEnabled(!answers_.isEmpty());
  show_answer();
}

void AnswerPicker::show_answer() {
  words_.clear();
  QList<WordChips::Word> chips;
  if (const Record shown = record(); shown && shown->tokens() > 0) {
    const auto share_of = [&](const attention::TokenRange& tokens) {
      double sum = 0;
      for (std::size_t i = tokens.first; i < tokens.last && i < shown->shares.size(); ++i)
        sum += shown->shares[i];
      return sum / static_cast<double>(tokens.last - tokens.first);
    };
    QList<QString> texts;
    for (const attention::AnswerWord& word : attention::answer_words(shown->pieces)) {
      words_.append(word.tokens);
      texts.append(to_qstring(word.text));
    }
    words_.append({0, shown->tokens()});
    texts.append(tr("Whole answer"));
    double largest = 0;
    for (const attention::TokenRange& tokens : words_) largest = std::max(largest, share_of(tokens));
    for (qsizetype i = 0; i < words_.size(); ++i) {
      const double share = share_of(words_[i]);
      chips.append({texts[i], largest > 0 ? share / largest : 0,
                    tr("%1 % of its attention lies on the frames")
                        .arg(QLocale().toString(share * 100, 'f', share < 0.1 ? 2 : 1))});
    }
  }
  chips_->set_words(chips);
  fit_words();
  scroll_->setVisible(!chips.isEmpty());
  message_->setVisible(chips.isEmpty());
  if (answers_.isEmpty()) {
    message_->setText(
        record_->isChecked()
            ? tr("Ask a question: every word of the answer can then be picked here.")
            : tr("Switch recording on and ask: every word of the answer can then be picked here."));
  } else {
    message_->setText(record() ? tr("This answer has no words.")
                               : tr("This answer was not recorded. Switch recording on and ask again."));
  }
  emit word_changed();
}

void AnswerPicker::fit_words() {
  const int most = kRowsInSight * (chips_->minimumSizeHint().height() + 4);
  scroll_->setFixedHeight(std::min(chips_->heightForWidth(scroll_->width()), most));
}

bool AnswerPicker::eventFilter(QObject* watched, QEvent* event) {
  if (watched == scroll_ && event->type() == QEvent::Resize) fit_words();
  return QWidget::eventFilter(watched, event);
}

AnswerPicker::Record AnswerPicker::record() const {
  const int chosen = choice_->currentIndex();
  return chosen >= 0 && chosen < answers_.size() ? answers_[chosen].record : nullptr;
}

attention::TokenRange AnswerPicker::word() const {
  return words_.value(chips_->current());
}

void AnswerPicker::choose(int answer, int word) {
  if (answer < 0 || answer >= answers_.size()) return;
  choice_->setCurrentIndex(answer);
  chips_->set_current(word);
}

QString AnswerPicker::word_text() const {
  return chips_->current() < chips_->count() ? chips_->word(chips_->current()).text : QString();
}

}  // namespace vp::ui
