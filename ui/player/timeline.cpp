#include "ui/player/timeline.h"

#include <QApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QToolTip>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "ui/look/format.h"
#include "ui/look/language.h"
#include "ui/player/hover_picture.h"
#include "ui/player/timeline_bands.h"

namespace vp::ui {
namespace {

constexpr double kMarkReach = 5;  ///< pixels around a mark in which a click means the mark
constexpr double kBorderReach = 8;
constexpr double kZoomStep = 1.5;      ///< of a notch of the wheel
constexpr double kBesideRange = 0.05;  ///< of the range: shown on either side of it

int to_int(qint64 frame) {
  return static_cast<int>(std::clamp<qint64>(frame, 0, std::numeric_limits<int>::max()));
}

int to_ms(double seconds) {
  return static_cast<int>(std::min(seconds * 1000, static_cast<double>(std::numeric_limits<int>::max())));
}

}  // namespace

Timeline::Timeline(QWidget* parent)
    : QSlider(Qt::Horizontal, parent),
      frames_(new FrameRow(this)),
      scroll_(new QScrollBar(Qt::Horizontal, this)),
      hover_(new HoverPicture(this)) {
  setObjectName(QStringLiteral("timeline"));
  scroll_->setObjectName(QStringLiteral("timeline_scroll"));
  scroll_->setFocusPolicy(Qt::NoFocus);
  scroll_->hide();
  connect(scroll_, &QScrollBar::valueChanged, this, [this](int ms) {
    if (axis_.move_to(ms / 1000.0)) axis_changed();
  });
  connect(frames_, &FrameRow::pointed, hover_, [this] { hover_->hide(); });
  connect(frames_, &FrameRow::focused, this, [this](double time_s) {
    if (axis_.bring_into_sight(time_s)) axis_changed();
  });
  translate(this, [this] {
    setAccessibleName(tr("Timeline"));
    scroll_->setAccessibleName(tr("Which part of the video the timeline shows"));
    setAccessibleDescription(curve_.spoken());
  });
  setFocusPolicy(Qt::StrongFocus);
  setMouseTracking(true);
  setEnabled(false);
}

void Timeline::set_video(const VideoDetailsPtr& video) {
  video_ = video;
  marks_.clear();
  planned_.clear();
  range_ = {};
  curve_ = {};
  clear_loop();
  film_.set_video(video);
  frames_->set_video(video);
  hover_->hide();
  grip_ = Grip::None;
  setEnabled(video_ != nullptr);
  {
    const QSignalBlocker blocker(this);
    setRange(0, video_ ? to_int(video_->index.size() - 1) : 0);
    setValue(0);
  }
  axis_.set_film(video_ ? video_->info.duration_s : 0);
  axis_changed();
}

QSize Timeline::sizeHint() const {
  return {300, kTimelineHeight + (axis_.whole() ? 0 : kScrollHeight)};
}

void Timeline::axis_changed() {
  axis_.set_room(kTimeAxisLeft, width() - kTimeAxisLeft - kTimeAxisRight);
  const bool scrolls = !axis_.whole();
  if (scrolls == scroll_->isHidden()) {
    scroll_->setVisible(scrolls);
    updateGeometry();
  }
  {
    const QSignalBlocker blocker(scroll_);
    scroll_->setRange(0, to_ms(axis_.duration_s() - axis_.shown_s()));
    scroll_->setPageStep(std::max(1, to_ms(axis_.shown_s())));
    scroll_->setSingleStep(std::max(1, to_ms(axis_.shown_s() / 10)));
    scroll_->setValue(to_ms(axis_.first_s()));
  }
  scroll_->setGeometry(kTimeAxisLeft, kTimelineHeight, std::max(0, width() - kTimeAxisLeft - kTimeAxisRight),
                       kScrollHeight - 2);
  if (const FilmPart part = film_.wanted(axis_, kFilmHeight, devicePixelRatioF()); part.count > 0)
    emit film_wanted(part);
  frames_->place(axis_, kFilmTop);
  update();
}

void Timeline::zoom(double factor) {
  if (video_ && axis_.zoom(factor, now_s())) axis_changed();
}

void Timeline::show_whole_film() {
  zoom(1 / std::numeric_limits<double>::max());
}

void Timeline::show_range() {
  const double beside_s = (end_s() - start_s()) * kBesideRange;
  if (video_ && axis_.show(start_s() - beside_s, end_s() + beside_s)) axis_changed();
}

void Timeline::show_frames() {
  const bool as_seen = settled_ && !marks_.isEmpty();
  frames_->set_frames(as_seen ? marks_ : planned_, marks_);
  frames_->place(axis_, kFilmTop);
  if (video_) emit pictures_wanted(frames_->without_picture(), frames_->picture_size() * devicePixelRatioF());
  update();
}

void Timeline::set_plan(const QList<TimelineMark>& marks, const media::TimeRange& range, bool settled) {
  planned_ = marks;
  range_ = range;
  settled_ = settled;
  show_frames();
}

void Timeline::set_marks(const QList<TimelineMark>& marks) {
  marks_ = marks;
  show_frames();
}

void Timeline::set_curve(const AttentionCurve& curve) {
  curve_ = curve;
  setAccessibleDescription(curve_.spoken());
  update();
}

void Timeline::set_loop(double first_s, double last_s) {
  loop_first_s_ = first_s;
  loop_last_s_ = last_s;
  update();
}

void Timeline::set_film_picture(const FilmPart& part, int position, const QImage& picture) {
  if (film_.set_picture(part, position, picture)) update();
}

void Timeline::set_frame_picture(qint64 frame, const QImage& picture) {
  frames_->set_picture(frame, picture);
  if (frame == hovered_) hover_->set_picture(picture);
}

void Timeline::resizeEvent(QResizeEvent* event) {
  QSlider::resizeEvent(event);
  axis_changed();
}

void Timeline::set_frame(qint64 frame) {
  setValue(to_int(frame));  // nothing listens to valueChanged but accessibility
  frames_->set_current(frame);
  // A page further, not a little with every picture: the film strip is made anew for each part.
  constexpr double kBefore = 0.1;
  if (video_ && !isSliderDown() && !axis_.shows(now_s()) &&
      axis_.move_to(now_s() - kBefore * axis_.shown_s()))
    axis_changed();
  update();
}

double Timeline::now_s() const {
  return video_ ? video_->index.seconds(std::clamp<qint64>(value(), 0, video_->index.size() - 1)) : 0;
}

qint64 Timeline::frame_at(double x) const {
  return video_->index.index_at(axis_.time_at(x));
}

double Timeline::start_s() const {
  return range_.start_s ? static_cast<double>(*range_.start_s) : 0;
}

double Timeline::end_s() const {
  return range_.end_s ? static_cast<double>(*range_.end_s) : axis_.duration_s();
}

const TimelineMark* Timeline::mark_at(double x) const {
  const TimelineMark* nearest = nullptr;
  double reach = kMarkReach;
  for (const QList<TimelineMark>* marks : {&planned_, &marks_}) {
    for (const TimelineMark& mark : *marks) {
      const double distance = std::abs(x_of(mark.time_s) - x);
      if (distance <= reach) {
        reach = distance;
        nearest = &mark;
      }
    }
  }
  return nearest;
}

int Timeline::planned_mark_at(QPointF point) const {
  if (point.y() > kMarkBand) return -1;
  int nearest = -1;
  double reach = kMarkReach;
  for (int i = 0; i < planned_.size(); ++i) {
    const double distance = std::abs(x_of(planned_[i].time_s) - point.x());
    if (distance > reach) continue;
    reach = distance;
    nearest = i;
  }
  return nearest;
}

Timeline::Grip Timeline::range_border_at(QPointF point) const {
  if (point.y() < kRangeTop) return Grip::None;
  const double to_start = std::abs(start_x() - point.x());
  const double to_end = std::abs(end_x() - point.x());
  if (std::min(to_start, to_end) > kBorderReach) return Grip::None;
  return to_start < to_end ? Grip::RangeStart : Grip::RangeEnd;
}

void Timeline::seek(qint64 frame) {
  set_frame(frame);
  emit seek_requested(frame);
}

void Timeline::mousePressEvent(QMouseEvent* event) {
  hover_->hide();
  if (!video_ || event->button() != Qt::LeftButton) return;
  pressed_at_ = event->position();
  dragging_ = false;
  grip_ = range_border_at(pressed_at_);
  if (grip_ != Grip::None) return;
  grip_mark_ = planned_mark_at(pressed_at_);
  grip_ = grip_mark_ >= 0 ? Grip::Mark : Grip::Position;
  const TimelineMark* mark = grip_mark_ >= 0 ? &planned_[grip_mark_] : mark_at(pressed_at_.x());
  pressed_frame_ = mark != nullptr ? mark->frame : frame_at(pressed_at_.x());
  setSliderDown(grip_ == Grip::Position);
  seek(pressed_frame_);
}

void Timeline::mouseMoveEvent(QMouseEvent* event) {
  if (!video_) return;
  const double x = event->position().x();
  if (grip_ == Grip::None) {
    update_cursor(event->position());
    show_hover(event->position());
    return;
  }
  dragging_ =
      dragging_ || (event->position() - pressed_at_).manhattanLength() >= QApplication::startDragDistance();
  if (grip_ == Grip::RangeStart || grip_ == Grip::RangeEnd) {
    if (dragging_) drag_range_border(x);
    return;
  }
  if (grip_ == Grip::Mark && !dragging_) return;
  const TimelineMark* mark = grip_ == Grip::Position ? mark_at(x) : nullptr;
  const qint64 frame = mark != nullptr ? mark->frame : frame_at(x);
  if (frame == pressed_frame_) return;
  pressed_frame_ = frame;
  seek(frame);
}

void Timeline::mouseReleaseEvent(QMouseEvent* event) {
  setSliderDown(false);
  const Grip released = std::exchange(grip_, Grip::None);
  const bool dragged = std::exchange(dragging_, false);
  update_cursor(event->position());
  update();
  if (released == Grip::Mark && dragged) emit mark_moved(grip_mark_, pressed_frame_);
}

void Timeline::mouseDoubleClickEvent(QMouseEvent* event) {
  const QPointF point = event->position();
  const bool on_range =
      point.y() >= kRangeTop && point.x() >= start_x() - kBorderReach && point.x() <= end_x() + kBorderReach;
  if (video_ && event->button() == Qt::LeftButton && on_range)
    show_range();
  else
    QSlider::mouseDoubleClickEvent(event);
}

void Timeline::leaveEvent(QEvent* event) {
  hover_->hide();
  hovered_ = -1;
  QSlider::leaveEvent(event);
}

void Timeline::hideEvent(QHideEvent* event) {
  hover_->hide();
  QSlider::hideEvent(event);
}

void Timeline::drag_range_border(double x) {
  const auto second = static_cast<qint64>(std::lround(axis_.time_at(x)));
  if (grip_ == Grip::RangeStart && second != range_.start_s.value_or(0)) emit range_start_moved(second);
  if (grip_ == Grip::RangeEnd && second != range_.end_s.value_or(-1)) emit range_end_moved(second);
}

void Timeline::update_cursor(QPointF point) {
  const bool movable = planned_mark_at(point) >= 0 || range_border_at(point) != Grip::None;
  setCursor(movable ? Qt::SizeHorCursor : Qt::ArrowCursor);
}

void Timeline::show_hover(QPointF point) {
  const bool on_film = point.x() >= axis_.left() - kBorderReach && point.x() <= axis_.right() + kBorderReach;
  if (!on_film || range_border_at(point) != Grip::None) {
    hover_->hide();
    return;
  }
  const TimelineMark* mark = mark_at(point.x());
  const qint64 frame = mark != nullptr ? mark->frame : frame_at(point.x());
  const QImage picture = frame == hovered_ && !hover_->picture().isNull()
                             ? hover_->picture()
                             : film_.nearest_to(video_->index.seconds(frame));
  hover_->show_at(mapToGlobal(QPoint(qRound(point.x()), 0)), picture, text_at(point.x()));
  if (std::exchange(hovered_, frame) == frame) return;
  emit hover_wanted(frame, QSize(HoverPicture::kPicture, HoverPicture::kPicture) * devicePixelRatioF());
}

QString Timeline::text_at(double x) const {
  const TimelineMark* mark = mark_at(x);
  const qint64 frame = mark != nullptr ? mark->frame : frame_at(x);
  QString text = tr("%1, frame %2").arg(format_time(video_->index.seconds(frame))).arg(frame);
  if (mark != nullptr)
    text += QLatin1Char('\n') + (marks_.contains(*mark)
                                     ? tr("Shown to the model in chunk %1").arg(mark->chunk + 1)
                                     : tr("To be shown to the model in chunk %1").arg(mark->chunk + 1));
  if (const int point = curve_.point_at(axis_, x, kMarkReach); point >= 0)
    text += QLatin1Char('\n') + curve_.title + QStringLiteral(": ") + curve_.points[point].text;
  return text;
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
      for (const TimelineMark& mark : planned_.isEmpty() ? marks_ : planned_) {
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
  event->accept();
  if (!video_) return;
  const bool up = event->angleDelta().y() > 0;
  if (event->modifiers() & Qt::ControlModifier) {
    if (axis_.zoom(up ? kZoomStep : 1 / kZoomStep, axis_.time_at(event->position().x()))) axis_changed();
    return;
  }
  if (event->modifiers() & Qt::ShiftModifier) {
    if (axis_.move_to(axis_.first_s() + (up ? -1 : 1) * axis_.shown_s() / 10)) axis_changed();
    return;
  }
  seek(std::clamp<qint64>(value() + (up ? -1 : 1), 0, video_->index.size() - 1));
}

bool Timeline::event(QEvent* event) {
  if (event->type() == QEvent::PaletteChange) film_.repaint();
  if (event->type() != QEvent::ToolTip || !video_) return QSlider::event(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  const Grip border = range_border_at(help->pos());
  if (border != Grip::None) {
    QToolTip::showText(help->globalPos(),
                       border == Grip::RangeStart
                           ? tr("Drag: what the model is asked about starts here (I; whole seconds)")
                           : tr("Drag: what the model is asked about ends here (O; whole seconds)"),
                       this);
  } else {
    QToolTip::hideText();  // the picture above the pointer says it
  }
  return true;
}

}  // namespace vp::ui
