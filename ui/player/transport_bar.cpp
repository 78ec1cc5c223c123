#include "ui/player/transport_bar.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QSlider>
#include <QToolButton>

#include "ui/look/elided_label.h"
#include "ui/look/format.h"

namespace vp::ui {

TransportBar::TransportBar(const PlaybackActions& actions, QWidget* parent)
    : QWidget(parent),
      time_(new QLabel),
      frame_(new QLabel),
      name_(new ElidedLabel),
      volume_(new QSlider(Qt::Horizontal)) {
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(8, 2, 14, 0);
  layout->setSpacing(2);
  for (QAction* action :
       {actions.first, actions.step_back, actions.play, actions.step_forward, actions.last}) {
    layout->addWidget(button(action));
  }
  layout->addSpacing(10);
  layout->addWidget(time_);
  layout->addSpacing(16);
  layout->addWidget(frame_);
  layout->addSpacing(16);
  layout->addWidget(name_, 1);
  layout->addSpacing(8);
  layout->addWidget(button(actions.mute));
  layout->addWidget(volume_);

  time_->setObjectName(QStringLiteral("time_label"));
  time_->setAccessibleName(tr("Time"));
  frame_->setObjectName(QStringLiteral("frame_label"));
  frame_->setAccessibleName(tr("Frame number"));
  frame_->setToolTip(tr("Frames are counted from 0, as in transcripts."));
  name_->setObjectName(QStringLiteral("video_name"));
  volume_->setObjectName(QStringLiteral("volume"));
  volume_->setAccessibleName(tr("Volume"));
  volume_->setToolTip(tr("Volume"));
  volume_->setRange(0, 100);
  volume_->setValue(100);
  volume_->setFixedWidth(90);
  volume_->setFocusPolicy(Qt::TabFocus);
  connect(volume_, &QSlider::valueChanged, this,
          [this](int percent) { emit volume_changed(percent / 100.0); });
  set_video({});
}

QToolButton* TransportBar::button(QAction* action) {
  auto* result = new QToolButton;
  result->setDefaultAction(action);
  result->setAutoRaise(true);
  result->setIconSize({20, 20});
  result->setAccessibleName(action->text().remove(QLatin1Char('&')));
  result->setObjectName(action->objectName() + QStringLiteral("_button"));
  connect(action, &QAction::changed, result,
          [result, action] { result->setAccessibleName(action->text().remove(QLatin1Char('&'))); });
  // By mouse alone: the keyboard has shortcuts, and a focused button would take Space away from Play.
  result->setFocusPolicy(Qt::TabFocus);
  return result;
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
  name_->set_text(tr("%1 · %2 × %3 · %4")
                      .arg(from_path(video_->file.filename()))
                      .arg(video_->info.width)
                      .arg(video_->info.height)
                      .arg(to_qstring(video_->info.codec)));
  set_position(0, 0);
}

void TransportBar::set_position(qint64 frame, double time_s) {
  if (!video_) return;
  time_->setText(QStringLiteral("%1 / %2").arg(format_time(time_s), format_time(video_->info.duration_s)));
  frame_->setText(tr("Frame %1 / %2").arg(frame).arg(video_->index.size() - 1));
}

void TransportBar::set_volume(int percent) {
  volume_->setValue(percent);
}

}  // namespace vp::ui
