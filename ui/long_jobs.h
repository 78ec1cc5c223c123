#pragma once

#include <QKeySequence>
#include <QObject>
#include <functional>

#include "media/frame_sampling.h"
#include "ui/side_by_side/side_by_side_dialog.h"

class QAction;

namespace vp::ui {

class BatchDialog;
class BenchmarkDialog;
class FileChooser;
class VerifyDialog;

/// What the model does beside the conversation: a transcript asked again, many films, a benchmark, a second
/// model. Their dialogs, and their entries in a menu.
class LongJobs final : public QObject {
  Q_OBJECT

 public:
  /// Text and tip are keys of the window's own sentences.
  using AddEntry = std::function<QAction*(const char* name, const QKeySequence& shortcut, const char* text,
                                          const char* tip)>;

  /// The first three must outlive it. `settings`: how the conversation's questions are asked.
  LongJobs(Inference& inference, const Session& session, FileChooser& chooser,
           SideBySideDialog::Settings settings, QWidget* window);

  void fill_menu(const AddEntry& add);

 signals:
  /// The user wants to see a film that an answer is about.
  void video_requested(const QString& file, double time_s, const vp::media::TimeRange& range);

 private:
  VerifyDialog* verify_;
  BatchDialog* batch_;
  BenchmarkDialog* benchmark_;
  SideBySideDialog* side_by_side_;
};

}  // namespace vp::ui
