#include "ui/file_chooser.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <utility>

namespace vp::ui {
namespace {

struct Texts {
  Q_DECLARE_TR_FUNCTIONS(vp::ui::FileChooser)
};

void run(QFileDialog* dialog, FileChooser::Chosen chosen) {
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  QObject::connect(dialog, &QFileDialog::fileSelected, dialog,
                   [chosen = std::move(chosen)](const QString& name) { chosen(name); });
  dialog->open();
}

}  // namespace

void DialogFileChooser::open_video(QWidget* parent, const QString& folder, Chosen chosen) {
  auto* dialog = new QFileDialog(parent, Texts::tr("Open video"), folder);
  dialog->setFileMode(QFileDialog::ExistingFile);
  dialog->setNameFilters(
      {Texts::tr("Videos") +
           QStringLiteral(
               " (*.mp4 *.m4v *.mov *.mkv *.webm *.avi *.ts *.m2ts *.mpg *.mpeg *.wmv *.flv *.ogv *.3gp "
               "*.mxf *.gif)"),
       Texts::tr("All files") + QStringLiteral(" (*)")});
  run(dialog, std::move(chosen));
}

void DialogFileChooser::choose_checkpoint(QWidget* parent, const QString& folder, Chosen chosen) {
  auto* dialog = new QFileDialog(parent, Texts::tr("Choose checkpoint folder"), folder);
  dialog->setFileMode(QFileDialog::Directory);
  dialog->setOption(QFileDialog::ShowDirsOnly);
  run(dialog, std::move(chosen));
}

void DialogFileChooser::save_transcript(QWidget* parent, const QString& name, Chosen chosen) {
  auto* dialog = new QFileDialog(parent, Texts::tr("Save transcript"));
  dialog->setAcceptMode(QFileDialog::AcceptSave);
  dialog->setNameFilters(
      {Texts::tr("Markdown") + QStringLiteral(" (*.md)"), Texts::tr("JSON") + QStringLiteral(" (*.json)")});
  dialog->setDefaultSuffix(QStringLiteral("md"));
  QObject::connect(dialog, &QFileDialog::filterSelected, dialog, [dialog](const QString& filter) {
    dialog->setDefaultSuffix(filter.contains(QLatin1String("json")) ? QStringLiteral("json")
                                                                    : QStringLiteral("md"));
  });
  dialog->selectFile(name);
  run(dialog, std::move(chosen));
}

void DialogFileChooser::open_transcript(QWidget* parent, const QString& folder, Chosen chosen) {
  auto* dialog = new QFileDialog(parent, Texts::tr("Open transcript"), folder);
  dialog->setFileMode(QFileDialog::ExistingFile);
  dialog->setNameFilters(
      {Texts::tr("JSON") + QStringLiteral(" (*.json)"), Texts::tr("All files") + QStringLiteral(" (*)")});
  run(dialog, std::move(chosen));
}

void DialogFileChooser::choose_folder(QWidget* parent, const QString& folder, Chosen chosen) {
  auto* dialog = new QFileDialog(parent, Texts::tr("Choose folder"), folder);
  dialog->setFileMode(QFileDialog::Directory);
  dialog->setOption(QFileDialog::ShowDirsOnly);
  run(dialog, std::move(chosen));
}

}  // namespace vp::ui
