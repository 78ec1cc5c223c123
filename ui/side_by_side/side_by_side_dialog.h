#pragma once

#include <QDialog>
#include <functional>

#include "ui/side_by_side/two_models.h"

class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;

namespace vp::ui {

class AnswerColumn;
class FileChooser;
class Session;

/// Two models' answers to one question about the open film, beside each other.
class SideBySideDialog final : public QDialog {
  Q_OBJECT

 public:
  /// What the settings say about answers and about loading.
  struct Settings {
    std::function<engine::AskOptions()> ask;
    std::function<engine::LoadOptions()> load;
  };

  /// The first three must outlive the dialog.
  SideBySideDialog(Inference& inference, const Session& session, FileChooser& chooser, Settings settings,
                   QWidget* parent);

  bool running() const { return models_.running(); }

 protected:
  void showEvent(QShowEvent* event) override;
  void hideEvent(QHideEvent* event) override;

 private:
  /// Said anew when the language changes.
  using Saying = std::function<QString()>;

  void make_layout();
  void connect_models();
  void show_texts();
  void ask();
  void choose();
  /// As the window calls a model.
  static QString title_of(const engine::ModelFacts& model);
  AnswerColumn& column(TwoModels::Side side);
  void say(Saying saying);
  void update_state();

  const Session& session_;
  FileChooser& chooser_;
  Settings settings_;
  TwoModels models_;
  QLineEdit* folder_;
  QLineEdit* question_;
  QPushButton* browse_;
  QLabel* folder_label_;
  QLabel* question_label_;
  AnswerColumn* own_;
  AnswerColumn* other_;
  QLabel* note_;
  QProgressBar* progress_;
  QPushButton* ask_;
  QPushButton* stop_;
  QPushButton* close_ = nullptr;
  QString offered_;  ///< question of the conversation that was put into the field
  Saying said_;
};

}  // namespace vp::ui
