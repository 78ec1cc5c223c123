#pragma once

#include <QDialog>
#include <QList>
#include <memory>

#include "engine/knockout.h"
#include "ui/inference/inference.h"
#include "ui/session/seen_frame.h"

class QComboBox;
class QLabel;
class QPushButton;
class QTableWidget;

namespace vp::ui {

class ExaminationSaver;
class FileChooser;

/// What an answer loses without each frame, frame by frame and word by word, as a table.
class NeedsDialog final : public QDialog {
  Q_OBJECT

 public:
  NeedsDialog(FileChooser& chooser, QWidget* parent);

  /// `frames`: those that were measured, in their order. `video`: of them, to be named in exports; null: the
  /// result cannot be exported now.
  void set_knockout(const engine::Knockout& knockout, const QList<SeenFrame>& frames,
                    const EncodedVideoPtr& video);
  /// Whether it can be measured in other layers now.
  void set_measurable(bool measurable);

 signals:
  void seek_requested(qint64 frame);
  /// In "all", "early", "middle" or "late" layers; see evidence::parsed_layers().
  void measure_requested(const QString& layers);

 private:
  void show_texts();
  void fill();
  void export_result();

  engine::Knockout knockout_;
  QList<SeenFrame> frames_;
  EncodedVideoPtr video_;
  ExaminationSaver* saver_;
  QLabel* title_;
  QTableWidget* table_;
  QLabel* note_;
  QLabel* message_;
  QLabel* layers_label_;
  QComboBox* layers_;
  QPushButton* measure_;
  QPushButton* export_;
  QPushButton* close_;
};

}  // namespace vp::ui
