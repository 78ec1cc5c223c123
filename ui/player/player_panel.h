#pragma once

#include <QElapsedTimer>
#include <QList>
#include <QWidget>
#include <functional>
#include <optional>

#include "base/message.h"
#include "ui/player/hidden_patches.h"
#include "ui/player/picture_source.h"
#include "ui/player/plan_keeper.h"
#include "ui/player/playback_actions.h"
#include "ui/player/player.h"
#include "ui/player/stream_menu.h"
#include "ui/player/thumbnail_maker.h"
#include "ui/player/timeline.h"
#include "ui/player/transport_bar.h"

class QMenu;

namespace vp::ui {

class FirstSteps;
class GoToTime;
class PlanControls;
class PlanQuestion;
class VideoView;

/// Picture, transport bar and timeline of one player. Without a film there is the picture's place alone,
/// which says how to get one.
class PlayerPanel final : public QWidget {
  Q_OBJECT

 public:
  explicit PlayerPanel(QWidget* parent = nullptr);

  /// Gives the keyboard to the picture, where Space plays.
  void focus_picture();

  void open(const std::filesystem::path& file, const media::OpenOptions& options = {});
  void pause() { player_.pause(); }
  void seek_frame(qint64 frame) { player_.seek_frame(frame); }
  void seek_time(double seconds) { player_.seek_time(seconds); }
  /// The frames that the model was shown.
  void set_marks(const QList<TimelineMark>& marks) { timeline_->set_marks(marks); }
  /// A map for each of them, see FrameThumbnail::set_map; an empty list takes the maps away.
  void set_maps(const QList<QImage>& maps, double opacity, bool smooth);
  void set_curve(const AttentionCurve& curve) { timeline_->set_curve(curve); }
  /// Whether a clip came with the program.
  void set_sample_clip(bool there);
  /// The part of the film that is open that the model is asked about, as if it were marked by hand.
  void set_range(const media::TimeRange& range);
  /// The same for the film that is opened next: it is shown to the model so from the start.
  void set_range_of_next(const media::TimeRange& range) { next_range_ = range; }
  /// See VideoView::set_overlay.
  void set_overlay(const QImage& map, double opacity, bool smooth);
  /// See VideoView::set_badge.
  void set_badge(const QString& text);
  /// See VideoView.
  void set_hidden(const HiddenPatches& hidden);

  /// Which frames the model is to be shown; of an open video.
  engine::VideoRequest request() const { return to_request(*video_, plan_.plan()); }
  /// How many frames of the open video that are; none where the engine will say why there are none.
  int planned_frames() const { return static_cast<int>(planned_.size()); }
  const media::VideoInfo& info() const { return video_->info; }
  /// The frames of a session that is opened again, as the engine was asked for them. True when they are other
  /// ones than before.
  bool restore_request(const engine::VideoRequest& request);
  /// As many frames as the model was trained with.
  void set_usual_frames(int frames, int chunk, checkpoint::System system) {
    plan_.set_usual_frames(frames, chunk, system);
  }
  /// Whether there is a conversation, which other frames would end.
  void set_conversation(bool begun) { plan_.set_conversation(begun); }

  /// Puts the actions of playback into a menu, and those of how it is shown into another.
  void fill_menu(QMenu& menu) const { actions_.fill(menu); }
  void fill_view_menu(QMenu& menu) const { actions_.fill_view(menu); }
  void close_film();
  int volume_percent() const { return volume_percent_; }
  void set_volume_percent(int percent);
  /// The picture alone; transport bar and timeline come with the mouse or a key, and go when both rest.
  void set_full_screen(bool full_screen);

 signals:
  void opened(const vp::ui::VideoDetailsPtr& video);
  void failed(const vp::base::Message& message);
  /// The frame on the screen. While it plays, not every one.
  void position_changed(qint64 frame, double time_s);
  /// request() is another one; `ends_conversation`: there is one, and the user agrees that it ends.
  void request_changed(bool ends_conversation);
  /// The same file is to be opened again, with another of its video streams or its fields taken apart.
  void reopen_requested(const vp::media::OpenOptions& options);
  void full_screen_requested(bool full_screen);
  /// See VideoView::pointed.
  void picture_pointed(const std::optional<QPointF>& place);
  /// The same for the frames on the timeline: `position` is that of set_marks().
  void frame_pointed(int position, const std::optional<QPointF>& place);
  void open_requested();
  void sample_requested();

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void make_layout();
  void show_controls();
  /// Transport bar and timeline come with a film.
  void show_bars(bool film);
  void hide_controls();
  void connect_player();
  void connect_playback_actions();
  void connect_plan();
  void set_video(const VideoDetailsPtr& video);
  void set_position(qint64 frame, double time_s);
  void set_rate(double rate);
  void change_rate(int by);
  void update_loop();
  void update_plan();
  void show_plan();
  void jump(double seconds);
  /// To the nearest frame for the model before or after the one on the screen.
  void jump_to_sampled(int direction);
  void move_frame(int position, qint64 frame);
  /// The frame that lies so many pixels of the time axis beside a planned one.
  qint64 frame_beside(int position, int pixels) const;
  void move_nearest_here();
  void show_idle_message();
  /// `message` puts a message where the picture is; it runs now and when the language changes.
  void set_message(std::function<void()> message);
  void name_play();

  PlaybackActions actions_;
  StreamMenu stream_menu_;
  Player player_;
  PlanKeeper plan_;
  ThumbnailMaker thumbnails_;
  VideoView* view_;
  TransportBar* transport_;
  Timeline* timeline_;
  PlanControls* plan_controls_;
  PlanQuestion* plan_question_;
  FirstSteps* first_steps_;
  GoToTime* go_to_time_;
  VideoDetailsPtr video_;
  std::function<void()> message_;
  std::filesystem::path file_;
  QList<TimelineMark> planned_;
  qint64 frame_ = -1;  ///< on the screen
  double time_s_ = 0;
  std::optional<qint64> loop_start_;
  std::optional<qint64> loop_end_;
  media::TimeRange next_range_;     ///< of the film that open() is to be called with
  media::TimeRange opening_range_;  ///< of the one that is being opened
  bool full_screen_ = false;
  QTimer* controls_timer_;        ///< until they are hidden in full screen
  QPoint mouse_;                  ///< where the mouse was last, on the screen
  QElapsedTimer since_position_;  ///< since position_changed() was emitted
  int volume_percent_ = 100;
};

}  // namespace vp::ui
