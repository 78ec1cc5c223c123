#include "ui/player/timeline.h"

#include <QApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "ui/look/format.h"
#include "ui/look/language.h"
#include "ui/look/theme.h"

namespace vp::ui {
namespace {

constexpr int kHeight = 67;
constexpr double kMarkBand = 15;  ///< the height on top in which marks can be taken hold of
constexpr int kFilmTop = 16;
constexpr int kFilmHeight = 27;
constexpr double kGrooveY = 49;
constexpr double kGrooveHeight = 6;
constexpr double kRangeTop = 55;  ///< the borders of the range lie from here to the bottom
constexpr double kMarkReach = 5;  ///< pixels around a mark in which a click means the mark
constexpr double kBorderReach = 8;
constexpr int kMostFilmPictures = 64;

int to_int(qint64 frame) {
  return static_cast<int>(std::clamp<qint64>(frame, 0, std::numeric_limits<int>::max()));
}

}  // namespace

Timeline::Timeline(QWidget* parent) : QSlider(Qt::Horizontal, parent) {
  setObjectName(QStringLiteral("timeline"));
  translate(this, [this] {
    setAccessibleName(tr("Timeline"));
    setToolTip(tr("Click or drag to seek. Triangles are the frames for the model."));
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
  clear_loop();
  film_.clear();
  film_strip_ = {};
  grip_ = Grip::None;
  setEnabled(video_ != nullptr);
  {
    const QSignalBlocker blocker(this);
    setRange(0, video_ ? to_int(video_->index.size() - 1) : 0);
    setValue(0);
  }
  want_film();
  update();
}

QSize Timeline::sizeHint() const {
  return {300, kHeight};
}

void Timeline::set_plan(const QList<TimelineMark>& marks, const media::TimeRange& range) {
  planned_ = marks;
  range_ = range;
  update();
}

void Timeline::set_loop(double first_s, double last_s) {
  loop_first_s_ = first_s;
  loop_last_s_ = last_s;
  update();
}

void Timeline::set_film_picture(int position, int count, const QImage& picture) {
  if (film_.size() != count) film_ = QList<QImage>(count);
  if (position < 0 || position >= count) return;
  film_[position] = picture;
  film_strip_ = {};
  update();
}

void Timeline::want_film() {
  if (!video_ || video_->info.height <= 0) return;
  const double aspect = std::clamp(static_cast<double>(video_->info.width) / video_->info.height, 0.4, 3.0);
  const int tile = std::max(1, static_cast<int>(kFilmHeight * aspect));
  const int axis = width() - kTimeAxisLeft - kTimeAxisRight;
  const int count = std::clamp((axis + tile - 1) / tile, 1, kMostFilmPictures);
  if (count == film_.size() && !film_.contains(QImage())) return;
  // Tiles that are a little narrower show the middle of their picture.
  emit film_wanted(count, QSize(tile * 2, kFilmHeight) * devicePixelRatioF());
}

void Timeline::resizeEvent(QResizeEvent* event) {
  QSlider::resizeEvent(event);
  film_strip_ = {};
  want_film();
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

double Timeline::time_at(double x) const {
  const double axis = std::max(1, width() - kTimeAxisLeft - kTimeAxisRight);
  return std::clamp((x - kTimeAxisLeft) / axis, 0.0, 1.0) * duration();
}

qint64 Timeline::frame_at(double x) const {
  return video_->index.index_at(time_at(x));
}

double Timeline::start_x() const {
  return x_of(range_.start_s ? static_cast<double>(*range_.start_s) : 0);
}

double Timeline::end_x() const {
  return x_of(range_.end_s ? static_cast<double>(*range_.end_s) : duration());
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

void Timeline::paint_film(QPainter& painter) {
  const QRect place(kTimeAxisLeft, kFilmTop, width() - kTimeAxisLeft - kTimeAxisRight, kFilmHeight);
  if (film_.isEmpty() || place.width() <= 0) return;
  if (film_strip_.isNull()) {
    film_strip_ = QPixmap(place.size() * devicePixelRatioF());
    film_strip_.setDevicePixelRatio(devicePixelRatioF());
    film_strip_.fill(accents(palette()).line);
    QPainter strip(&film_strip_);
    strip.setRenderHint(QPainter::SmoothPixmapTransform);
    for (int i = 0; i < film_.size(); ++i) {
      if (film_[i].isNull()) continue;
      const double left = static_cast<double>(place.width()) * i / static_cast<double>(film_.size());
      const double right = static_cast<double>(place.width()) * (i + 1) / static_cast<double>(film_.size());
      const QRectF tile(left, 0, right - left, kFilmHeight);
      QRectF part(QPointF(0, 0), tile.size().scaled(film_[i].size(), Qt::KeepAspectRatio));
      part.moveCenter(QRectF(film_[i].rect()).center());
      strip.drawImage(tile, film_[i], part);
    }
  }
  painter.drawPixmap(place.topLeft(), film_strip_);
}

void Timeline::paint_range(QPainter& painter) const {
  const Accents colours = accents(palette());
  const double left = kTimeAxisLeft;
  const double right = width() - kTimeAxisRight;
  QColor shade = palette().color(QPalette::Window);
  shade.setAlphaF(0.72F);
  painter.setPen(Qt::NoPen);
  painter.setBrush(shade);
  painter.drawRect(QRectF(left, kFilmTop, start_x() - left, kFilmHeight));
  painter.drawRect(QRectF(end_x(), kFilmTop, right - end_x(), kFilmHeight));

  const bool whole = !range_.start_s && !range_.end_s;
  const QColor colour = whole ? colours.secondary : colours.sampled;
  painter.setPen(QPen(colour, 2, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin));
  painter.setBrush(Qt::NoBrush);
  const double bottom = height() - 2;
  painter.drawPolyline(QPolygonF{{start_x() + 5, kRangeTop + 1},
                                 {start_x(), kRangeTop + 1},
                                 {start_x(), bottom},
                                 {start_x() + 5, bottom}});
  painter.drawPolyline(QPolygonF{
      {end_x() - 5, kRangeTop + 1}, {end_x(), kRangeTop + 1}, {end_x(), bottom}, {end_x() - 5, bottom}});
  if (!whole) {
    painter.setPen(QPen(colour, 2));
    const double middle = (kRangeTop + bottom) / 2;
    if (end_x() - start_x() > 12)
      painter.drawLine(QPointF(start_x() + 4, middle), QPointF(end_x() - 4, middle));
  }
}

void Timeline::paint_mark(QPainter& painter, double x, bool seen) const {
  const QColor colour = accents(palette()).sampled;
  const QPolygonF triangle{{x - 4.5, 3}, {x + 4.5, 3}, {x, 11}};
  if (seen) {
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
  } else {
    painter.setPen(QPen(colour, 1.4));
    painter.setBrush(palette().color(QPalette::Window));
  }
  painter.drawPolygon(triangle);
  painter.setPen(QPen(colour, 1.5, seen ? Qt::SolidLine : Qt::DotLine));
  painter.drawLine(QPointF(x, 11), QPointF(x, kGrooveY - kGrooveHeight / 2));
}

void Timeline::paint_marks(QPainter& painter) const {
  const QList<TimelineMark>& marks = planned_.isEmpty() ? marks_ : planned_;
  for (qsizetype i = 1; i < marks.size(); ++i) {
    if (marks[i].chunk == marks[i - 1].chunk) continue;
    const double border = (x_of(marks[i].time_s) + x_of(marks[i - 1].time_s)) / 2;
    painter.setPen(QPen(accents(palette()).chunk, 1, Qt::DashLine));
    painter.drawLine(QPointF(border, 1), QPointF(border, kRangeTop));
  }
  // A frame that the model was shown stays to be seen, faintly, when it is to be shown others.
  painter.setOpacity(0.4);
  for (const TimelineMark& mark : marks_) {
    const bool planned = std::any_of(planned_.begin(), planned_.end(),
                                     [&](const TimelineMark& other) { return other.frame == mark.frame; });
    if (!planned && !planned_.isEmpty()) paint_mark(painter, x_of(mark.time_s), true);
  }
  painter.setOpacity(1);
  for (qsizetype i = 0; i < marks.size(); ++i) {
    const bool seen = marks_.contains(marks[i]);
    const bool held = grip_ == Grip::Mark && dragging_ && i == grip_mark_;
    paint_mark(painter, held && video_ ? x_of(video_->index.seconds(pressed_frame_)) : x_of(marks[i].time_s),
               seen && !held);
  }
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
  if (loop_last_s_ > loop_first_s_) {
    painter.setPen(QPen(colours.position, 2));
    const double from = x_of(loop_first_s_);
    const double to = x_of(loop_last_s_);
    const double top = groove.top() - 2;
    painter.drawPolyline(
        QPolygonF{{from, groove.bottom() + 1}, {from, top}, {to, top}, {to, groove.bottom() + 1}});
  }
  paint_film(painter);
  paint_range(painter);
  paint_marks(painter);

  painter.setPen(QPen(colours.position, 1.5));
  painter.drawLine(QPointF(now, kFilmTop), QPointF(now, kGrooveY));
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

void Timeline::drag_range_border(double x) {
  const auto second = static_cast<qint64>(std::lround(time_at(x)));
  if (grip_ == Grip::RangeStart && second != range_.start_s.value_or(0)) emit range_start_moved(second);
  if (grip_ == Grip::RangeEnd && second != range_.end_s.value_or(-1)) emit range_end_moved(second);
}

void Timeline::update_cursor(QPointF point) {
  const bool movable = planned_mark_at(point) >= 0 || range_border_at(point) != Grip::None;
  setCursor(movable ? Qt::SizeHorCursor : Qt::ArrowCursor);
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
  if (!video_) return;
  const int steps = event->angleDelta().y() > 0 ? -1 : 1;
  seek(std::clamp<qint64>(value() + steps, 0, video_->index.size() - 1));
  event->accept();
}

bool Timeline::event(QEvent* event) {
  if (event->type() == QEvent::PaletteChange) film_strip_ = {};
  if (event->type() != QEvent::ToolTip || !video_) return QSlider::event(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  const Grip border = range_border_at(help->pos());
  if (border != Grip::None) {
    QToolTip::showText(help->globalPos(),
                       border == Grip::RangeStart
                           ? tr("Drag: what the model is asked about starts here (I; whole seconds)")
                           : tr("Drag: what the model is asked about ends here (O; whole seconds)"),
                       this);
    return true;
  }
  const TimelineMark* mark = mark_at(help->pos().x());
  const qint64 frame = mark != nullptr ? mark->frame : frame_at(help->pos().x());
  QString text = tr("%1, frame %2").arg(format_time(video_->index.seconds(frame))).arg(frame);
  if (mark != nullptr) {
    text += QLatin1Char('\n') + (marks_.contains(*mark)
                                     ? tr("Shown to the model in chunk %1").arg(mark->chunk + 1)
                                     : tr("To be shown to the model in chunk %1").arg(mark->chunk + 1));
    if (planned_mark_at(help->pos()) >= 0) text += QLatin1Char('\n') + tr("Drag it to another time");
  }
  QToolTip::showText(help->globalPos(), text, this);
  return true;
}

}  // namespace vp::ui
