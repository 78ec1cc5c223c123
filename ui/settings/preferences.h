#pragma once

#include <QObject>
#include <functional>
#include <memory>

#include "prepare/preparation_advice.h"
#include "ui/inference/worker.h"
#include "ui/look/language.h"
#include "ui/settings/studio_settings.h"

class QWidget;

namespace vp::ui {

class AboutDialog;
class AttentionPanel;
class FileChooser;
class Library;
class ModelChoice;
class PrepareDialog;
class SettingsDialog;

/// The dialogs of the settings, about the program and for preparing a checkpoint: brings what is chosen there
/// into effect.
class Preferences final : public QObject {
  Q_OBJECT

 public:
  /// `cache_bytes`: what analysed videos may take now; `memory_bytes`: of the machine, 0 for this one's. All
  /// must outlive it.
  /// `open_engine` is called, on another thread, before anything of the engine is used.
  Preferences(std::function<void()> open_engine, ModelChoice& model, Library& library,
              AttentionPanel& attention, qint64 cache_bytes, qint64 memory_bytes, FileChooser& chooser,
              QWidget* window);
  ~Preferences() override;

  void show_settings();
  void show_about();

  bool is_preparing() const;
  /// Runs `go`, which closes the window and so stops preparing, if the user says so. Asks without blocking.
  void ask_before_preparing_stops(std::function<void()> go);

 signals:
  /// How far a checkpoint is that is being prepared; empty when none is any more.
  void preparing(const QString& text);
  /// What became of it, where nothing else on the screen says so.
  void notice(const Text& text);

 private:
  /// Loads the folder, or asks first whether it is better prepared.
  void consider(const QString& folder);
  void ask_to_prepare(const QString& folder, const prepare::PreparationAdvice& advice, bool to_use);
  void take_prepared(const QString& source, const QString& target);
  StudioSettings in_effect() const;
  void apply(const StudioSettings& settings);

  ModelChoice& model_;
  Library& library_;
  AttentionPanel& attention_;
  qint64 cache_bytes_;
  qint64 memory_bytes_;
  FileChooser& chooser_;
  QWidget* window_;
  Worker errands_;  ///< looks into folders and at the machine for the dialogs
  SettingsDialog* settings_ = nullptr;
  AboutDialog* about_ = nullptr;
  PrepareDialog* prepare_ = nullptr;
  bool to_use_ = false;  ///< what is prepared is to be loaded
};

}  // namespace vp::ui
