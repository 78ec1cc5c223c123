#pragma once

#include "attention/answer_attention.h"
#include "attention/colour_map.h"
#include "attention/reduction.h"

class QSettings;

namespace vp::ui {

/// What the attention panel shows. Off is the frames without a map over them.
enum class ShownMap { Off, Fsra, Gstra, Lsd, Fusion, Answer };

/// How the maps of the frames are laid out.
enum class MapView { Strip, Multiples, Large };

/// How maps are shown, over the picture and in the panel.
struct OverlaySettings {
  ShownMap kind = ShownMap::Off;  ///< the film is seen first
  attention::HeadSelection heads;
  int layer = attention::kAllRows;  ///< of the record, for Answer
  attention::ColourMap colours = attention::ColourMap::Viridis;
  double opacity = 0.8;  ///< of the largest value; smaller ones are clearer in proportion
  bool smooth = false;
  bool same_scale = false;  ///< the last colour is the largest value of all frames, not of each
  /// The same for Answer: which frame was looked at is what is asked there.
  bool same_scale_of_answer = true;
  bool kept_only = true;  ///< LSD: only the patch of each window that has the largest weight
  MapView view = MapView::Strip;

  /// What was saved; the defaults in the place of what is missing or cannot be.
  static OverlaySettings load(const QSettings& settings);
  void save(QSettings& settings) const;

  /// There are maps to show: not Off, not Fusion.
  bool has_maps() const { return kind != ShownMap::Off && kind != ShownMap::Fusion; }
  bool shares_scale() const { return kind == ShownMap::Answer ? same_scale_of_answer : same_scale; }
  /// Whether maps are painted with interpolation; kept patches have sharp borders always.
  bool paints_smooth() const { return smooth && !(kind == ShownMap::Lsd && kept_only); }
};

}  // namespace vp::ui
