#pragma once

#include <QList>
#include <QWidget>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "engine/conversation.h"
#include "engine/encoded_video.h"
#include "engine/model_facts.h"
#include "ui/attention/map_point.h"
#include "ui/attention/map_source.h"
#include "ui/player/attention_curve.h"
#include "ui/player/timeline_mark.h"

class QDockWidget;
class QLabel;
class QMenu;
class QScrollArea;
class QSettings;

namespace vp::ui {

class AlphaHistogram;
class AnswerPicker;
class ColourBar;
class LargeMap;
class OneLineLabel;
class OverlayControls;
class PageStack;
class Session;
class SmallMultiples;

/// The attention maps of the encoded video and of the answers about it: what is shown and how, what belongs
/// over the frames of the timeline and over the picture at the present position.
class AttentionPanel final : public QWidget {
  Q_OBJECT

 public:
  explicit AttentionPanel(QWidget* parent = nullptr);

  /// What is shown from now on; it must outlive the panel's last event.
  void show_session(const Session& session);
  /// The frame on the screen.
  void set_position(qint64 frame, double time_s);
  /// Where the pointer is on the picture of the player, in shares of its width and height.
  void set_pointer(const std::optional<QPointF>& place);
  /// Where it is on the sampled frame at this position.
  void set_frame_pointer(int position, const std::optional<QPointF>& place);

  /// Shows what a word of an answer looked at, both counted from 0.
  void show_word(int answer, int word);
  /// What is to be recorded of the next answer.
  engine::AttentionRecording recording() const;

  void load_settings(const QSettings& settings);
  void save_settings(QSettings& settings) const;
  void fill_menu(QMenu& menu) const;

  QSize sizeHint() const override { return minimumSizeHint().expandedTo({700, 0}); }
  /// Whole, but for small screens, where what does not fit is scrolled.
  QSize minimumSizeHint() const override;

 signals:
  /// The map for the frame on the screen; null for none.
  void overlay_changed(const QImage& map, double opacity, bool smooth);
  /// "FSRA · frame 125 · 0:05.00 · 2.6 s away": what that map is; empty for none.
  void badge_changed(const QString& text);
  void marks_changed(const QList<vp::ui::TimelineMark>& marks);
  /// A map for each of them; none: an empty list.
  void maps_changed(const QList<QImage>& maps, double opacity, bool smooth);
  /// What belongs to them over time.
  void curve_changed(const vp::ui::AttentionCurve& curve);
  void seek_requested(qint64 frame);
  /// The word of an answer whose map is shown; -1 and -1 for none.
  void word_shown(int answer, int word);

 protected:
  void resizeEvent(QResizeEvent* event) override;
  void showEvent(QShowEvent* event) override;
  void hideEvent(QHideEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void make_layout();
  void set_model(const engine::ModelFactsPtr& model);
  void set_video(const std::shared_ptr<const engine::EncodedVideo>& video);
  void add_answer(const engine::Turn& turn);
  /// Whether the video's maps may stand beside the answers that there are now.
  void update_belonging();
  /// Nothing is encoded, and why, which is said where the frames are else.
  void clear(std::function<QString()> message);
  void apply();
  void take_word();
  void choose_word();
  void show_pages();
  bool shows(const QWidget* page) const;
  void show_curve();
  void update_overlay();
  void show_point(const std::optional<MapPoint>& point);
  /// The colour bar belongs to the map that is pointed at, else to what all or the nearest have.
  void show_scale(const std::optional<MapPoint>& point);
  QString name_of_map() const;
  /// Some choices can be seen in the panel alone.
  void come_to_front();
  /// Null where the panel is in none.
  QDockWidget* dock() const;
  /// Asks for as much height as the present layout needs, and gives back what the one before needed.
  void fit_dock();
  void give_room_back();
  /// Of all that is in it, and what it gets at most.
  int whole_height() const;
  int most_height() const;
  void choose_scrolling();
  QString caption(int frame) const;
  void seek_to(int position);

  const Session* session_ = nullptr;
  QWidget* content_;
  QScrollArea* scroll_ = nullptr;  ///< around it
  MapSource source_;
  OverlayControls* controls_;
  AnswerPicker* picker_;
  SmallMultiples* multiples_;
  LargeMap* large_;
  AlphaHistogram* histogram_;
  PageStack* pages_;
  QWidget* multiples_page_ = nullptr;
  OneLineLabel* caption_;
  QLabel* readout_;
  ColourBar* colour_bar_;
  std::vector<attention::MapGrid> grids_;  ///< one a sampled frame; empty without maps
  QList<QImage> maps_;                     ///< the same in colours
  std::optional<float> scale_;             ///< of all frames, where they share one
  int needed_ = 0;                         ///< height that was asked for last
  bool was_fitted_ = false;                ///< as low as it may be, when it was hidden
  std::function<QString()> message_;       ///< in the language in use
  qint64 frame_ = -1;
  double time_s_ = 0;
};

}  // namespace vp::ui
