#pragma once

#include <QDialog>
#include <vector>

#include "engine/device_choice.h"
#include "prepare/preparation_advice.h"
#include "ui/settings/studio_settings.h"

class QComboBox;
class QLabel;
class QPushButton;
class QSpinBox;
class QTabWidget;

namespace vp::ui {

class CheckpointList;
class FileChooser;
class Worker;

/// Language, theme, colours; which model, where and how. Not modal: what can be seen at once, language, theme
/// and colours, takes effect when it is chosen; what costs time or space, when it is applied.
class SettingsDialog final : public QDialog {
  Q_OBJECT

 public:
  /// `memory_bytes`: of the machine, 0 for this one's. `worker` and `chooser` must outlive the dialog.
  SettingsDialog(Worker& worker, FileChooser& chooser, qint64 memory_bytes, QWidget* parent = nullptr);

  /// What is in effect; `builtin` is the folder of the built-in model, empty where there is none.
  void show_settings(const StudioSettings& settings, const QString& builtin);
  /// What is chosen now.
  StudioSettings settings() const;
  /// Lists the checkpoint and chooses it.
  void choose_checkpoint(const QString& folder);

  /// Asks when something is chosen and not applied.
  void reject() override;

 signals:
  void applied(const vp::ui::StudioSettings& settings);
  /// Of a checkpoint folder in the list.
  void prepare_requested(const QString& folder, const vp::prepare::PreparationAdvice& advice);

 private:
  QWidget* make_general_page();
  QWidget* make_model_page();
  void show_texts();
  void look_for_devices();
  /// Each GPU by its name and with its free memory.
  void show_gpus(const std::vector<engine::CudaDevice>& gpus);
  void choose_device(const engine::LoadOptions& model);
  void update_controls();
  void apply();
  /// What can be seen at once is in effect at once.
  void apply_look();

  Worker& worker_;
  QTabWidget* pages_;
  QLabel* language_label_;
  QLabel* theme_label_;
  QLabel* colours_label_;
  QLabel* cache_label_;
  QLabel* device_label_;
  QLabel* dtype_label_;
  QLabel* kv_cache_label_;
  QLabel* threads_label_;
  QComboBox* language_;
  QComboBox* theme_;
  QComboBox* colours_;
  QSpinBox* cache_;
  QComboBox* device_;
  QComboBox* dtype_;
  QComboBox* kv_cache_;
  QLabel* kv_cache_cost_;
  QSpinBox* threads_;
  CheckpointList* checkpoints_;
  QLabel* consequence_;
  QPushButton* apply_;
  QPushButton* close_;
  StudioSettings shown_;  ///< as they are in effect
  bool filling_ = false;  ///< the controls are being set
};

/// Whether a change between the two needs the model to be loaded again.
bool needs_reload(const engine::LoadOptions& before, const engine::LoadOptions& after);

}  // namespace vp::ui
