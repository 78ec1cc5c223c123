#include "ui/conversation/answer_settings.h"

#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <algorithm>
#include <limits>

#include "ui/look/language.h"

namespace vp::ui {
namespace {

constexpr double kVaried = 0.7;  ///< the temperature that is offered where 0 would repeat an answer
constexpr int kLongest = 32768;  // tokens; the model's context ends an answer before that
}  // namespace

AnswerSettings::AnswerSettings(QWidget* parent)
    : QWidget(parent),
      temperature_label_(new QLabel),
      top_p_label_(new QLabel),
      length_label_(new QLabel),
      seed_label_(new QLabel),
      temperature_(new QDoubleSpinBox),
      top_p_(new QDoubleSpinBox),
      length_(new QSpinBox),
      seed_(new QSpinBox),
      penalty_label_(new QLabel),
      penalty_(new QDoubleSpinBox),
      guard_(new QCheckBox),
      drop_oldest_(new QCheckBox),
      reset_(new QPushButton) {
  setObjectName(QStringLiteral("answer_settings"));
  temperature_->setObjectName(QStringLiteral("temperature"));
  temperature_->setRange(0, 5);
  temperature_->setSingleStep(0.1);
  temperature_->setDecimals(2);
  top_p_->setObjectName(QStringLiteral("top_p"));
  top_p_->setRange(0.01, 1);
  top_p_->setSingleStep(0.05);
  top_p_->setDecimals(2);
  length_->setObjectName(QStringLiteral("max_new_tokens"));
  length_->setRange(1, kLongest);
  length_->setSingleStep(64);
  seed_->setObjectName(QStringLiteral("seed"));
  seed_->setRange(0, std::numeric_limits<int>::max());
  penalty_->setObjectName(QStringLiteral("repetition_penalty"));
  penalty_->setRange(0.5, 2);
  penalty_->setSingleStep(0.05);
  penalty_->setDecimals(2);
  guard_->setObjectName(QStringLiteral("repetition_guard"));
  drop_oldest_->setObjectName(QStringLiteral("drop_oldest"));
  reset_->setObjectName(QStringLiteral("reset_settings"));
  reset_->setAutoDefault(false);

  auto* layout = new QGridLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setHorizontalSpacing(8);
  layout->setVerticalSpacing(4);
  const std::pair<QLabel*, QWidget*> rows[]{{temperature_label_, temperature_},
                                            {top_p_label_, top_p_},
                                            {length_label_, length_},
                                            {seed_label_, seed_},
                                            {penalty_label_, penalty_}};
  int row = 0;
  for (const auto& [label, field] : rows) {
    label->setBuddy(field);
    layout->addWidget(label, row, 0);
    layout->addWidget(field, row, 1);
    ++row;
  }
  layout->addWidget(guard_, row++, 0, 1, 2);
  layout->addWidget(drop_oldest_, row++, 0, 1, 2);
  layout->addWidget(reset_, row, 1, Qt::AlignRight);
  layout->setColumnStretch(1, 1);

  const auto on_change = [this] {
    update_controls();
    emit changed();
  };
  connect(temperature_, &QDoubleSpinBox::valueChanged, this, on_change);
  connect(top_p_, &QDoubleSpinBox::valueChanged, this, on_change);
  connect(length_, &QSpinBox::valueChanged, this, on_change);
  connect(seed_, &QSpinBox::valueChanged, this, on_change);
  connect(penalty_, &QDoubleSpinBox::valueChanged, this, on_change);
  connect(guard_, &QCheckBox::toggled, this, on_change);
  connect(drop_oldest_, &QCheckBox::toggled, this, on_change);
  connect(reset_, &QPushButton::clicked, this, [this] { show_options(defaults_); });
  translate(this, [this] { show_texts(); });
  show_options(defaults_);
}

void AnswerSettings::show_texts() {
  temperature_label_->setText(tr("&Temperature"));
  temperature_->setAccessibleName(tr("Temperature"));
  temperature_->setSpecialValueText(tr("0 (greedy)"));
  temperature_->setToolTip(tr("0 takes the likeliest token every time; larger values vary the answer"));
  temperature_->setLocale(QLocale());
  top_p_label_->setText(tr("T&op-p"));
  top_p_->setAccessibleName(tr("Top-p"));
  top_p_->setToolTip(tr("Only the likeliest tokens that together have this probability; 1: all of them"));
  top_p_->setLocale(QLocale());
  length_label_->setText(tr("Lo&ngest answer"));
  length_->setAccessibleName(tr("Longest answer in tokens"));
  length_->setToolTip(tr("After so many tokens an answer ends, finished or not"));
  length_->setSuffix(QLatin1Char(' ') + tr("tokens"));
  seed_label_->setText(tr("S&eed"));
  seed_->setAccessibleName(tr("Seed"));
  seed_->setToolTip(tr("The same seed and settings give the same answer; it is recorded in transcripts"));
  penalty_label_->setText(tr("Repetition penalty"));
  penalty_->setAccessibleName(tr("Repetition penalty"));
  penalty_->setToolTip(tr("Above 1, words of the question and of the answer so far become less likely"));
  penalty_->setLocale(QLocale());
  guard_->setText(tr("End an answer that repeats itself"));
  guard_->setToolTip(tr("When the same words follow one another again and again, they are kept once"));
  drop_oldest_->setText(tr("Leave out the oldest when full"));
  drop_oldest_->setToolTip(
      tr("Where the context is full, the oldest questions stay there, but the model does not read them"));
  reset_->setText(tr("&Reset"));
  reset_->setAccessibleName(tr("Reset the settings of answers"));
  reset_->setToolTip(tr("Back to greedy answers of the usual length"));
}

void AnswerSettings::set_defaults(const engine::AskOptions& defaults) {
  defaults_ = defaults;
  show_options(defaults);
}

void AnswerSettings::show_options(const engine::AskOptions& options) {
  {
    const QSignalBlocker blocker(this);
    temperature_->setValue(options.temperature);
    top_p_->setValue(options.top_p);
    length_->setValue(static_cast<int>(std::clamp<std::int64_t>(options.max_new_tokens, 1, kLongest)));
    constexpr auto kLargest = static_cast<std::uint64_t>(std::numeric_limits<int>::max());
    seed_->setValue(static_cast<int>(std::min(options.seed, kLargest)));
    penalty_->setValue(options.repetition_penalty);
    guard_->setChecked(options.repetition_guard);
    drop_oldest_->setChecked(options.drop_oldest);
    update_controls();
  }
  emit changed();
}

void AnswerSettings::vary() {
  if (temperature_->value() > 0)
    seed_->setValue(seed_->value() + 1);
  else
    temperature_->setValue(kVaried);
}

QString AnswerSettings::varied() const {
  return temperature_->value() > 0 ? tr("seed %1").arg(seed_->value() + 1)
                                   : tr("temperature %1").arg(QLocale().toString(kVaried, 'g', 2));
}

engine::AskOptions AnswerSettings::options() const {
  engine::AskOptions options = defaults_;
  options.temperature = temperature_->value();
  options.top_p = top_p_->value();
  options.max_new_tokens = length_->value();
  options.seed = static_cast<std::uint64_t>(seed_->value());
  options.repetition_penalty = penalty_->value();
  options.repetition_guard = guard_->isChecked();
  options.drop_oldest = drop_oldest_->isChecked();
  return options;
}

void AnswerSettings::update_controls() {
  const bool varied = temperature_->value() > 0;
  for (QWidget* widget : std::initializer_list<QWidget*>{top_p_label_, top_p_, seed_label_, seed_}) {
    widget->setEnabled(varied);
  }
  const engine::AskOptions now = options();
  reset_->setEnabled(now.temperature != defaults_.temperature || now.top_p != defaults_.top_p ||
                     now.max_new_tokens != defaults_.max_new_tokens || now.seed != defaults_.seed ||
                     now.repetition_penalty != defaults_.repetition_penalty ||
                     now.repetition_guard != defaults_.repetition_guard ||
                     now.drop_oldest != defaults_.drop_oldest);
}

}  // namespace vp::ui
