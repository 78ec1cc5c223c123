#pragma once

#include <QImage>
#include <QWidget>
#include <optional>

#include "ui/attention/map_point.h"
#include "ui/attention/map_source.h"

namespace vp::ui {

/// The map of one sampled frame over its picture, as large as fits. The arrow keys go from cell to cell.
class LargeMap final : public QWidget {
  Q_OBJECT

 public:
  explicit LargeMap(QWidget* parent = nullptr);

  /// `frame` is a position among the sampled frames; -1 shows nothing. The last colour is `scale`, or the
  /// map's own maximum.
  void show_map(const MapSource& source, int frame, const OverlaySettings& settings,
                std::optional<float> scale);

  /// Where the picture is painted, in this widget's coordinates.
  QRectF picture_rect() const;
  QSize sizeHint() const override { return {480, 300}; }
  QSize minimumSizeHint() const override { return {120, 60}; }

 signals:
  /// Under the pointer, or where the keys went; nothing when the pointer left.
  void pointed(const std::optional<vp::ui::MapPoint>& point);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  bool event(QEvent* event) override;

 private:
  int frame_ = -1;
  std::weak_ptr<const engine::EncodedVideo> video_;  ///< that `picture_` is of
  QImage picture_;
  QImage map_;
  QSize grid_;
  QPoint cell_;  ///< of the keys
  double opacity_ = 0;
  bool smooth_ = false;
};

}  // namespace vp::ui
