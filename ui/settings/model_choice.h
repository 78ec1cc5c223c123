#pragma once

#include <QObject>
#include <QString>
#include <filesystem>
#include <optional>

#include "ui/inference/inference.h"

class QWidget;

namespace vp::ui {

class FileChooser;
class Session;

/// Which model is used: what the command line says, else what was used last, else the built-in one; and what
/// came of loading it.
class ModelChoice final : public QObject {
  Q_OBJECT

 public:
  /// `builtin`: its folder; empty where there is none. All must outlive it.
  ModelChoice(engine::LoadOptions options, std::filesystem::path builtin, Session& session,
              Inference& inference, FileChooser& chooser, QWidget* window);

  const engine::LoadOptions& options() const { return options_; }
  const std::filesystem::path& builtin() const { return builtin_; }
  bool is_builtin() const;
  /// As the window calls it in a sentence: "the built-in model", "videopanda_fitu".
  QString name() const;
  /// Why there is no model.
  const std::optional<Failure>& failure() const { return failure_; }

  /// The one of the settings, where the command line named none; loads it.
  void begin();
  void load(const QString& folder);
  /// Loads it, and remembers it for the next start.
  void use(const QString& folder);
  /// What the settings' dialog says; loads again only what would compute otherwise.
  void apply(const engine::LoadOptions& options);
  /// Asks the user for a folder.
  void choose();
  void use_builtin();

 signals:
  /// The user wants this checkpoint, which is not loaded yet.
  void chosen(const QString& folder);
  /// It is being loaded, was loaded, or could not be.
  void changed();

 private:
  /// The model that was in use is still there.
  void take_back();

  engine::LoadOptions options_;
  engine::LoadOptions working_;  ///< of the model that was loaded last
  bool failed_ = false;          ///< the one after it could not be
  std::filesystem::path builtin_;
  Session& session_;
  FileChooser& chooser_;
  QWidget* window_;
  QString name_;
  std::optional<Failure> failure_;
};

}  // namespace vp::ui
