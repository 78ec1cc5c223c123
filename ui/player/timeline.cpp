#include "ui/player/timeline.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>
#include <limits>

#include "ui/look/format.h"
#include "ui/look/theme.h"

namespace vp::ui {
namespace {

constexpr double kGrooveY = 21;
constexpr double kGrooveHeight = 6;
constexpr double kMarkReach = 5;  ///< pixels around a mark in which a click means the mark

int to_int(qint64 frame) {
  return static_cast<int>(std::clamp<qint64>(frame, 0, std::numeric_limits<int>::max()));
}

}  // namespace

Timeline::Timeline(QWidget* parent) : QSlider(Qt::Horizontal, parent) {
  setObjectName(QStringLiteral("timeline"));
  setAccessibleName(tr("Timeline"));
  setToolTip(tr("Click or drag to seek. Triangles are the frames that the model was shown."));
  setFocusPolicy(Qt::StrongFocus);
  setMouseTracking(true);
  setEnabled(false);
}

void Timeline::set_video(const VideoDetailsPtr& video) {
  video_ = video;
  marks_.clear();
  setEnabled(video_ != nullptr);
  const QSignalBlocker blocker(this);
  setRange(0, video_ ? to_int(video_->index.size() - 1) : 0);
  setValue(0);
  update();
}

void Timeline::set_marks(const QList<TimelineMark>& marks) {
  marks_ = marks;
  update();
}

void Timeline::set_frame(qint64 frame) {
  setValue(to_int(frame));  // nothing listens to valueChanged but accessibility
  update();
}

double Timeline::duration() const {
  return video_ && video_->info.duration_s > 0 ? video_->info.duration_s : 1;
}

double Timeline::x_of(double time_s) const {
  const double axis = std::max(1, width() - kTimeAxisLeft - kTimeAxisRight);
  return kTimeAxisLeft + std::clamp(time_s / duration(), 0.0, 1.0) * axis;
}

qint64 Timeline::frame_at(double x) const {
  const double axis = std::max(1, width() - kTimeAxisLeft - kTimeAxisRight);
  return video_->index.index_at(std::clamp((x - kTimeAxisLeft) / axis, 0.0, 1.0) * duration());
}

const TimelineMark* Timeline::mark_at(double x) const {
  const TimelineMark* nearest = nullptr;
  double reach = kMarkReach;
  for (const TimelineMark& mark : marks_) {
    const double distance = std::abs(x_of(mark.time_s) - x);
    if (distance <= reach) {
      reach = distance;
      nearest = &mark;
    }
  }
  return nearest;
}

void Timeline::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const Accents colours = accents(palette());
  const double left = kTimeAxisLeft;
  const double right = width() - kTimeAxisRight;
  const QRectF groove(left, kGrooveY - kGrooveHeight / 2, right - left, kGrooveHeight);
  painter.setPen(Qt::NoPen);
  painter.setBrush(colours.line);
  painter.drawRoundedRect(groove, kGrooveHeight / 2, kGrooveHeight / 2);
  if (!video_) return;

  const double now = x_of(video_->index.seconds(std::clamp<qint64>(value(), 0, video_->index.size() - 1)));
  QRectF played = groove;
  played.setRight(std::max(now, left + 1));
  painter.setBrush(palette().color(QPalette::Highlight));
  painter.drawRoundedRect(played, kGrooveHeight / 2, kGrooveHeight / 2);

  for (qsizetype i = 0; i < marks_.size(); ++i) {
    const double x = x_of(marks_[i].time_s);
    if (i > 0 && marks_[i].chunk != marks_[i - 1].chunk) {
      const double border = (x + x_of(marks_[i - 1].time_s)) / 2;
      painter.setPen(QPen(colours.chunk, 1, Qt::DashLine));
      painter.drawLine(QPointF(border, 2), QPointF(border, height() - 2));
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(colours.sampled);
    painter.drawPolygon(QPolygonF{{x - 4.5, 5}, {x + 4.5, 5}, {x, 13}});
    painter.drawRect(QRectF(x - 0.75, 12, 1.5, kGrooveY + kGrooveHeight / 2 - 12));
  }

  painter.setPen(QPen(palette().color(QPalette::Window), 1.5));
  painter.setBrush(colours.position);
  painter.drawEllipse(QPointF(now, kGrooveY), 6.5, 6.5);
  if (hasFocus()) {
    painter.setPen(QPen(palette().color(QPalette::Highlight), 1.5));
    painter.setBrush(Qt::NoBrush);
    painter.drawEllipse(QPointF(now, kGrooveY), 9, 9);
  }
}

void Timeline::seek(qint64 frame) {
  set_frame(frame);
  emit seek_requested(frame);
}

void Timeline::mousePressEvent(QMouseEvent* event) {
  if (!video_ || event->button() != Qt::LeftButton) return;
  const TimelineMark* mark = mark_at(event->position().x());
  pressed_frame_ = mark != nullptr ? mark->frame : frame_at(event->position().x());
  setSliderDown(true);
  seek(pressed_frame_);
}

void Timeline::mouseMoveEvent(QMouseEvent* event) {
  if (!isSliderDown() || !video_) return;
  const TimelineMark* mark = mark_at(event->position().x());
  const qint64 frame = mark != nullptr ? mark->frame : frame_at(event->position().x());
  if (frame == pressed_frame_) return;
  pressed_frame_ = frame;
  seek(frame);
}

void Timeline::mouseReleaseEvent(QMouseEvent*) {
  setSliderDown(false);
}

void Timeline::keyPressEvent(QKeyEvent* event) {
  const auto move_to = [&](qint64 frame) {
    if (video_) seek(std::clamp<qint64>(frame, 0, video_->index.size() - 1));
    event->accept();
  };
  switch (event->key()) {
    case Qt::Key_Left:
      return move_to(value() - 1);
    case Qt::Key_Right:
      return move_to(value() + 1);
    case Qt::Key_Home:
      return move_to(0);
    case Qt::Key_End:
      return move_to(maximum());
    case Qt::Key_PageUp:
    case Qt::Key_PageDown: {  // from mark to mark
      const bool back = event->key() == Qt::Key_PageUp;
      qint64 target = back ? 0 : maximum();
      for (const TimelineMark& mark : marks_) {
        if (back && mark.frame < value()) target = std::max(target, mark.frame);
        if (!back && mark.frame > value()) target = std::min(target, mark.frame);
      }
      return move_to(target);
    }
    default:
      event->ignore();  // Space and the like are the window's
  }
}

void Timeline::wheelEvent(QWheelEvent* event) {
  if (!video_) return;
  const int steps = event->angleDelta().y() > 0 ? -1 : 1;
  seek(std::clamp<qint64>(value() + steps, 0, video_->index.size() - 1));
  event->accept();
}

bool Timeline::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip || !video_) return QSlider::event(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  const TimelineMark* mark = mark_at(help->pos().x());
  const qint64 frame = mark != nullptr ? mark->frame : frame_at(help->pos().x());
  QString text = tr("%1, frame %2").arg(format_time(video_->index.seconds(frame))).arg(frame);
  if (mark != nullptr) text += QLatin1Char('\n') + tr("Shown to the model in chunk %1").arg(mark->chunk + 1);
  QToolTip::showText(help->globalPos(), text, this);
  return true;
}

}  // namespace vp::ui
