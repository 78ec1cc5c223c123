#pragma once

#include <QDialog>
#include <optional>

#include "engine/system_info.h"

class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace vp::ui {

class Worker;

/// What the program is, under which licence, and what it and this machine are made of, to be copied into a
/// report.
class AboutDialog final : public QDialog {
  Q_OBJECT

 public:
  /// `worker` must outlive the dialog.
  explicit AboutDialog(Worker& worker, QWidget* parent = nullptr);

 private:
  void show_texts();
  QString versions() const;

  QLabel* title_;
  QLabel* text_;
  QPlainTextEdit* versions_;
  QPushButton* copy_;
  QPushButton* close_;
  std::optional<engine::SystemInfo> info_;
};

}  // namespace vp::ui
