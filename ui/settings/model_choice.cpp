#include "ui/settings/model_choice.h"

#include <QFileInfo>
#include <QSettings>
#include <QWidget>
#include <utility>

#include "ui/file_chooser.h"
#include "ui/look/format.h"
#include "ui/session/session.h"
#include "ui/settings/settings_dialog.h"
#include "ui/settings/studio_settings.h"

namespace vp::ui {
namespace {

const QString kFolderKey = QStringLiteral("model_folder");

}  // namespace

ModelChoice::ModelChoice(engine::LoadOptions options, std::filesystem::path builtin, Session& session,
                         Inference& inference, FileChooser& chooser, QWidget* window)
    : QObject(window),
      options_(std::move(options)),
      builtin_(std::move(builtin)),
      session_(session),
      chooser_(chooser),
      window_(window) {
  connect(&inference, &Inference::model_loading, this, [this](const QString& folder) {
    name_ = QFileInfo(folder).fileName();
    failure_.reset();
    failed_ = false;
    emit changed();
  });
  connect(&inference, &Inference::model_loaded, this, [this] {
    if (failed_) take_back();
    working_ = options_;
    emit changed();
  });
  connect(&inference, &Inference::failed, this, [this](Inference::Task task, const Failure& failure) {
    if (task != Inference::Task::Load) return;
    name_.clear();
    failed_ = true;
    if (!failure.stopped()) failure_ = failure;
    emit changed();
  });
}

bool ModelChoice::is_builtin() const {
  std::error_code error;
  return !builtin_.empty() && std::filesystem::equivalent(options_.folder, builtin_, error);
}

QString ModelChoice::name() const {
  return is_builtin() ? tr("the built-in model") : name_;
}

void ModelChoice::begin() {
  if (options_.folder.empty()) {
    const QString folder = QSettings().value(kFolderKey).toString();
    options_.folder = QFileInfo(folder).isDir() ? to_path(folder) : builtin_;
  }
  if (!options_.folder.empty()) load(from_path(options_.folder));
}

void ModelChoice::load(const QString& folder) {
  options_.folder = to_path(QFileInfo(folder).absoluteFilePath());
  session_.load_model(options_);
}

void ModelChoice::apply(const engine::LoadOptions& options) {
  const bool again = needs_reload(options_, options) && !options.folder.empty();
  options_ = options;
  if (!again) return;
  if (is_builtin()) {
    use_builtin();
    return;
  }
  use(from_path(options.folder));
}

void ModelChoice::use(const QString& folder) {
  remember_checkpoint(folder);
  QSettings().setValue(kFolderKey, QFileInfo(folder).absoluteFilePath());
  load(folder);
}

void ModelChoice::choose() {
  chooser_.choose_checkpoint(window_, from_path(options_.folder),
                             [this](const QString& folder) { emit chosen(folder); });
}

void ModelChoice::take_back() {
  options_ = working_;
  name_ = QFileInfo(from_path(options_.folder)).fileName();
  failure_.reset();
  failed_ = false;
  if (is_builtin())
    QSettings().remove(kFolderKey);
  else
    QSettings().setValue(kFolderKey, from_path(options_.folder));
}

void ModelChoice::use_builtin() {
  QSettings().remove(kFolderKey);
  load(from_path(builtin_));
}

}  // namespace vp::ui
