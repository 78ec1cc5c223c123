#include "ui/settings/preferences.h"

#include <QApplication>
#include <QFileInfo>
#include <QSettings>
#include <utility>

#include "ui/attention/attention_panel.h"
#include "ui/library/library.h"
#include "ui/look/format.h"
#include "ui/look/language.h"
#include "ui/look/loss_question.h"
#include "ui/settings/about_dialog.h"
#include "ui/settings/model_choice.h"
#include "ui/settings/prepare_dialog.h"
#include "ui/settings/settings_dialog.h"

namespace vp::ui {
namespace {

void bring_up(QWidget& dialog) {
  dialog.show();
  dialog.raise();
  dialog.activateWindow();
}

}  // namespace

Preferences::Preferences(std::function<void()> open_engine, ModelChoice& model, Library& library,
                         AttentionPanel& attention, qint64 cache_bytes, qint64 memory_bytes,
                         FileChooser& chooser, QWidget* window)
    : QObject(window),
      model_(model),
      library_(library),
      attention_(attention),
      cache_bytes_(cache_bytes),
      memory_bytes_(memory_bytes),
      chooser_(chooser),
      window_(window),
      errands_(std::move(open_engine)) {
  connect(&model_, &ModelChoice::chosen, this, &Preferences::consider);
}

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
    settings_ = new SettingsDialog(errands_, chooser_, memory_bytes_, window_);
    connect(settings_, &SettingsDialog::applied, this, &Preferences::apply);
    connect(settings_, &SettingsDialog::prepare_requested, this,
            [this](const QString& folder, const prepare::PreparationAdvice& advice) {
              ask_to_prepare(folder, advice, false);
            });
  }
  settings_->show_settings(in_effect(), from_path(model_.builtin()));
  bring_up(*settings_);
}

void Preferences::show_about() {
  if (about_ == nullptr) about_ = new AboutDialog(errands_, window_);
  bring_up(*about_);
}

void Preferences::consider(const QString& folder) {
  engine::LoadOptions load = model_.options();
  load.folder = to_path(folder);
  errands_.run(
      std::stop_source(), this,
      [load, bytes = memory_bytes_](const std::stop_token&) {
        return prepare::advise_on_preparing(load, bytes);
      },
      [this, folder](const std::optional<prepare::PreparationAdvice>& advice) {
        if (advice && advice->worth_asking)
          ask_to_prepare(folder, *advice, true);
        else
          model_.use(folder);
      },
      [this, folder](const Failure&) { model_.use(folder); });  // which says what is wrong
}

void Preferences::ask_to_prepare(const QString& folder, const prepare::PreparationAdvice& advice,
                                 bool to_use) {
  if (prepare_ == nullptr) {
    prepare_ = new PrepareDialog(chooser_, window_);
    connect(prepare_, &PrepareDialog::progressed, this, &Preferences::preparing);
    connect(prepare_, &PrepareDialog::prepared, this, &Preferences::take_prepared);
    connect(prepare_, &PrepareDialog::wanted_as_it_is, this, [this](const QString& source) {
      if (to_use_) model_.use(source);
    });
  }
  if (!prepare_->running()) to_use_ = to_use;
  engine::LoadOptions load = model_.options();
  load.folder = to_path(folder);
  prepare_->ask(load, advice);
}

bool Preferences::is_preparing() const {
  return prepare_ != nullptr && prepare_->running();
}

void Preferences::ask_before_preparing_stops(std::function<void()> go) {
  ask_before_loss(
      {.object_name = QStringLiteral("preparing_is_lost"),
       .title = tr("A checkpoint is being prepared"),
       .text = tr("Preparing stops when the window closes, and has to begin anew then. The original "
                  "checkpoint stays as it is."),
       .go_on = tr("Stop preparing")},
      window_, std::move(go));
}

void Preferences::take_prepared(const QString& source, const QString& target) {
  remember_checkpoint(source);
  remember_checkpoint(target);
  const bool looked_at = prepare_->isVisible();
  const bool in_settings = settings_ != nullptr && settings_->isVisible();
  if (in_settings) settings_->choose_checkpoint(target);
  // Who has turned to something else meanwhile is not to lose the conversation.
  if (to_use_ && looked_at)
    model_.use(target);
  else if (!in_settings)
    emit notice([name = QFileInfo(target).fileName()] {
      return tr("The checkpoint was prepared; choose %1 in the settings to use it.").arg(name);
    });
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
