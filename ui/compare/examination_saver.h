#pragma once

#include <QObject>

#include "transcript/examination.h"
#include "ui/inference/inference.h"
#include "ui/inference/worker.h"

class QWidget;

namespace vp::ui {

class FileChooser;

/// Writes what was compared or checked into a file that the user chooses, on a thread of its own.
class ExaminationSaver final : public QObject {
  Q_OBJECT

 public:
  /// `chooser` must outlive it.
  ExaminationSaver(FileChooser& chooser, QWidget* parent);

  /// `suffix` of the proposed name, which is the film's: "comparison".
  void save(const EncodedVideoPtr& video, const transcript::Examination& examination, const QString& suffix);

 signals:
  void saved(const QString& file);
  void failed(const vp::ui::Failure& failure);

 private:
  FileChooser& chooser_;
  QWidget* window_;
  Worker worker_;
};

}  // namespace vp::ui
