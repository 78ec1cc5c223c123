#pragma once

#include <QIcon>

namespace vp::ui {

/// The program's own pictograms.
enum class Glyph {
  Play,
  Pause,
  StepBack,
  StepForward,
  First,
  Last,
  Loop,
  RangeStart,
  RangeEnd,
  Regular,
  FullScreen,
  Volume,
  Muted,
  Open,
  Save,
  Copy,
  Done,
  Edit,
  Again,
  Delete,
  Settings,
  Ask,
  Stop,
  Close,
  Model,
  Information,
  Measure,
  Warning,
};

/// An icon that is drawn in the palette's text colour whenever it is painted, so it is sharp at every scale
/// and right in light and dark themes.
QIcon icon(Glyph glyph);

/// The program's own icon, in colour.
QIcon program_icon();

}  // namespace vp::ui
