#include "ui/help/map_figure.h"

#include <QPainter>
#include <algorithm>
#include <array>
#include <cmath>

#include "ui/look/theme.h"

namespace vp::ui {
namespace {

constexpr int kFrames = 4, kColumns = 8, kRows = 5;
constexpr double kFrameWidth = 98, kFrameHeight = 61, kFrameGap = 10, kTop = 8;
const QColor kGround(34, 36, 40), kBall(222, 52, 56), kSquare(70, 100, 240), kMap(253, 231, 37);

QRectF frame_rect(int frame) {
  return {kFrameGap + frame * (kFrameWidth + kFrameGap), kTop, kFrameWidth, kFrameHeight};
}

QRectF place_rect(int frame, int column, int row, int columns = kColumns, int rows = kRows) {
  const QRectF whole = frame_rect(frame);
  return {whole.x() + whole.width() * column / columns, whole.y() + whole.height() * row / rows,
          whole.width() / columns, whole.height() / rows};
}

QPointF ball_centre(int frame) {
  const QRectF whole = frame_rect(frame);
  return {whole.x() + whole.width() * (0.18 + 0.21 * frame), whole.y() + whole.height() * 0.7};
}

bool has_square(int frame) {
  return frame >= 2;
}

QRectF square_rect(int frame) {
  const QRectF whole = frame_rect(frame);
  return {whole.x() + whole.width() * 0.66, whole.y() + whole.height() * 0.12, 20, 20};
}

void paint_frame(QPainter& painter, int frame) {
  painter.setPen(Qt::NoPen);
  painter.setBrush(kGround);
  painter.drawRect(frame_rect(frame));
  painter.setBrush(kBall);
  painter.drawEllipse(ball_centre(frame), 11, 11);
  if (!has_square(frame)) return;
  painter.setBrush(kSquare);
  painter.drawRect(square_rect(frame));
}

double nearness_to(const QPointF& place, const QPointF& cell, double reach) {
  const double x = place.x() - cell.x(), y = place.y() - cell.y();
  return std::exp(-(x * x + y * y) / (reach * reach));
}

void paint_cell(QPainter& painter, const QRectF& cell, double value) {
  QColor colour = kMap;
  colour.setAlphaF(static_cast<float>(std::clamp(value, 0.0, 1.0) * 0.85));
  painter.fillRect(cell, colour);
}

/// Where the map lies: on ball and square, so much on each frame.
void paint_map(QPainter& painter, int frame, double on_ball, double on_square, int columns, int rows) {
  for (int row = 0; row < rows; ++row) {
    for (int column = 0; column < columns; ++column) {
      const QRectF cell = place_rect(frame, column, row, columns, rows);
      double value = on_ball * nearness_to(ball_centre(frame), cell.center(), 15);
      if (has_square(frame)) value += on_square * nearness_to(square_rect(frame).center(), cell.center(), 14);
      paint_cell(painter, cell, value);
    }
  }
}

void paint_grid(QPainter& painter, int frame, int columns, int rows) {
  painter.setPen(QPen(QColor(255, 255, 255, 40), 0.6));
  const QRectF whole = frame_rect(frame);
  for (int column = 0; column <= columns; ++column) {
    const double x = whole.x() + whole.width() * column / columns;
    painter.drawLine(QPointF(x, whole.top()), QPointF(x, whole.bottom()));
  }
  for (int row = 0; row <= rows; ++row) {
    const double y = whole.y() + whole.height() * row / rows;
    painter.drawLine(QPointF(whole.left(), y), QPointF(whole.right(), y));
  }
}

/// The window's patch that is kept: the one that lies nearest to something.
std::pair<int, int> kept_patch(int frame, int column, int row) {
  std::pair<int, int> kept{0, 0};
  double most = -1;
  for (int y = 0; y < 2; ++y) {
    for (int x = 0; x < 2; ++x) {
      const QPointF centre = place_rect(frame, 2 * column + x, 2 * row + y, 2 * kColumns, 2 * kRows).center();
      const double near =
          nearness_to(ball_centre(frame), centre, 40) + (x + 2 * y == (column + row) % 4 ? 0.01 : 0);
      if (near > most) {
        most = near;
        kept = {x, y};
      }
    }
  }
  return kept;
}

}  // namespace

MapFigure::MapFigure(ShownMap kind, QWidget* parent) : QWidget(parent), kind_(kind) {
  setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

QSize MapFigure::sizeHint() const {
  const bool frames_alone = kind_ == ShownMap::Fsra || kind_ == ShownMap::Lsd;
  return {static_cast<int>(kFrameGap + kFrames * (kFrameWidth + kFrameGap)), frames_alone ? 78 : 106};
}

void MapFigure::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  if (kind_ == ShownMap::Fusion) {
    paint_fusion(painter);
    return;
  }
  for (int frame = 0; frame < kFrames; ++frame) paint_frame(painter, frame);
  if (kind_ == ShownMap::Answer) {
    paint_answer(painter);
    return;
  }
  // GSTRA spreads one whole over the chunk's four frames, FSRA one over each frame.
  constexpr std::array<double, kFrames> kOfChunk{0.25, 0.2, 1.0, 0.45};
  for (int frame = 0; frame < kFrames; ++frame) {
    const auto share = kOfChunk[static_cast<std::size_t>(frame)];
    if (kind_ == ShownMap::Fsra) paint_map(painter, frame, 1, 0.9, kColumns, kRows);
    if (kind_ == ShownMap::Gstra) paint_map(painter, frame, share, share, 2 * kColumns, 2 * kRows);
    if (kind_ == ShownMap::Lsd) {
      for (int row = 0; row < kRows; ++row) {
        for (int column = 0; column < kColumns; ++column) {
          const auto [x, y] = kept_patch(frame, column, row);
          paint_cell(painter, place_rect(frame, 2 * column + x, 2 * row + y, 2 * kColumns, 2 * kRows), 0.8);
        }
      }
    }
    paint_grid(painter, frame, kColumns, kRows);
  }
  if (kind_ != ShownMap::Gstra) return;
  painter.setPen(QPen(accents(palette()).chunk, 2));
  painter.setBrush(Qt::NoBrush);
  painter.drawRoundedRect(
      QRectF(frame_rect(0).topLeft(), frame_rect(kFrames - 1).bottomRight()).adjusted(-5, -5, 5, 5), 4, 4);
  painter.setPen(Qt::NoPen);
  painter.setBrush(accents(palette()).sampled);
  for (int frame = 0; frame < kFrames; ++frame) {
    const double high = 22 * kOfChunk[static_cast<std::size_t>(frame)];
    painter.drawRect(QRectF(frame_rect(frame).center().x() - 12, kTop + kFrameHeight + 31 - high, 24, high));
  }
}

void MapFigure::paint_fusion(QPainter& painter) const {
  constexpr std::array<double, 16> kChannels{0.1, 0.2, 0.35, 0.5, 0.75, 0.95, 1,    0.9,
                                             0.7, 0.6, 0.5,  0.4, 0.3,  0.2,  0.15, 0.05};
  painter.setPen(Qt::NoPen);
  painter.setBrush(accents(palette()).sampled);
  for (std::size_t i = 0; i < kChannels.size(); ++i)
    painter.drawRect(QRectF(kFrameGap + 26.0 * static_cast<double>(i), 8 + 70 * (1 - kChannels[i]), 22,
                            70 * kChannels[i]));
  painter.setPen(palette().color(QPalette::WindowText));
  painter.drawText(QRectF(kFrameGap, 82, 200, 20), Qt::AlignLeft, QStringLiteral("0 · GSTRA"));
  painter.drawText(QRectF(kFrameGap + 216, 82, 200, 20), Qt::AlignRight, QStringLiteral("FSRA · 1"));
}

void MapFigure::paint_answer(QPainter& painter) const {
  for (int frame = 0; frame < kFrames; ++frame) {
    paint_map(painter, frame, 0.12, has_square(frame) ? 1 : 0, kColumns, kRows);
    paint_grid(painter, frame, kColumns, kRows);
  }
  // The very words of the built-in model, in its only language.
  const QStringList words{QStringLiteral("The"), QStringLiteral("square"), QStringLiteral("is"),
                          QStringLiteral("blue")};
  double x = kFrameGap;
  for (qsizetype i = 0; i < words.size(); ++i) {
    const bool chosen = i == 3;
    const double wide = fontMetrics().horizontalAdvance(words[i]) + 14;
    const QRectF chip(x, kTop + kFrameHeight + 8, wide, fontMetrics().height() + 4);
    painter.setPen(QPen(accents(palette()).line, 1));
    painter.setBrush(palette().color(chosen ? QPalette::Highlight : QPalette::Base));
    painter.drawRoundedRect(chip, 5, 5);
    painter.setPen(palette().color(chosen ? QPalette::HighlightedText : QPalette::Text));
    painter.drawText(chip, Qt::AlignCenter, words[i]);
    x += wide + 5;
  }
}

}  // namespace vp::ui
