#pragma once

#include <QObject>
#include <QString>

#include "ui/inference/inference.h"

namespace vp::ui {

class FileChooser;

/// "Save": an export of the record alone, in the form that the file's name says, with small pictures of the
/// maps. Opening another film or starting anew leaves a save that was asked for alone.
class TranscriptSaver final : public QObject {
  Q_OBJECT

 public:
  /// Both must outlive it.
  TranscriptSaver(Inference& inference, FileChooser& chooser, QWidget* window);

  /// Asks for a file, beside the video at first.
  void choose(const QString& video);
  bool saving() const { return saving_ > 0; }

 signals:
  void saved(const QString& file);
  void failed(const vp::ui::Failure& failure);

 private:
  void save(const QString& file);

  Inference& inference_;
  FileChooser& chooser_;
  QWidget* window_;
  int saving_ = 0;
};

}  // namespace vp::ui
