#pragma once

#include <QPalette>
#include <QString>
#include <optional>

class QApplication;

namespace vp::ui {

enum class Theme { System, Light, Dark };

/// "system", "light", "dark".
std::optional<Theme> theme_of(const QString& name);

/// Sets style and palette of the whole program. System leaves the palette of the desktop.
void apply_theme(QApplication& application, Theme theme);

/// Whether text is lighter than its background.
bool is_dark(const QPalette& palette);

/// Colours that no palette role has.
struct Accents {
  QColor position;   ///< where playback is
  QColor sampled;    ///< frames that the model was shown
  QColor chunk;      ///< borders between chunks
  QColor question;   ///< ground of a question
  QColor secondary;  ///< less important text
  QColor warning;    ///< ground of a message about something that failed
  QColor line;       ///< hairlines between areas
};
Accents accents(const QPalette& palette);

}  // namespace vp::ui
