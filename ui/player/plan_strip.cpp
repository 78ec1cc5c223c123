#include "ui/player/plan_strip.h"

#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QHash>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/look/elided_label.h"
#include "ui/look/format.h"
#include "ui/look/language.h"
#include "ui/look/roving_focus.h"
#include "ui/player/action_button.h"
#include "ui/player/plan_thumbnail.h"

namespace vp::ui {
namespace {

constexpr int kNumbersOfChunks[] = {1, 2, 4, 8, 16};
constexpr int kControlsWidth = 172;

}  // namespace

PlanStrip::PlanStrip(const PlaybackActions& actions, QWidget* parent)
    : QWidget(parent),
      number_(new QComboBox),
      range_(new ElidedLabel),
      scroll_(new QScrollArea),
      question_(new QWidget),
      focus_(new RovingFocus(this)) {
  setObjectName(QStringLiteral("plan_strip"));
  number_->setObjectName(QStringLiteral("plan_frames"));
  connect(number_, &QComboBox::activated, this,
          [this](int item) { emit frames_chosen(number_->itemData(item).toInt()); });
  range_->setObjectName(QStringLiteral("plan_range"));

  auto* regular = action_button(actions.regular_frames);
  connect(actions.regular_frames, &QAction::changed, regular,
          [regular, action = actions.regular_frames] { regular->setVisible(action->isEnabled()); });

  QFont small = font();
  small.setPointSizeF(small.pointSizeF() * 0.85);
  auto* thumbnails = new QWidget;
  thumbnails->setFont(small);
  row_ = new QHBoxLayout(thumbnails);
  row_->setContentsMargins(0, 0, 0, 0);
  row_->setSpacing(3);
  row_->addStretch();
  scroll_->setWidget(thumbnails);
  scroll_->setObjectName(QStringLiteral("plan_scroll"));
  scroll_->setWidgetResizable(true);
  scroll_->setFrameShape(QFrame::NoFrame);
  scroll_->setFocusPolicy(Qt::NoFocus);
  scroll_->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  const int height = PlanThumbnail::height_for(QFontMetrics(small));
  scroll_->setFixedHeight(height);
  connect(scroll_->horizontalScrollBar(), &QScrollBar::rangeChanged, this, [this, height](int, int maximum) {
    scroll_->setFixedHeight(height + (maximum > 0 ? scroll_->horizontalScrollBar()->sizeHint().height() : 0));
  });

  auto* sentence = new QLabel;
  sentence->setObjectName(QStringLiteral("plan_question_text"));
  sentence->setWordWrap(true);
  auto* use = new QPushButton;
  use->setObjectName(QStringLiteral("plan_confirm"));
  auto* keep = new QPushButton;
  keep->setObjectName(QStringLiteral("plan_discard"));
  connect(use, &QPushButton::clicked, this, &PlanStrip::confirmed);
  connect(keep, &QPushButton::clicked, this, &PlanStrip::discarded);
  question_->setObjectName(QStringLiteral("plan_question"));
  auto* question = new QHBoxLayout(question_);
  question->setContentsMargins(0, 2, 0, 2);
  question->addWidget(sentence, 1);
  question->addWidget(use);
  question->addWidget(keep);
  question_->hide();
  translate(this, [this, sentence, use, keep] {
    number_->setAccessibleName(tr("Number of frames for the model"));
    number_->setToolTip(tr("How many frames of the video the model is shown"));
    for (int i = 0; i < number_->count(); ++i)
      number_->setItemText(i, tr("%n frame(s)", nullptr, number_->itemData(i).toInt()));
    scroll_->setAccessibleName(tr("Frames for the model"));
    sentence->setText(
        tr("Other frames are chosen than this conversation is about. Showing them to the model "
           "starts a new conversation; the answers on the screen go."));
    use->setText(tr("Start anew with these frames"));
    use->setAccessibleName(use->text());
    keep->setText(tr("Keep the conversation"));
    keep->setAccessibleName(keep->text());
    if (range_text_) range_->set_text(range_text_());
    range_->setAccessibleDescription(tr("Part of the video that is asked about"));
  });

  auto* controls = new QWidget;
  controls->setFixedWidth(kControlsWidth);
  auto* column = new QVBoxLayout(controls);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(2);
  auto* top = new QHBoxLayout;
  top->setSpacing(2);
  top->addWidget(number_, 1);
  top->addWidget(regular);
  column->addLayout(top);
  auto* below = new QHBoxLayout;
  below->setSpacing(0);
  below->addWidget(action_button(actions.range_start));
  below->addWidget(action_button(actions.range_end));
  below->addSpacing(6);
  below->addWidget(range_, 1);
  column->addLayout(below);
  column->addStretch();
  auto* line = new QHBoxLayout;
  line->setSpacing(8);
  line->addWidget(controls);
  line->addWidget(scroll_, 1);
  auto* all = new QVBoxLayout(this);
  all->setContentsMargins(12, 4, 12, 2);
  all->setSpacing(2);
  all->addLayout(line);
  all->addWidget(question_);
  set_plan({}, {}, kUsualFrames, kChunkFrames);
}

void PlanStrip::set_chunk(int chunk) {
  if (chunk == chunk_) return;
  chunk_ = chunk;
  number_->clear();
  for (const int chunks : kNumbersOfChunks)
    number_->addItem(tr("%n frame(s)", nullptr, chunks * chunk), chunks * chunk);
  make_thumbnails(0);  // they know where a chunk begins
}

void PlanStrip::make_thumbnails(int count) {
  // Those that stay keep the focus and a mouse that is down.
  while (thumbnails_.size() > count) {
    auto* thumbnail = thumbnails_.takeLast();
    row_->removeWidget(thumbnail);
    thumbnail->deleteLater();
    thumbnail->hide();
  }
  while (thumbnails_.size() < count) {
    const int position = static_cast<int>(thumbnails_.size());
    auto* thumbnail = new PlanThumbnail(position > 0 && position % chunk_ == 0);
    connect(thumbnail, &QAbstractButton::clicked, this,
            [this, thumbnail] { emit seek_requested(thumbnail->frame()); });
    connect(thumbnail, &PlanThumbnail::dragged, this,
            [this, position](int pixels) { emit frame_dragged(position, pixels); });
    connect(thumbnail, &PlanThumbnail::dropped, this,
            [this, position](int pixels) { emit frame_dropped(position, pixels); });
    connect(thumbnail, &PlanThumbnail::nudged, this,
            [this, position](int frames, int seconds) { emit frame_nudged(position, frames, seconds); });
    connect(thumbnail, &PlanThumbnail::focused, this,
            [this, thumbnail] { scroll_->ensureWidgetVisible(thumbnail, 20, 0); });
    row_->insertWidget(row_->count() - 1, thumbnail);
    thumbnails_.append(thumbnail);
  }
  focus_->set_widgets(QList<QWidget*>(thumbnails_.begin(), thumbnails_.end()));
}

void PlanStrip::set_plan(const VideoDetailsPtr& video, const SamplingPlan& plan, int usual, int chunk) {
  set_chunk(chunk);
  number_->setEnabled(video != nullptr);
  show_number(plan, usual);
  const std::vector<std::int64_t> frames =
      video ? planned_frames(*video, plan, usual, chunk) : std::vector<std::int64_t>();
  QHash<qint64, QImage> known;
  for (PlanThumbnail* thumbnail : thumbnails_) known.insert(thumbnail->frame(), thumbnail->picture());
  if (!video) known.clear();
  make_thumbnails(static_cast<int>(frames.size()));
  std::vector<qint64> wanted;
  for (std::size_t i = 0; i < frames.size(); ++i) {
    PlanThumbnail* thumbnail = thumbnails_[static_cast<qsizetype>(i)];
    thumbnail->set_frame(frames[i], video->index.seconds(frames[i]));
    thumbnail->set_picture(known.value(frames[i]));
    thumbnail->set_current(frames[i] == frame_);
    if (thumbnail->picture().isNull()) wanted.push_back(frames[i]);
  }
  range_text_ = [this, video, plan] { return video ? describe(*video, plan) : QString(); };
  range_->set_text(range_text_());
  range_->setAccessibleDescription(tr("Part of the video that is asked about"));
  if (video) emit pictures_wanted(wanted, PlanThumbnail::kPictureSize * devicePixelRatioF());
}

void PlanStrip::show_number(const SamplingPlan& plan, int usual) {
  const int frames =
      plan.chosen.empty() ? (plan.frames > 0 ? plan.frames : usual) : static_cast<int>(plan.chosen.size());
  int item = number_->findData(frames);
  if (item < 0) {
    number_->addItem(tr("%n frame(s)", nullptr, frames), frames);
    item = number_->count() - 1;
  }
  number_->setCurrentIndex(item);
}

QString PlanStrip::describe(const VideoDetails& video, const SamplingPlan& plan) const {
  if (!plan.chosen.empty()) return tr("Chosen by hand");
  if (!plan.range.start_s && !plan.range.end_s) return tr("Whole video");
  const double start_s = static_cast<double>(plan.range.start_s.value_or(0));
  const double end_s = plan.range.end_s ? static_cast<double>(*plan.range.end_s) : video.info.duration_s;
  return tr("%1 – %2").arg(format_time(start_s), format_time(end_s));
}

void PlanStrip::set_picture(qint64 frame, const QImage& picture) {
  for (PlanThumbnail* thumbnail : thumbnails_) {
    if (thumbnail->frame() == frame) thumbnail->set_picture(picture);
  }
}

void PlanStrip::set_frame(qint64 frame) {
  frame_ = frame;
  for (PlanThumbnail* thumbnail : thumbnails_) thumbnail->set_current(thumbnail->frame() == frame);
}

void PlanStrip::set_waiting(bool waiting) {
  question_->setVisible(waiting);
}

}  // namespace vp::ui
