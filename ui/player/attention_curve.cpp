#include "ui/player/attention_curve.h"

#include <QLocale>
#include <QPainter>
#include <QPolygonF>
#include <QStringList>
#include <algorithm>
#include <cmath>

#include "ui/look/theme.h"
#include "ui/player/time_axis.h"

namespace vp::ui {
namespace {

constexpr double kDot = 2.6;
constexpr double kWidestBar = 22;

QColor pale(QColor colour, float alpha) {
  colour.setAlphaF(alpha);
  return colour;
}

void paint_lines(QPainter& painter, const AttentionCurve& curve, const TimeAxis& axis, const QRectF& band,
                 double largest, const Accents& colours) {
  const auto y_of = [&](double value) { return band.bottom() - value / largest * band.height(); };
  const QList<AttentionCurve::Point>& points = curve.points;
  for (qsizetype from = 0; from < points.size();) {
    // A chunk's shares say nothing about another chunk's: no line joins them.
    qsizetype to = from;
    while (to < points.size() && points[to].chunk == points[from].chunk) ++to;
    QPolygonF line;
    for (qsizetype i = from; i < to; ++i)
      line << QPointF(axis.x_of(points[i].time_s), y_of(points[i].total()));
    QPolygonF area = line;
    area << QPointF(line.last().x(), band.bottom()) << QPointF(line.first().x(), band.bottom());
    painter.setPen(Qt::NoPen);
    painter.setBrush(pale(colours.sampled, 0.18F));
    painter.drawPolygon(area);
    const double even = y_of(1.0 / static_cast<double>(to - from));
    painter.setPen(QPen(colours.chunk, 1, Qt::DotLine));
    painter.drawLine(QPointF(line.first().x(), even), QPointF(line.last().x(), even));
    painter.setPen(QPen(colours.sampled, 1.6));
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(line);
    painter.setBrush(colours.sampled);
    for (const QPointF& point : line) painter.drawEllipse(point, kDot, kDot);
    from = to;
  }
}

void paint_bars(QPainter& painter, const AttentionCurve& curve, const TimeAxis& axis, const QRectF& band,
                double largest, const Accents& colours) {
  painter.setPen(Qt::NoPen);
  for (qsizetype i = 0; i < curve.points.size(); ++i) {
    const AttentionCurve::Point& point = curve.points[i];
    const double x = axis.x_of(point.time_s);
    double wide = kWidestBar;
    if (i > 0) wide = std::min(wide, (x - axis.x_of(curve.points[i - 1].time_s)) * 0.8);
    if (i + 1 < curve.points.size()) wide = std::min(wide, (axis.x_of(curve.points[i + 1].time_s) - x) * 0.8);
    wide = std::max(wide, 1.5);
    double below = band.bottom();
    const auto part = [&](double value, const QColor& colour) {
      const double high = value / largest * band.height();
      painter.fillRect(QRectF(x - wide / 2, below - high, wide, high), colour);
      below -= high;
    };
    part(point.patches, colours.sampled);
    part(point.row_tokens, pale(colours.sampled, 0.5F));
    part(point.context, colours.chunk);
  }
}

}  // namespace

QString AttentionCurve::spoken() const {
  QStringList texts;
  for (const Point& point : points) texts << point.text;
  return texts.isEmpty() ? QString() : title + QStringLiteral(": ") + texts.join(QStringLiteral("; "));
}

int AttentionCurve::point_at(const TimeAxis& axis, double x, double reach) const {
  int nearest = -1;
  for (int i = 0; i < points.size(); ++i) {
    const double distance = std::abs(axis.x_of(points[i].time_s) - x);
    if (distance > reach) continue;
    reach = distance;
    nearest = i;
  }
  return nearest;
}

void paint_curve(QPainter& painter, const AttentionCurve& curve, const TimeAxis& axis, const QRectF& band,
                 const QPalette& palette) {
  const Accents colours = accents(palette);
  painter.setPen(QPen(colours.line, 1));
  painter.drawLine(QPointF(axis.left(), band.bottom() + 0.5), QPointF(axis.right(), band.bottom() + 0.5));
  double largest = 0;
  for (const AttentionCurve::Point& point : curve.points) largest = std::max(largest, point.total());
  if (largest <= 0) return;
  painter.save();
  painter.setClipRect(QRectF(axis.left() - kDot - 1, band.top() - 1,
                             axis.right() - axis.left() + 2 * kDot + 2, band.height() + 2 + kDot));
  const double highest = largest * 1.12;
  curve.form == AttentionCurve::Form::Lines ? paint_lines(painter, curve, axis, band, highest, colours)
                                            : paint_bars(painter, curve, axis, band, highest, colours);
  painter.restore();
  const QRectF beside(2, band.top(), axis.left() - 8, band.height());
  painter.setPen(colours.secondary);
  painter.drawText(beside, Qt::AlignRight | Qt::AlignTop,
                   QLocale().toString(largest, 'f', largest < 0.1 ? 3 : 2));
  painter.drawText(
      beside, Qt::AlignRight | Qt::AlignBottom,
      painter.fontMetrics().elidedText(curve.name, Qt::ElideRight, static_cast<int>(beside.width())));
}

}  // namespace vp::ui
