#pragma once

#include <QList>
#include <QWidget>
#include <optional>

#include "ui/player/picture_source.h"
#include "ui/player/player.h"
#include "ui/player/timeline.h"
#include "ui/player/transport_bar.h"

class QMenu;

namespace vp::ui {

class VideoView;

/// Picture, transport bar and timeline of one player.
class PlayerPanel final : public QWidget {
  Q_OBJECT

 public:
  explicit PlayerPanel(QWidget* parent = nullptr);

  void open(const std::filesystem::path& file);
  void pause() { player_.pause(); }
  void seek_frame(qint64 frame) { player_.seek_frame(frame); }
  void seek_time(double seconds) { player_.seek_time(seconds); }
  void set_marks(const QList<TimelineMark>& marks);
  /// See VideoView::set_overlay.
  void set_overlay(const QImage& map, double opacity, bool smooth);

  /// Puts the actions of playback into a menu.
  void fill_menu(QMenu& menu) const;
  int volume_percent() const { return volume_percent_; }
  void set_volume_percent(int percent);

 signals:
  void opened(const vp::ui::VideoDetailsPtr& video);
  void failed(const QString& sentence);
  /// The frame on the screen.
  void position_changed(qint64 frame, double time_s);
  /// See VideoView::pointed.
  void picture_pointed(const std::optional<QPointF>& place);

 private:
  void make_actions();
  void set_video(const VideoDetailsPtr& video);
  void show_idle_message();

  Player player_;
  PlaybackActions actions_;
  VideoView* view_;
  TransportBar* transport_;
  Timeline* timeline_;
  VideoDetailsPtr video_;
  std::filesystem::path file_;
  int volume_percent_ = 100;
};

}  // namespace vp::ui
