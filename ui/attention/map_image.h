#pragma once

#include <QImage>
#include <QString>

#include "attention/attention_maps.h"
#include "attention/colour_map.h"
#include "attention/reduction.h"

namespace vp::ui {

/// Which map is shown.
enum class MapKind { Off, Fsra, Gstra };

/// How maps are shown, in the picture and in the strip.
struct OverlaySettings {
  MapKind kind = MapKind::Fsra;
  attention::HeadSelection heads;
  attention::ColourMap colours = attention::ColourMap::Viridis;
  double opacity = 0.55;
  bool smooth = false;
};

/// The map of one sampled frame over the picture's own rectangle. Not for MapKind::Off.
attention::MapGrid grid_of(const attention::AttentionMaps& maps, int frame, const OverlaySettings& settings);

/// The map in colours: one pixel a cell, or enough pixels for smooth colours. To be stretched over the
/// picture.
QImage coloured(const attention::MapGrid& grid, const OverlaySettings& settings);

int head_count(const attention::AttentionMaps& maps, MapKind kind);

/// "FSRA", "GSTRA"; empty for Off.
QString name_of(MapKind kind);
/// "mean of 8 heads", "head 3 of 0–7".
QString describe_heads(const attention::HeadSelection& heads, int count);

}  // namespace vp::ui
