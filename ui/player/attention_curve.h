#pragma once

#include <QList>
#include <QPalette>
#include <QRectF>
#include <QString>
#include <optional>

class QFont;
class QPainter;

namespace vp::ui {

class TimeAxis;

/// How much attention the frames that the model was shown got, in their order.
struct AttentionCurve {
  struct Point {
    double time_s = 0;
    int chunk = 0;
    double patches = 0;     ///< all of it where it is not divided
    double row_tokens = 0;  ///< on them
    double context = 0;     ///< on them
    QString text;           ///< what is said when it is pointed at

    double total() const { return patches + row_tokens + context; }
  };
  /// Lines join what can be compared: the frames of a chunk. Bars can be compared with each other.
  enum class Form { Lines, Bars };

  Form form = Form::Lines;
  QString name;  ///< short, beside the curve
  QString title;
  QList<Point> points;

  /// For those who cannot see it.
  QString spoken() const;
  /// The point that lies within so many pixels of `x`; -1: none.
  int point_at(const TimeAxis& axis, double x, double reach) const;
};

/// Paints it into a band of a timeline; what its values are stands left of the axis.
void paint_curve(QPainter& painter, const AttentionCurve& curve, const TimeAxis& axis, const QRectF& band,
                 const QPalette& palette);

}  // namespace vp::ui
