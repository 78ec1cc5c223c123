// What the window remembers, and what can be set.
#include <QApplication>
#include <QFileInfo>
#include <QScreen>
#include <QSettings>

#include "ui/attention/attention_panel.h"
#include "ui/conversation/conversation_panel.h"
#include "ui/look/format.h"
#include "ui/look/language.h"
#include "ui/look/plain_text.h"
#include "ui/main_window.h"
#include "ui/player/player_panel.h"
#include "ui/settings/about_dialog.h"
#include "ui/settings/settings_dialog.h"

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

StudioSettings MainWindow::settings_in_effect() const {
  QSettings now;
  attention_->save_settings(now);  // the colours may have been changed there
  StudioSettings settings = stored_settings();
  // The command line may have chosen otherwise than the dialog did.
  settings.model = options_.model;
  settings.cache_megabytes = static_cast<int>(options_.library.video_cache.most_bytes >> 20);
  return settings;
}

void MainWindow::show_settings() {
  if (settings_ == nullptr) {
    settings_ = new SettingsDialog(*errands_, chooser_, this);
    connect(settings_, &SettingsDialog::applied, this, &MainWindow::apply_settings);
  }
  settings_->show_settings(settings_in_effect(), from_path(options_.builtin_model));
  settings_->show();
  settings_->raise();
  settings_->activateWindow();
}

void MainWindow::apply_settings(const StudioSettings& settings) {
  const StudioSettings before = settings_in_effect();
  store(settings);
  if (settings.theme != before.theme) apply_theme(*qApp, settings.theme);
  if (settings.language != before.language) apply_language(*qApp, settings.language);
  if (settings.colours != before.colours) {
    QSettings stored;
    stored.setValue(QStringLiteral("overlay_colours"), to_qstring(attention::name_of(settings.colours)));
    attention_->load_settings(stored);
  }
  if (settings.cache_megabytes != before.cache_megabytes) {
    options_.library.video_cache.most_bytes = qint64{settings.cache_megabytes} << 20;
    library_->set_cache_limit(options_.library.video_cache.most_bytes);
  }
  if (needs_reload(before.model, settings.model) && !settings.model.folder.empty()) {
    options_.model = settings.model;
    if (uses_builtin_model()) {
      choose_builtin_model();
    } else {
      const QString folder = from_path(settings.model.folder);
      remember_checkpoint(folder);
      QSettings().setValue(QStringLiteral("model_folder"), folder);
      load_model(folder);
    }
  }
  options_.model = settings.model;
  settings_->show_settings(settings_in_effect(), from_path(options_.builtin_model));
}

void MainWindow::show_about() {
  if (about_ == nullptr) about_ = new AboutDialog(*errands_, this);
  about_->show();
  about_->raise();
  about_->activateWindow();
}

void MainWindow::show_title() {
  setWindowTitle(video_name_.isEmpty()
                     ? tr("Video-Panda Studio")
                     : tr("%1 – Video-Panda Studio").arg(plain_title(QFileInfo(video_name_).fileName())));
}

void MainWindow::show_texts() {
  show_title();
  show_model();
  if (!frames_message_)
    frames_message_ = [] { return tr("Frames that were shown to the model appear here."); };
  attention_->set_message(frames_message_());
  update_actions();
  update_readiness();
}

}  // namespace vp::ui
