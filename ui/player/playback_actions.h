#pragma once

#include <QList>

class QAction;
class QMenu;
class QWidget;

namespace vp::ui {

/// The speeds that can be chosen, slowest first.
inline constexpr double kRates[] = {0.25, 0.5, 0.75, 1, 1.25, 1.5, 2, 4};

/// The actions of playback. They belong to the window's menu as well as to the transport bar. They do nothing
/// by themselves: PlayerPanel connects them.
struct PlaybackActions {
  explicit PlaybackActions(QWidget* owner);

  /// Puts those of playback into a menu.
  void fill(QMenu& menu) const;
  /// Those of how the film is shown.
  void fill_view(QMenu& menu) const;
  /// Those that need a video.
  QList<QAction*> of_a_video() const;

  QAction* play;
  QAction* step_back;
  QAction* step_forward;
  QAction* back_5_s;
  QAction* forward_5_s;
  QAction* back_1_min;
  QAction* forward_1_min;
  QAction* first;
  QAction* last;
  QAction* previous_sampled;
  QAction* next_sampled;
  QAction* loop;
  QAction* loop_start;
  QAction* loop_end;
  QAction* loop_clear;
  QAction* slower;
  QAction* faster;
  QList<QAction*> rates;  ///< one for each of kRates, of which one is checked
  QAction* range_start;
  QAction* range_end;
  QAction* range_clear;
  QAction* move_sampled_here;
  QAction* regular_frames;
  QAction* go_to_time;
  QAction* zoom_in;
  QAction* zoom_out;
  QAction* zoom_range;
  QAction* zoom_all;
  QAction* deinterlace;
  QAction* mute;
  QAction* full_screen;
  QAction* leave_full_screen;
  QMenu* rate_menu;
  QMenu* stream_menu;  ///< of the video streams; PlayerPanel fills it
};

}  // namespace vp::ui
