#include "ui/player/plan_controls.h"

#include <QAction>
#include <QComboBox>
#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLocale>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/look/elided_label.h"
#include "ui/look/format.h"
#include "ui/look/language.h"
#include "ui/player/action_button.h"

namespace vp::ui {
namespace {

constexpr int kNumbersOfChunks[] = {1, 2, 4, 8, 16};

struct PlanTexts {
  Q_DECLARE_TR_FUNCTIONS(vp::ui::PlanControls)
};

}  // namespace

QString describe_range(const VideoDetails& video, const SamplingPlan& plan) {
  if (!plan.chosen.empty()) return PlanTexts::tr("Chosen by hand");
  if (!plan.range.start_s && !plan.range.end_s) return PlanTexts::tr("Whole video");
  const double start_s = static_cast<double>(plan.range.start_s.value_or(0));
  const double end_s = plan.range.end_s ? static_cast<double>(*plan.range.end_s) : video.info.duration_s;
  return PlanTexts::tr("%1 – %2").arg(format_time(start_s), format_time(end_s));
}

QString describe_density(const VideoDetails& video, const QList<TimelineMark>& planned, bool sentence) {
  const QLocale locale;
  const QString all = locale.toString(static_cast<qlonglong>(video.index.size()));
  const QString count = locale.toString(planned.size());
  QString text =
      sentence ? PlanTexts::tr("%1 of %2 frames").arg(count, all) : PlanTexts::tr("of %1").arg(all);
  if (planned.size() > 1) {
    const double every_s =
        (planned.last().time_s - planned.first().time_s) / static_cast<double>(planned.size() - 1);
    text = (sentence ? PlanTexts::tr("%1, one every %2") : PlanTexts::tr("%1, every %2"))
               .arg(text, format_span(every_s));
  }
  if (!sentence || planned.isEmpty()) return text;
  return PlanTexts::tr("%1; the last at %2 of %3")
      .arg(text, format_time(planned.last().time_s), format_time(video.info.duration_s));
}

PlanControls::PlanControls(const PlaybackActions& actions, QWidget* parent)
    : QWidget(parent), number_(new QComboBox), range_(new ElidedLabel), density_(new ElidedLabel) {
  setObjectName(QStringLiteral("plan_controls"));
  number_->setObjectName(QStringLiteral("plan_frames"));
  connect(number_, &QComboBox::activated, this,
          [this](int item) { emit frames_chosen(number_->itemData(item).toInt()); });
  range_->setObjectName(QStringLiteral("plan_range"));
  density_->setObjectName(QStringLiteral("plan_density"));
  auto* regular = action_button(actions.regular_frames);
  connect(actions.regular_frames, &QAction::changed, regular,
          [regular, action = actions.regular_frames] { regular->setVisible(action->isEnabled()); });

  QFont small = font();
  small.setPointSizeF(small.pointSizeF() * 0.9);
  density_->setFont(small);
  auto* texts = new QVBoxLayout;
  texts->setSpacing(0);
  texts->addWidget(range_);
  texts->addWidget(density_);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(1);
  row->addWidget(number_);
  row->addWidget(regular);
  regular->setVisible(actions.regular_frames->isEnabled());
  row->addWidget(action_button(actions.range_start));
  row->addWidget(action_button(actions.range_end));
  row->addSpacing(5);
  row->addLayout(texts, 1);
  set_chunk(kChunkFrames);
  translate(this, [this] {
    number_->setAccessibleName(tr("Number of frames for the model"));
    for (int i = 0; i < number_->count(); ++i)
      number_->setItemText(i, tr("%n frame(s)", nullptr, number_->itemData(i).toInt()));
    show_texts();
  });
}

void PlanControls::set_chunk(int chunk) {
  if (chunk == chunk_) return;
  chunk_ = chunk;
  number_->clear();
  for (const int chunks : kNumbersOfChunks)
    number_->addItem(tr("%n frame(s)", nullptr, chunks * chunk), chunks * chunk);
}

void PlanControls::set_plan(const VideoDetailsPtr& video, const SamplingPlan& plan, int usual, int chunk,
                            const QList<TimelineMark>& planned) {
  video_ = video;
  plan_ = plan;
  planned_ = planned;
  set_chunk(chunk);
  number_->setEnabled(video != nullptr);
  show_number(plan, usual);
  show_texts();
}

void PlanControls::show_number(const SamplingPlan& plan, int usual) {
  const int frames =
      plan.chosen.empty() ? (plan.frames > 0 ? plan.frames : usual) : static_cast<int>(plan.chosen.size());
  int item = number_->findData(frames);
  if (item < 0) {
    number_->addItem(tr("%n frame(s)", nullptr, frames), frames);
    item = number_->count() - 1;
  }
  number_->setCurrentIndex(item);
}

void PlanControls::show_texts() {
  range_->set_text(video_ ? describe_range(*video_, plan_) : QString());
  range_->setAccessibleDescription(tr("Part of the video that is asked about"));
  density_->set_text(video_ ? describe_density(*video_, planned_, false) : QString());
  const QString sentence = video_ ? describe_density(*video_, planned_, true) : QString();
  density_->setToolTip(sentence);
  density_->setAccessibleDescription(sentence);
  const QString tip = tr("How many frames of the video the model is shown");
  number_->setToolTip(sentence.isEmpty() ? tip : tip + QLatin1Char('\n') + sentence);
}

}  // namespace vp::ui
