#pragma once

#include <QDialog>

#include "transcript/verify.h"
#include "ui/file_chooser.h"
#include "ui/inference/inference.h"

class QLabel;
class QPlainTextEdit;
class QProgressBar;
class QPushButton;

namespace vp::ui {

/// Asks everything in a transcript again with the loaded model and lists what differs. The window stays
/// usable meanwhile.
class VerifyDialog final : public QDialog {
  Q_OBJECT

 public:
  /// Both must outlive the dialog.
  VerifyDialog(Inference& inference, FileChooser& chooser, QWidget* parent);

  /// Lets the user choose a transcript and begins with it.
  void choose();
  void verify(const QString& transcript);

 private:
  void show_texts();
  void show_result(const transcript::Verification& result);
  void finish(const QString& headline, const QString& details);

  Inference& inference_;
  FileChooser& chooser_;
  QString file_;
  QLabel* file_label_;
  QLabel* headline_;
  QPlainTextEdit* details_;
  QProgressBar* progress_bar_;
  QPushButton* close_ = nullptr;
  QPushButton* choose_;
  QPushButton* stop_;
  bool running_ = false;
};

}  // namespace vp::ui
