#pragma once

#include <QString>
#include <QStringList>

#include "attention/colour_map.h"
#include "engine/model.h"
#include "ui/look/theme.h"

namespace vp::ui {

/// What is chosen in the settings dialog.
struct StudioSettings {
  QString language;  ///< code; empty: as the desktop
  Theme theme = Theme::System;
  attention::ColourMap colours = attention::ColourMap::Viridis;
  int cache_megabytes = 2048;  ///< most that analysed videos may take on the disk; 0: none is kept
  /// Which checkpoint, where and in which precision; an empty folder: none.
  engine::LoadOptions model;
};

inline constexpr int kMostCacheMegabytes = 1 << 20;

/// As they were stored last; what is not or badly stored has its default. The folder stays empty: which model
/// was used last is known elsewhere.
StudioSettings stored_settings();
/// Stores all but the folder and the colour map, which are also changed elsewhere.
void store(const StudioSettings& settings);

/// The checkpoint folders that were used or added, what is new before the others. A folder keeps its place.
QStringList known_checkpoints();
void remember_checkpoint(const QString& folder);
void forget_checkpoint(const QString& folder);

}  // namespace vp::ui
