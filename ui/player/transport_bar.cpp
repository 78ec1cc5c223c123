#include "ui/player/transport_bar.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QSlider>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/look/elided_label.h"
#include "ui/look/format.h"
#include "ui/look/language.h"
#include "ui/player/action_button.h"
#include "ui/player/plan_controls.h"

namespace vp::ui {
namespace {

constexpr int kNarrow = 560;  ///< a bar that has no room to spare
constexpr int kOneRow = 640;  ///< narrower bars have two
constexpr int kWithName = 980;

QString rate_text(double rate) {
  // The arrow of the menu lies over the end of the text.
  return TransportBar::tr("%1 ×").arg(QLocale().toString(rate)) + QString(3, QChar::Nbsp);
}

/// As wide as the longest speed where there is room, so that what stands beside it does not move.
class RateButton final : public QToolButton {
 public:
  RateButton() { setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed); }

  QSize sizeHint() const override {
    if (parentWidget() == nullptr || parentWidget()->width() < kNarrow) return minimumSizeHint();
    int widest = 0;
    for (const double rate : kRates)
      widest = std::max(widest, fontMetrics().horizontalAdvance(rate_text(rate)));
    const QSize now = QToolButton::sizeHint();
    return {now.width() + widest - fontMetrics().horizontalAdvance(text()), now.height()};
  }
  QSize minimumSizeHint() const override { return QToolButton::sizeHint(); }
};

}  // namespace

TransportBar::TransportBar(const PlaybackActions& actions, PlanControls* plan, QWidget* parent)
    : QWidget(parent),
      plan_(plan),
      rows_(new QBoxLayout(QBoxLayout::LeftToRight)),
      rate_(new RateButton),
      time_(new QLabel),
      frame_(new QLabel),
      name_(new ElidedLabel),
      volume_(new QSlider(Qt::Horizontal)) {
  setObjectName(QStringLiteral("transport_bar"));
  auto* playing = new QHBoxLayout;
  playing->setSpacing(1);
  for (QAction* action :
       {actions.first, actions.step_back, actions.play, actions.step_forward, actions.last}) {
    playing->addWidget(action_button(action));
  }
  playing->addWidget(rate_);
  playing->addWidget(action_button(actions.loop));
  playing->addSpacing(4);
  // One above the other: side by side they would not fit into a narrow window.
  auto* numbers = new QVBoxLayout;
  numbers->setSpacing(0);
  numbers->addWidget(time_);
  numbers->addWidget(frame_);
  playing->addLayout(numbers);
  auto* rest = new QHBoxLayout;
  rest->setSpacing(1);
  rest->addWidget(plan_, 3);
  rest->addWidget(name_, 1);
  rest->addWidget(action_button(actions.mute));
  rest->addWidget(volume_);
  rest->addWidget(action_button(actions.full_screen));
  rows_->setContentsMargins(8, 2, 14, 0);
  rows_->setSpacing(6);
  rows_->addLayout(playing);
  rows_->addLayout(rest, 1);
  setLayout(rows_);

  rate_->setObjectName(QStringLiteral("rate_button"));
  rate_->setMenu(actions.rate_menu);
  rate_->setPopupMode(QToolButton::InstantPopup);
  rate_->setAutoRaise(true);
  rate_->setFocusPolicy(Qt::TabFocus);
  time_->setObjectName(QStringLiteral("time_label"));
  frame_->setObjectName(QStringLiteral("frame_label"));
  name_->setObjectName(QStringLiteral("video_name"));
  volume_->setObjectName(QStringLiteral("volume"));
  volume_->setRange(0, 100);
  volume_->setValue(100);
  // In a narrow window it gives way; the keys and the wheel are as exact on the small one.
  volume_->setMinimumWidth(24);
  volume_->setMaximumWidth(46);
  volume_->setFocusPolicy(Qt::TabFocus);
  connect(volume_, &QSlider::valueChanged, this,
          [this](int percent) { emit volume_changed(percent / 100.0); });
  set_video({});
  translate(this, [this] {
    rate_->setToolTip(tr("Speed ([ slower, ] faster, = normal)"));
    set_rate(rate_value_);
    time_->setAccessibleName(tr("Time"));
    frame_->setAccessibleName(tr("Frame number"));
    frame_->setToolTip(tr("Frames are counted from 0, as in transcripts."));
    volume_->setAccessibleName(tr("Volume"));
    volume_->setToolTip(tr("Volume"));
    show_name();
    set_position(frame_number_, time_s_);
  });
}

void TransportBar::set_video(const VideoDetailsPtr& video) {
  video_ = video;
  volume_->setEnabled(!video_ || video_->info.has_audio);
  if (!video_) {
    time_->clear();
    frame_->clear();
    name_->set_text({});
    return;
  }
  show_name();
  set_position(0, 0);
}

void TransportBar::show_name() {
  if (!video_) return;
  name_->set_text(tr("%1 · %2 × %3 · %4")
                      .arg(from_path(video_->file.filename()))
                      .arg(video_->info.width)
                      .arg(video_->info.height)
                      .arg(to_qstring(video_->info.codec)));
}

void TransportBar::set_position(qint64 frame, double time_s) {
  frame_number_ = frame;
  time_s_ = time_s;
  if (!video_) return;
  time_->setText(QStringLiteral("%1 / %2").arg(format_time(time_s), format_time(video_->info.duration_s)));
  frame_->setText(tr("Frame %1 / %2").arg(frame).arg(video_->index.size() - 1));
}

void TransportBar::set_rate(double rate) {
  rate_value_ = rate;
  rate_->setText(rate_text(rate));
  rate_->setAccessibleName(tr("Speed: %1 times").arg(QLocale().toString(rate)));
}

void TransportBar::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  rate_->updateGeometry();
  fit_rows();
}

void TransportBar::fit_rows() {
  const bool narrow = width() < kOneRow;
  rows_->setDirection(narrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
  rows_->setSpacing(narrow ? 1 : 6);
  name_->setVisible(width() >= kWithName);
}

void TransportBar::set_volume(int percent) {
  volume_->setValue(percent);
}

}  // namespace vp::ui
