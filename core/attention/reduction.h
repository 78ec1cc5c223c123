#pragma once

#include <vector>

#include "attention/attention_maps.h"

namespace vp::attention {

/// How the heads of a map become one: a single head, or the mean or maximum of all.
struct HeadSelection {
  enum class Kind { Mean, Max, Single };
  Kind kind = Kind::Mean;
  int head = 0;  ///< for Single
};

/// A map over the cells of a picture's own rectangle.
struct MapGrid {
  int height = 0;
  int width = 0;
  std::vector<float> values;  ///< height * width, rows from the top

  /// The largest finite value; 0 when there is none.
  float maximum() const;
};

// The functions below throw Error(Usage) for a frame or a head that the maps do not have, and for maps whose
// sizes contradict each other (a stored session that was tampered with).

/// FSRA of a frame: (h, w).
MapGrid fsra_grid(const AttentionMaps& maps, int frame, const HeadSelection& heads);
/// LSD of a frame at the resolution of patches, (s h, s w): the weight of each patch in its window of s x s;
/// the patches of a window sum to 1 for a single head or the mean.
MapGrid lsd_grid(const AttentionMaps& maps, int frame, const HeadSelection& heads);
/// s, the patches a side of an LSD window of a frame.
int lsd_window(const AttentionMaps& maps, int frame);
/// For each cell of lsd_grid() whether the downsampling kept mostly this patch: the largest weight of its
/// window, the first in reading order where several are equal.
std::vector<bool> lsd_kept(const MapGrid& grid, int window);
/// GSTRA over the valid patches of a frame: (valid height, valid width).
MapGrid gstra_grid(const AttentionMaps& maps, int frame, const HeadSelection& heads);
/// The share of GSTRA's attention in its chunk that falls on each frame, padding frames included; the frames
/// of a chunk sum to 1 for a single head or the mean.
std::vector<float> gstra_mass_per_frame(const AttentionMaps& maps, const HeadSelection& heads);

}  // namespace vp::attention
