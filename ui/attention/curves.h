#pragma once

#include <QString>

#include "ui/attention/map_source.h"
#include "ui/attention/overlay_settings.h"
#include "ui/player/attention_curve.h"

namespace vp::ui {

/// GSTRA's share of the attention in its chunk, of every frame of a video with maps.
AttentionCurve mass_curve(const MapSource& source, const OverlaySettings& settings);
/// What the chosen word of the recorded answer attended to in every frame.
AttentionCurve word_curve(const MapSource& source, const OverlaySettings& settings, const QString& word);

}  // namespace vp::ui
