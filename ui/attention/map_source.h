#pragma once

#include <QImage>
#include <QString>
#include <memory>
#include <optional>

#include "engine/encoded_video.h"
#include "ui/attention/overlay_settings.h"

namespace vp::ui {

/// Where maps come from: the encoded video, and a word of an answer about it.
struct MapSource {
  std::shared_ptr<const engine::EncodedVideo> video;
  std::shared_ptr<const attention::AnswerAttention> answer;
  attention::TokenRange word;

  /// Sampled frames, without padding.
  int frames() const { return video ? static_cast<int>(video->frames().size()) : 0; }
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

/// "FSRA", "GSTRA", "LSD", …; empty for Off.
QString name_of(ShownMap kind);
/// "mean of 8 heads", "head 3 of 8 (from 0)".
QString describe_heads(const attention::HeadSelection& heads, int count);
/// "0.0123": four digits.
QString format_value(double value);
/// The picture as it is painted, at most this large.
QImage thumbnail_of(const base::RgbImage& picture, int longest_side);

}  // namespace vp::ui
