#include "ui/compare/examination_saver.h"

#include <QDir>
#include <QFileInfo>
#include <QWidget>

#include "jobs/save_examination.h"
#include "ui/file_chooser.h"
#include "ui/look/format.h"

namespace vp::ui {

ExaminationSaver::ExaminationSaver(FileChooser& chooser, QWidget* parent)
    : QObject(parent), chooser_(chooser), window_(parent) {}

void ExaminationSaver::save(const EncodedVideoPtr& video, const transcript::Examination& examination,
                            const QString& suffix) {
  const QFileInfo film(from_path(video->request().file));
  const QString name = film.dir().filePath(film.completeBaseName() + QLatin1Char('_') + suffix);
  chooser_.save_examination(window_, name + QStringLiteral(".html"),
                            [this, video, examination](const QString& file) {
                              worker_.run(
                                  std::stop_source(), this,
                                  [video, examination, path = to_path(file)](const std::stop_token& stop) {
                                    jobs::save_examination(*video, examination, path, stop);
                                    return true;
                                  },
                                  [this, file](bool) { emit saved(file); },
                                  [this](const Failure& failure) { emit failed(failure); });
                            });
}

}  // namespace vp::ui
