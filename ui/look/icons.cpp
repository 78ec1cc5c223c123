#include "ui/look/icons.h"

#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPainterPath>
#include <QPalette>
#include <utility>

// In a static library nothing else refers to the resources, and the linker would leave them out. The macro
// works in the global namespace only.
static void register_resources() {
  Q_INIT_RESOURCE(icons);
}

namespace vp::ui {
namespace {

constexpr qreal kGrid = 24;  // every glyph is drawn on a 24 x 24 grid

QPainterPath triangle(qreal x, qreal width, qreal half_height) {
  QPainterPath path;
  path.moveTo(x, 12 - half_height);
  path.lineTo(x + width, 12);
  path.lineTo(x, 12 + half_height);
  path.closeSubpath();
  return path;
}

QPainterPath bar(qreal x, qreal y, qreal width, qreal height) {
  QPainterPath path;
  path.addRoundedRect(QRectF(x, y, width, height), 0.8, 0.8);
  return path;
}

QPen line_pen(const QColor& colour, qreal width = 1.8) {
  return QPen(colour, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
}

void draw_loudspeaker(QPainter& painter) {
  QPainterPath path;
  path.moveTo(4, 9.5);
  path.lineTo(7.5, 9.5);
  path.lineTo(12, 5.5);
  path.lineTo(12, 18.5);
  path.lineTo(7.5, 14.5);
  path.lineTo(4, 14.5);
  path.closeSubpath();
  painter.drawPath(path);
}

void mirror(QPainter& painter) {
  painter.translate(kGrid, 0);
  painter.scale(-1, 1);
}

void draw_folder(QPainter& painter) {
  QPainterPath path;
  path.moveTo(3.5, 18.5);
  path.lineTo(3.5, 6.5);
  path.lineTo(9.5, 6.5);
  path.lineTo(11.5, 8.8);
  path.lineTo(20.5, 8.8);
  path.lineTo(20.5, 18.5);
  path.closeSubpath();
  painter.drawPath(path);
}

void draw_outline(QPainter& painter, Glyph glyph, const QColor& colour) {
  painter.setPen(line_pen(colour));
  painter.setBrush(Qt::NoBrush);
  switch (glyph) {
    case Glyph::Open:
      draw_folder(painter);
      return;
    case Glyph::Save:
      painter.drawLine(QPointF(12, 4), QPointF(12, 14.5));
      painter.drawPolyline(QPolygonF{{7.5, 10.5}, {12, 15}, {16.5, 10.5}});
      painter.drawPolyline(QPolygonF{{4, 16}, {4, 20}, {20, 20}, {20, 16}});
      return;
    case Glyph::Copy:
      painter.drawRoundedRect(QRectF(8.5, 8.5, 11, 11.5), 1.5, 1.5);
      painter.drawPolyline(QPolygonF{{15.5, 5}, {15.5, 4}, {4.5, 4}, {4.5, 15.5}, {5.5, 15.5}});
      return;
    case Glyph::Done:
      painter.drawPolyline(QPolygonF{{4.5, 12.5}, {9.8, 17.8}, {19.5, 6.8}});
      return;
    case Glyph::Edit:
      painter.drawPolygon(QPolygonF{{4.5, 19.5}, {5.5, 15.2}, {15.8, 4.9}, {19.1, 8.2}, {8.8, 18.5}});
      painter.drawLine(QPointF(13.4, 7.3), QPointF(16.7, 10.6));
      return;
    case Glyph::Again:
      painter.drawArc(QRectF(5, 5, 14, 14), 50 * 16, 290 * 16);
      painter.drawPolyline(QPolygonF{{17.2, 2.8}, {17.2, 7.3}, {12.7, 7.3}});
      return;
    case Glyph::Delete:
      painter.drawLine(QPointF(4.5, 6.5), QPointF(19.5, 6.5));
      painter.drawPolyline(QPolygonF{{9, 6.2}, {9, 3.8}, {15, 3.8}, {15, 6.2}});
      painter.drawPolyline(QPolygonF{{6.5, 6.5}, {7.4, 20}, {16.6, 20}, {17.5, 6.5}});
      painter.drawLine(QPointF(10.3, 10), QPointF(10.6, 16.5));
      painter.drawLine(QPointF(13.7, 10), QPointF(13.4, 16.5));
      return;
    case Glyph::Settings:
      for (const auto& [y, knob] : {std::pair{6.0, 15.0}, std::pair{12.0, 8.5}, std::pair{18.0, 13.0}}) {
        painter.drawLine(QPointF(4, y), QPointF(knob - 2.2, y));
        painter.drawLine(QPointF(knob + 2.2, y), QPointF(20, y));
        painter.drawEllipse(QPointF(knob, y), 2.2, 2.2);
      }
      return;
    case Glyph::Loop:
      painter.drawArc(QRectF(4.5, 6, 15, 12), 40 * 16, 290 * 16);
      painter.drawPolyline(QPolygonF{{18.8, 3.8}, {18.2, 8.6}, {13.6, 8}});
      return;
    case Glyph::RangeEnd:
      mirror(painter);
      [[fallthrough]];
    case Glyph::RangeStart:
      painter.drawPolyline(QPolygonF{{10, 4.5}, {5.5, 4.5}, {5.5, 19.5}, {10, 19.5}});
      painter.drawLine(QPointF(10.5, 12), QPointF(18.5, 12));
      painter.drawPolyline(QPolygonF{{14, 8}, {10, 12}, {14, 16}});
      return;
    case Glyph::Regular:
      for (const int x : {4, 9, 15, 20}) painter.drawLine(QPointF(x, 8), QPointF(x, 16));
      painter.drawLine(QPointF(3, 19.5), QPointF(21, 19.5));
      return;
    case Glyph::FullScreen:
      for (int quarter = 0; quarter < 4; ++quarter) {
        painter.drawPolyline(QPolygonF{{4.5, 9}, {4.5, 5}, {8.5, 5}});
        painter.translate(12, 12);
        painter.rotate(90);
        painter.translate(-12, -12);
      }
      return;
    case Glyph::Close:
      painter.drawLine(QPointF(7, 7), QPointF(17, 17));
      painter.drawLine(QPointF(17, 7), QPointF(7, 17));
      return;
    case Glyph::Model:
      painter.drawPolygon(
          QPolygonF{{12, 3.5}, {19.5, 7.8}, {19.5, 16.2}, {12, 20.5}, {4.5, 16.2}, {4.5, 7.8}});
      painter.drawPolyline(QPolygonF{{4.5, 7.8}, {12, 12}, {19.5, 7.8}});
      painter.drawLine(QPointF(12, 12), QPointF(12, 20.5));
      return;
    case Glyph::Information:
      painter.drawEllipse(QPointF(12, 12), 8.5, 8.5);
      painter.drawLine(QPointF(12, 11.5), QPointF(12, 16.5));
      painter.setPen(line_pen(colour, 2.2));
      painter.drawPoint(QPointF(12, 7.9));
      return;
    case Glyph::Measure:  // one frame of several hidden
      painter.drawRect(QRectF(3, 7, 5, 10));
      painter.setPen(line_pen(colour, 1.2));
      painter.drawLine(QPointF(10.5, 17), QPointF(13.5, 7));
      painter.setPen(line_pen(colour, 1.6));
      painter.drawRect(QRectF(16, 7, 5, 10));
      return;
    case Glyph::Warning:
      painter.drawPolygon(QPolygonF{{12, 4}, {21, 19.5}, {3, 19.5}});
      painter.drawLine(QPointF(12, 10), QPointF(12, 14));
      painter.setPen(line_pen(colour, 2.2));
      painter.drawPoint(QPointF(12, 16.9));
      return;
    default:
      return;
  }
}

void draw_glyph(QPainter& painter, Glyph glyph, const QColor& colour) {
  painter.setPen(Qt::NoPen);
  painter.setBrush(colour);
  switch (glyph) {
    case Glyph::Play:
      painter.drawPath(triangle(7, 12, 7.5));
      return;
    case Glyph::Pause:
      painter.drawPath(bar(6.5, 5, 4, 14));
      painter.drawPath(bar(13.5, 5, 4, 14));
      return;
    case Glyph::StepBack:
      mirror(painter);
      [[fallthrough]];
    case Glyph::StepForward:
      painter.drawPath(bar(6, 6, 2.6, 12));
      painter.drawPath(triangle(10.5, 8.5, 6));
      return;
    case Glyph::First:
      mirror(painter);
      [[fallthrough]];
    case Glyph::Last:
      painter.drawPath(triangle(4, 6.5, 6));
      painter.drawPath(triangle(10.5, 6.5, 6));
      painter.drawPath(bar(17.6, 6, 2.2, 12));
      return;
    case Glyph::Stop:
      painter.drawPath(bar(6.5, 6.5, 11, 11));
      return;
    case Glyph::Ask: {
      QPainterPath path;
      path.moveTo(4, 4.5);
      path.lineTo(20.5, 12);
      path.lineTo(4, 19.5);
      path.lineTo(6.2, 13);
      path.lineTo(13, 12);
      path.lineTo(6.2, 11);
      path.closeSubpath();
      painter.drawPath(path);
      return;
    }
    case Glyph::Volume:
      draw_loudspeaker(painter);
      painter.setBrush(Qt::NoBrush);
      painter.setPen(line_pen(colour));
      painter.drawArc(QRectF(11, 8.5, 6, 7), -60 * 16, 120 * 16);
      painter.drawArc(QRectF(9.5, 5.5, 11, 13), -55 * 16, 110 * 16);
      return;
    case Glyph::Muted:
      draw_loudspeaker(painter);
      painter.setPen(line_pen(colour));
      painter.drawLine(QPointF(15.5, 9.5), QPointF(20.5, 14.5));
      painter.drawLine(QPointF(20.5, 9.5), QPointF(15.5, 14.5));
      return;
    default:
      draw_outline(painter, glyph, colour);
  }
}

class GlyphEngine final : public QIconEngine {
 public:
  explicit GlyphEngine(Glyph glyph) : glyph_(glyph) {}

  void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override {
    const auto group = mode == QIcon::Disabled ? QPalette::Disabled : QPalette::Active;
    const auto role = mode == QIcon::Selected ? QPalette::HighlightedText : QPalette::ButtonText;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->translate(rect.topLeft());
    painter->scale(rect.width() / kGrid, rect.height() / kGrid);
    draw_glyph(*painter, glyph_, QGuiApplication::palette().color(group, role));
    painter->restore();
  }

  QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
    QPixmap pixmap(size);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    paint(&painter, QRect(QPoint(0, 0), size), mode, state);
    return pixmap;
  }

  QIconEngine* clone() const override { return new GlyphEngine(glyph_); }

 private:
  Glyph glyph_;
};

}  // namespace

QIcon icon(Glyph glyph) {
  return QIcon(new GlyphEngine(glyph));
}

QIcon program_icon() {
  register_resources();
  QIcon result;
  for (const int side : {16, 32, 48, 64, 128, 256}) {
    result.addFile(QStringLiteral(":/icons/videopanda-studio-%1.png").arg(side), QSize(side, side));
  }
  return result;
}

}  // namespace vp::ui
