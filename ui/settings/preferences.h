#pragma once

#include <QObject>
#include <memory>

#include "ui/inference/worker.h"
#include "ui/settings/studio_settings.h"

class QWidget;

namespace vp::ui {

class AboutDialog;
class AttentionPanel;
class FileChooser;
class Library;
class ModelChoice;
class SettingsDialog;

/// The dialog of the settings and that about the program: brings what is chosen there into effect.
class Preferences final : public QObject {
  Q_OBJECT

 public:
  /// `cache_bytes`: what analysed videos may take now. All must outlive it.
  Preferences(ModelChoice& model, Library& library, AttentionPanel& attention, qint64 cache_bytes,
              FileChooser& chooser, QWidget* window);
  ~Preferences() override;

  void show_settings();
  void show_about();

 private:
  StudioSettings in_effect() const;
  void apply(const StudioSettings& settings);

  ModelChoice& model_;
  Library& library_;
  AttentionPanel& attention_;
  qint64 cache_bytes_;
  FileChooser& chooser_;
  QWidget* window_;
  Worker errands_;  ///< looks into folders and at the machine for the dialogs
  SettingsDialog* settings_ = nullptr;
  AboutDialog* about_ = nullptr;
};

}  // namespace vp::ui
