#pragma once

#include <QImage>
#include <QList>
#include <QWidget>
#include <optional>
#include <vector>

#include "ui/attention/map_point.h"
#include "ui/attention/map_source.h"

namespace vp::ui {

/// A small map for each sampled frame (columns) and each head or decoder layer (rows). The arrow keys go from
/// map to map, Enter goes to the frame.
class SmallMultiples final : public QWidget {
  Q_OBJECT

 public:
  explicit SmallMultiples(QWidget* parent = nullptr);

  void set_maps(const MapSource& source, const OverlaySettings& settings);
  /// The sampled frame that is on the screen; -1 for none.
  void set_current_frame(int frame);

  int columns() const { return source_.frames(); }
  int rows() const { return rows_; }
  /// The value of the last colour, where all maps share one.
  std::optional<float> scale() const { return scale_; }
  /// Where a map is painted, in this widget's coordinates.
  QRectF cell_rect(int frame, int row) const;

  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;
  int heightForWidth(int width) const override;

 signals:
  void frame_clicked(int frame);
  /// The keys went to a map that may be out of sight.
  void reached(const QRect& cell);
  /// Under the pointer, or where the keys went; nothing when the pointer left.
  void pointed(const std::optional<vp::ui::MapPoint>& point);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  bool event(QEvent* event) override;

 private:
  QSizeF cell_size(int width) const;
  std::optional<MapPoint> point_at(const QPointF& position) const;
  const QImage& map_of(int frame, int row);
  /// The largest value of a map under the keys' cell.
  void point_at_peak();
  QString row_name(int row) const;

  MapSource source_;
  OverlaySettings settings_;
  int rows_ = 0;
  std::vector<QImage> pictures_;  ///< of the frames
  std::vector<QImage> maps_;      ///< frame by frame, head by head; null until painted
  std::optional<float> scale_;
  int current_frame_ = -1;
  int key_frame_ = 0;
  int key_row_ = 0;
};

}  // namespace vp::ui
