#pragma once

#include <QImage>
#include <QList>
#include <QString>
#include <memory>
#include <optional>

#include "engine/encoded_video.h"
#include "ui/attention/overlay_settings.h"
#include "ui/player/timeline_mark.h"
#include "ui/session/seen_frame.h"

namespace vp::ui {

/// Where maps come from: the encoded video, and a word of an answer about it.
struct MapSource {
  std::shared_ptr<const engine::EncodedVideo> video;
  bool maps_belong = true;  ///< the video's own maps, to the answers (Session::encoded_for_answers)
  std::shared_ptr<const attention::AnswerAttention> answer;
  QList<SeenFrame> answer_frames;  ///< that the answer is about
  attention::TokenRange word;

  /// Sampled frames, without padding.
  int frames() const { return video ? static_cast<int>(video->frames().size()) : 0; }
  /// The sampled frame that is nearest to a frame of the film, which is on the screen at `time_s`; -1 without
  /// any.
  int nearest(qint64 frame, double time_s) const;
  /// Seconds from there to a sampled frame.
  double distance_s(int position, qint64 frame, double time_s) const;
  /// Whether the model was asked about this time; needs a video.
  bool asked_about(double time_s) const;
  /// Maps of this kind can be shown.
  bool has(ShownMap kind) const;
  /// Heads of FSRA, GSTRA and LSD; layers that were recorded of an answer; 0 where there are none.
  int rows(ShownMap kind) const;

  // Only where has(settings.kind).

  /// The map of a sampled frame over the picture's own rectangle, by the settings' heads or layer.
  attention::MapGrid grid(int frame, const OverlaySettings& settings) const;
  /// The map of one head or layer.
  attention::MapGrid row_grid(int frame, int row, const OverlaySettings& settings) const;
  /// A map in colours, to be stretched over the picture: one pixel a cell, or `smooth_pixels` a cell where
  /// colours are interpolated. The last colour is `scale`, or the map's own maximum; the opacity follows the
  /// value, so that what was not looked at stays clear. Of LSD's kept patches each is opaque.
  QImage image(int frame, const attention::MapGrid& grid, const OverlaySettings& settings,
               std::optional<float> scale, int smooth_pixels = 12) const;

  /// "mean of 8 heads", "layer 3 of 12 (from 0)".
  QString describe_rows(const OverlaySettings& settings) const;
  /// "16 × 16 tokens", "32 × 18 patches": the grid that the values have, whatever is painted.
  QString describe_grid(const attention::MapGrid& grid, ShownMap kind) const;
};

/// The frames that were shown to the model, for the timeline; those of STAB lie in chunks.
QList<TimelineMark> marks_of(const engine::EncodedVideo& video);
/// What is left of a map's opacity so far from its frame: it fades with the distance in time, but not away.
double nearness(double distance_s);
/// "FSRA", "GSTRA", "LSD", …; empty for Off.
QString name_of(ShownMap kind);
/// "the film only": what a map of that kind can say something of.
QString what_it_depends_on(ShownMap kind);
/// "mean of 8 heads", "head 3 of 8 (from 0)".
QString describe_heads(const attention::HeadSelection& heads, int count);
/// "0.0123": four digits.
QString format_value(double value);
/// The picture as it is painted, at most this large.
QImage thumbnail_of(const base::RgbImage& picture, int longest_side);

}  // namespace vp::ui
