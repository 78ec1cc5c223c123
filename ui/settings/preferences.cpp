#include "ui/settings/preferences.h"

#include <QApplication>
#include <QSettings>

#include "ui/attention/attention_panel.h"
#include "ui/library/library.h"
#include "ui/look/format.h"
#include "ui/look/language.h"
#include "ui/settings/about_dialog.h"
#include "ui/settings/model_choice.h"
#include "ui/settings/settings_dialog.h"

namespace vp::ui {
namespace {

void bring_up(QWidget& dialog) {
  dialog.show();
  dialog.raise();
  dialog.activateWindow();
}

}  // namespace

Preferences::Preferences(ModelChoice& model, Library& library, AttentionPanel& attention, qint64 cache_bytes,
                         FileChooser& chooser, QWidget* window)
    : QObject(window),
      model_(model),
      library_(library),
      attention_(attention),
      cache_bytes_(cache_bytes),
      chooser_(chooser),
      window_(window) {}

Preferences::~Preferences() = default;

StudioSettings Preferences::in_effect() const {
  QSettings now;
  attention_.save_settings(now);  // the colours may have been changed there
  StudioSettings settings = stored_settings();
  // The command line may have chosen otherwise than the dialog did.
  settings.model = model_.options();
  settings.cache_megabytes = static_cast<int>(cache_bytes_ >> 20);
  return settings;
}

void Preferences::show_settings() {
  if (settings_ == nullptr) {
    settings_ = new SettingsDialog(errands_, chooser_, window_);
    connect(settings_, &SettingsDialog::applied, this, &Preferences::apply);
  }
  settings_->show_settings(in_effect(), from_path(model_.builtin()));
  bring_up(*settings_);
}

void Preferences::show_about() {
  if (about_ == nullptr) about_ = new AboutDialog(errands_, window_);
  bring_up(*about_);
}

void Preferences::apply(const StudioSettings& settings) {
  const StudioSettings before = in_effect();
  store(settings);
  if (settings.theme != before.theme) apply_theme(*qApp, settings.theme);
  if (settings.language != before.language) apply_language(*qApp, settings.language);
  if (settings.colours != before.colours) {
    QSettings stored;
    stored.setValue(QStringLiteral("overlay_colours"), to_qstring(attention::name_of(settings.colours)));
    attention_.load_settings(stored);
  }
  if (settings.cache_megabytes != before.cache_megabytes) {
    cache_bytes_ = qint64{settings.cache_megabytes} << 20;
    library_.set_cache_limit(cache_bytes_);
  }
  model_.apply(settings.model);
  settings_->show_settings(in_effect(), from_path(model_.builtin()));
}

}  // namespace vp::ui
