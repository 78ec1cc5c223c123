// What the window remembers.
#include <QFileInfo>
#include <QScreen>
#include <QSettings>

#include "ui/attention/attention_panel.h"
#include "ui/look/format.h"
#include "ui/main_window.h"
#include "ui/player/player_panel.h"

namespace vp::ui {

void MainWindow::restore_settings() {
  const QSettings settings;
  restoreGeometry(settings.value(QStringLiteral("geometry")).toByteArray());
  // It may come from a larger screen, or from the same one at a smaller scale.
  if (!isMaximized() && !isFullScreen()) resize(size().boundedTo(screen()->availableSize()));
  restoreState(settings.value(QStringLiteral("layout")).toByteArray());
  player_->set_volume_percent(settings.value(QStringLiteral("volume"), 100).toInt());
  attention_->load_settings(settings);
  if (options_.model.folder.empty()) {
    const QString folder = settings.value(QStringLiteral("model_folder")).toString();
    options_.model.folder = QFileInfo(folder).isDir() ? to_path(folder) : options_.builtin_model;
  }
}

void MainWindow::save_settings() const {
  QSettings settings;
  settings.setValue(QStringLiteral("geometry"), saveGeometry());
  settings.setValue(QStringLiteral("layout"), saveState());
  settings.setValue(QStringLiteral("volume"), player_->volume_percent());
  attention_->save_settings(settings);
}

}  // namespace vp::ui
