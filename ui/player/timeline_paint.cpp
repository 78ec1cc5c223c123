#include <QPainter>
#include <algorithm>
#include <cmath>

#include "ui/look/format.h"
#include "ui/look/theme.h"
#include "ui/player/timeline.h"
#include "ui/player/timeline_bands.h"

namespace vp::ui {
namespace {

/// A step between times that are written, at least `least_s`: 1, 2, 5, 10, 15, 30 seconds, minutes, hours.
double time_step(double least_s) {
  for (const double unit_s : {1.0, 60.0, 3600.0})
    for (const double count : {1.0, 2.0, 5.0, 10.0, 15.0, 30.0})
      if (count * unit_s >= least_s) return count * unit_s;
  return std::ceil(least_s / 36000) * 36000;
}

QString short_time(double seconds) {
  return format_time(seconds).section(QLatin1Char('.'), 0, 0);
}

}  // namespace

void Timeline::paint_range(QPainter& painter) const {
  const Accents colours = accents(palette());
  const double left = axis_.left();
  const double right = axis_.right();
  const double start = std::clamp(start_x(), left, right);
  const double end = std::clamp(end_x(), left, right);
  QColor shade = palette().color(QPalette::Window);
  shade.setAlphaF(0.72F);
  painter.setPen(Qt::NoPen);
  painter.setBrush(shade);
  painter.drawRect(QRectF(left, kFilmTop, start - left, kFilmHeight));
  painter.drawRect(QRectF(end, kFilmTop, right - end, kFilmHeight));

  const bool whole = !range_.start_s && !range_.end_s;
  const QColor colour = whole ? colours.secondary : colours.sampled;
  painter.setPen(QPen(colour, 2, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin));
  painter.setBrush(Qt::NoBrush);
  const double bottom = kTimelineHeight - 2;
  if (start_x() >= left)
    painter.drawPolyline(
        QPolygonF{{start + 5, kRangeTop + 1}, {start, kRangeTop + 1}, {start, bottom}, {start + 5, bottom}});
  if (end_x() <= right + 1)
    painter.drawPolyline(
        QPolygonF{{end - 5, kRangeTop + 1}, {end, kRangeTop + 1}, {end, bottom}, {end - 5, bottom}});
  if (!whole && end - start > 12)
    painter.drawLine(QPointF(start + 4, kRangeTop + 1), QPointF(end - 4, kRangeTop + 1));
}

void Timeline::paint_mark(QPainter& painter, double x, bool seen) const {
  if (x < axis_.left() - 1 || x > axis_.right() + 1) return;
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
  painter.setPen(QPen(colour, 1.2, seen ? Qt::SolidLine : Qt::DotLine));
  painter.drawLine(QPointF(x, kCurveTop - 3), QPointF(x, kCurveTop));
}

void Timeline::paint_marks(QPainter& painter) const {
  const QList<TimelineMark>& marks = planned_.isEmpty() ? marks_ : planned_;
  for (qsizetype i = 1; i < marks.size(); ++i) {
    if (marks[i].chunk == marks[i - 1].chunk) continue;
    const double border = (x_of(marks[i].time_s) + x_of(marks[i - 1].time_s)) / 2;
    if (border < axis_.left() || border > axis_.right()) continue;
    painter.setPen(QPen(accents(palette()).chunk, 1, Qt::DashLine));
    painter.drawLine(QPointF(border, 1), QPointF(border, kCurveTop + kCurveHeight));
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

void Timeline::paint_times(QPainter& painter) const {
  constexpr double kBetween = 24, kBesideBorder = 12;
  const QFontMetrics metrics = painter.fontMetrics();
  const double wide = metrics.horizontalAdvance(short_time(axis_.duration_s()));
  const double step = time_step((wide + kBetween) / (axis_.right() - axis_.left()) * axis_.shown_s());
  painter.setPen(accents(palette()).secondary);
  for (double time_s = std::ceil(axis_.first_s() / step) * step; time_s <= axis_.last_s(); time_s += step) {
    const double x = x_of(time_s);
    const QRectF place(x - wide / 2, kRangeTop + 1, wide, kTimelineHeight - kRangeTop - 1);
    const bool at_border =
        std::min(std::abs(x - start_x()), std::abs(x - end_x())) < wide / 2 + kBesideBorder / 2;
    if (at_border || place.right() > width()) continue;
    painter.drawText(place, Qt::AlignHCenter | Qt::AlignBottom, short_time(time_s));
  }
}

void Timeline::paint_position(QPainter& painter) const {
  const double now = x_of(now_s());
  if (now < axis_.left() - 1 || now > axis_.right() + 1) return;
  const Accents colours = accents(palette());
  painter.setPen(QPen(colours.position, 1.5));
  painter.drawLine(QPointF(now, kFilmTop), QPointF(now, kGrooveY));
  painter.setPen(QPen(palette().color(QPalette::Window), 1.5));
  painter.setBrush(colours.position);
  painter.drawEllipse(QPointF(now, kGrooveY), 6.5, 6.5);
  if (!hasFocus()) return;
  painter.setPen(QPen(palette().color(QPalette::Highlight), 1.5));
  painter.setBrush(Qt::NoBrush);
  painter.drawEllipse(QPointF(now, kGrooveY), 8, 8);
}

void Timeline::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const Accents colours = accents(palette());
  const QRectF groove(axis_.left(), kGrooveY - kGrooveHeight / 2, axis_.right() - axis_.left(),
                      kGrooveHeight);
  painter.setPen(Qt::NoPen);
  painter.setBrush(colours.line);
  painter.drawRoundedRect(groove, kGrooveHeight / 2, kGrooveHeight / 2);
  if (!video_) return;

  QRectF played = groove;
  played.setRight(std::clamp(x_of(now_s()), groove.left() + 1, groove.right()));
  painter.setBrush(palette().color(QPalette::Highlight));
  if (now_s() > axis_.first_s()) painter.drawRoundedRect(played, kGrooveHeight / 2, kGrooveHeight / 2);
  if (loop_last_s_ > loop_first_s_) {
    painter.setPen(QPen(colours.position, 2));
    const double from = std::max(x_of(loop_first_s_), axis_.left());
    const double to = std::min(x_of(loop_last_s_), axis_.right());
    const double top = groove.top() - 2;
    if (from < to)
      painter.drawPolyline(
          QPolygonF{{from, groove.bottom() + 1}, {from, top}, {to, top}, {to, groove.bottom() + 1}});
  }
  film_.paint(painter, axis_,
              QRect(kTimeAxisLeft, kFilmTop, width() - kTimeAxisLeft - kTimeAxisRight, kFilmHeight),
              palette(), devicePixelRatioF());
  paint_range(painter);
  paint_marks(painter);
  QFont small = font();
  small.setPointSizeF(small.pointSizeF() * 0.8);
  painter.setFont(small);
  paint_curve(painter, curve_, axis_, QRectF(kTimeAxisLeft, kCurveTop, groove.width(), kCurveHeight),
              palette());
  paint_times(painter);
  paint_position(painter);
}

}  // namespace vp::ui
