#include "ui/export/transcript_saver.h"

#include <QDir>
#include <QFileInfo>
#include <QWidget>

#include "ui/export/export_job.h"
#include "ui/file_chooser.h"
#include "ui/look/format.h"

namespace vp::ui {

TranscriptSaver::TranscriptSaver(Inference& inference, FileChooser& chooser, QWidget* window)
    : QObject(window), inference_(inference), chooser_(chooser), window_(window) {}

void TranscriptSaver::choose(const QString& video) {
  const QFileInfo info(video);
  chooser_.save_transcript(window_,
                           info.dir().filePath(info.completeBaseName() + QStringLiteral("_answers.md")),
                           [this](const QString& file) { save(file); });
}

void TranscriptSaver::save(const QString& file) {
  ++saving_;
  inference_.run_job(
      this,
      [file = to_path(file)](const Inference::Loaded& loaded, base::Progress& progress,
                             const std::stop_token& stop) { save_record(loaded, file, progress, stop); },
      [this, file] {
        --saving_;
        emit saved(file);
      },
      [this](const Failure& failure) {
        --saving_;
        emit failed(failure);
      });
}

}  // namespace vp::ui
