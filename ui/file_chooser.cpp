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

QStringList video_filters() {
  return {Texts::tr("Videos") +
              QStringLiteral(
                  " (*.mp4 *.m4v *.mov *.mkv *.webm *.avi *.ts *.m2ts *.mpg *.mpeg *.wmv *.flv *.ogv *.3gp "
                  "*.mxf *.gif)"),
          Texts::tr("All files") + QStringLiteral(" (*)")};
}

/// Kinds of files, each with its ending: the first is proposed, and the chosen one's ending is added.
void save_as_one_of(QFileDialog& dialog, const QList<std::pair<QString, QString>>& kinds) {
  QStringList filters;
  for (const auto& [name, ending] : kinds) filters << QStringLiteral("%1 (*.%2)").arg(name, ending);
  dialog.setNameFilters(filters);
  dialog.setDefaultSuffix(kinds.first().second);
  QObject::connect(&dialog, &QFileDialog::filterSelected, &dialog,
                   [&dialog, filters, kinds](const QString& filter) {
                     const auto which = filters.indexOf(filter);
                     if (which >= 0) dialog.setDefaultSuffix(kinds[which].second);
                   });
}

}  // namespace

void DialogFileChooser::open_video(QWidget* parent, const QString& folder, Chosen chosen) {
  auto* dialog = new QFileDialog(parent, Texts::tr("Open video"), folder);
  dialog->setFileMode(QFileDialog::ExistingFile);
  dialog->setNameFilters(video_filters());
  run(dialog, std::move(chosen));
}

void DialogFileChooser::open_videos(QWidget* parent, const QString& folder, ChosenSeveral chosen) {
  auto* dialog = new QFileDialog(parent, Texts::tr("Add videos"), folder);
  dialog->setFileMode(QFileDialog::ExistingFiles);
  dialog->setNameFilters(video_filters());
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  QObject::connect(dialog, &QFileDialog::filesSelected, dialog,
                   [chosen = std::move(chosen)](const QStringList& names) { chosen(names); });
  dialog->open();
}

void DialogFileChooser::open_questions(QWidget* parent, const QString& folder, Chosen chosen) {
  auto* dialog = new QFileDialog(parent, Texts::tr("Load questions"), folder);
  dialog->setFileMode(QFileDialog::ExistingFile);
  dialog->setNameFilters({Texts::tr("Lists of questions") + QStringLiteral(" (*.txt *.csv)"),
                          Texts::tr("All files") + QStringLiteral(" (*)")});
  run(dialog, std::move(chosen));
}

void DialogFileChooser::save_results(QWidget* parent, const QString& name, Chosen chosen) {
  auto* dialog = new QFileDialog(parent, Texts::tr("Results file"));
  dialog->setAcceptMode(QFileDialog::AcceptSave);
  dialog->setOption(QFileDialog::DontConfirmOverwrite);
  dialog->setNameFilter(Texts::tr("Results") + QStringLiteral(" (*.jsonl)"));
  dialog->setDefaultSuffix(QStringLiteral("jsonl"));
  dialog->selectFile(name);
  run(dialog, std::move(chosen));
}

void DialogFileChooser::save_table(QWidget* parent, const QString& name, Chosen chosen) {
  auto* dialog = new QFileDialog(parent, Texts::tr("Export results"));
  dialog->setAcceptMode(QFileDialog::AcceptSave);
  save_as_one_of(*dialog, {{Texts::tr("CSV table"), QStringLiteral("csv")},
                           {Texts::tr("JSON lines"), QStringLiteral("jsonl")}});
  dialog->selectFile(name);
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
  save_as_one_of(
      *dialog, {{Texts::tr("Markdown"), QStringLiteral("md")}, {Texts::tr("JSON"), QStringLiteral("json")}});
  dialog->selectFile(name);
  run(dialog, std::move(chosen));
}

void DialogFileChooser::save_examination(QWidget* parent, const QString& name, Chosen chosen) {
  auto* dialog = new QFileDialog(parent, Texts::tr("Export result"));
  dialog->setAcceptMode(QFileDialog::AcceptSave);
  save_as_one_of(*dialog, {{Texts::tr("Web page"), QStringLiteral("html")},
                           {Texts::tr("Markdown"), QStringLiteral("md")},
                           {Texts::tr("JSON"), QStringLiteral("json")},
                           {Texts::tr("CSV table"), QStringLiteral("csv")}});
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
