#pragma once

#include <QList>
#include <QWidget>
#include <memory>

#include "engine/encoded_video.h"
#include "ui/attention/map_image.h"
#include "ui/attention/mass_curve.h"
#include "ui/player/timeline_mark.h"

class QLabel;
class QMenu;

namespace vp::ui {

class FrameStrip;
class OverlayControls;

/// The attention maps of the encoded video: controls, the strip of sampled frames, and what belongs over the
/// picture at the present position.
class AttentionPanel final : public QWidget {
  Q_OBJECT

 public:
  explicit AttentionPanel(QWidget* parent = nullptr);

  void set_video(const std::shared_ptr<const engine::EncodedVideo>& video);
  /// Nothing is encoded, and why.
  void clear(const QString& message);
  /// The frame on the screen.
  void set_position(qint64 frame, double time_s);

  const OverlaySettings& settings() const;
  void set_settings(const OverlaySettings& settings);
  void fill_menu(QMenu& menu) const;

 signals:
  /// The map for the frame on the screen; null for none.
  void overlay_changed(const QImage& map, double opacity, bool smooth);
  void marks_changed(const QList<vp::ui::TimelineMark>& marks);
  void masses_changed(const QList<vp::ui::MassPoint>& masses, const QString& heads);
  void seek_requested(qint64 frame);

 private:
  void apply(const OverlaySettings& settings);
  void update_overlay();
  int nearest_frame() const;

  std::shared_ptr<const engine::EncodedVideo> video_;
  OverlayControls* controls_;
  FrameStrip* strip_;
  QLabel* caption_;
  QList<QImage> maps_;  ///< one a sampled frame; empty when off
  qint64 frame_ = -1;
  double time_s_ = 0;
};

}  // namespace vp::ui
