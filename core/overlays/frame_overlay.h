#pragma once

#include <string_view>

#include "attention/attention_maps.h"
#include "attention/overlay.h"
#include "attention/reduction.h"
#include "engine/encoded_video.h"

namespace vp::overlays {

/// "FSRA", "GSTRA"
std::string_view name_of(attention::FrameMap kind);

/// How a map lies over a picture.
struct OverlayStyle {
  attention::FrameMap map = attention::FrameMap::Fsra;
  attention::HeadSelection heads{};
  attention::ColourMap colours = attention::ColourMap::Viridis;
  float opacity = 0.6f;
  bool smooth = false;
};

/// The map of a sampled frame (its place among video.frames()) and how it is drawn. GSTRA is one map over a
/// whole chunk, so its frames share a scale; each frame's FSRA is a map of its own.
struct FrameOverlay {
  attention::MapGrid grid;
  attention::OverlayOptions options;
};

/// Throws Error(Usage) for a frame or head that the video has not, and where its maps were not kept.
FrameOverlay overlay_of(const engine::EncodedVideo& video, int frame, const OverlayStyle& style);

}  // namespace vp::overlays
