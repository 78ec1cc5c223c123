#include "ui/export/export_dialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDesktopServices>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileInfo>
#include <QFormLayout>
#include <QGridLayout>
#include <QGroupBox>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QProgressBar>
#include <QPushButton>
#include <QSettings>
#include <QUrl>
#include <QVBoxLayout>
#include <array>
#include <memory>
#include <utility>

#include "ui/conversation/progress_row.h"
#include "ui/look/format.h"
#include "ui/look/language.h"

namespace vp::ui {
namespace {

struct FormChoice {
  const char* ending;
  const char* label;
  const char* tip;
};

// In rows of three: to read, for programs, for other programs' timelines.
constexpr std::array kChoices{
    FormChoice{".md", QT_TRANSLATE_NOOP("vp::ui::ExportDialog", "Markdown"),
               QT_TRANSLATE_NOOP("vp::ui::ExportDialog", "Text with headings and lists (.md)")},
    FormChoice{".html", QT_TRANSLATE_NOOP("vp::ui::ExportDialog", "HTML"),
               QT_TRANSLATE_NOOP("vp::ui::ExportDialog", "One page with its pictures inside (.html)")},
    FormChoice{".pdf", QT_TRANSLATE_NOOP("vp::ui::ExportDialog", "PDF"),
               QT_TRANSLATE_NOOP("vp::ui::ExportDialog", "Numbered pages on A4 (.pdf)")},
    FormChoice{".json", QT_TRANSLATE_NOOP("vp::ui::ExportDialog", "JSON"),
               QT_TRANSLATE_NOOP("vp::ui::ExportDialog",
                                 "The whole record; the form that can be verified later (.json)")},
    FormChoice{".csv", QT_TRANSLATE_NOOP("vp::ui::ExportDialog", "CSV table"),
               QT_TRANSLATE_NOOP("vp::ui::ExportDialog", "One row for each answer (.csv)")},
    FormChoice{".tsv", QT_TRANSLATE_NOOP("vp::ui::ExportDialog", "BORIS events"),
               QT_TRANSLATE_NOOP("vp::ui::ExportDialog", "Tab-separated events of BORIS (.tsv)")},
    FormChoice{".srt", QT_TRANSLATE_NOOP("vp::ui::ExportDialog", "SubRip subtitles"),
               QT_TRANSLATE_NOOP("vp::ui::ExportDialog", "The answers as subtitles (.srt)")},
    FormChoice{".vtt", QT_TRANSLATE_NOOP("vp::ui::ExportDialog", "WebVTT subtitles"),
               QT_TRANSLATE_NOOP("vp::ui::ExportDialog", "The answers as subtitles for the web (.vtt)")},
    FormChoice{".eaf", QT_TRANSLATE_NOOP("vp::ui::ExportDialog", "ELAN annotations"),
               QT_TRANSLATE_NOOP("vp::ui::ExportDialog", "Tiers for ELAN (.eaf)")},
};
const QString kEndingsKey = QStringLiteral("export_endings");

QCheckBox* check_box(const char* label, const char* tip, const char* name) {
  auto* box = new QCheckBox;
  box->setObjectName(QLatin1String(name));
  translate(box, [box, label, tip] {
    box->setText(ExportDialog::tr(label));
    box->setToolTip(ExportDialog::tr(tip));
    box->setAccessibleName(box->text());
    box->setAccessibleDescription(box->toolTip());
  });
  return box;
}

}  // namespace

ExportDialog::ExportDialog(Inference& inference, FileChooser& chooser, QWidget* parent)
    : QDialog(parent),
      inference_(inference),
      chooser_(chooser),
      thumbnails_(check_box(QT_TR_NOOP("Small pictures of the &maps in Markdown, HTML and PDF"),
                            QT_TR_NOOP("Show each frame with its FSRA and GSTRA map in the transcript"),
                            "export_thumbnails")),
      pictures_(check_box(QT_TR_NOOP("&Pictures, a PNG for each frame and map"),
                          QT_TR_NOOP("Write the maps over the frames in full size"), "export_pictures")),
      film_(
          check_box(QT_TR_NOOP("&Film with the map over it and its sound (MP4)"),
                    QT_TR_NOOP("Write the film with the map of the nearest sampled frame over every picture"),
                    "export_film")),
      map_(new QComboBox),
      arrays_(check_box(QT_TR_NOOP("&Arrays of tokens and maps (safetensors)"),
                        QT_TR_NOOP("Write the raw numbers for programs"), "export_arrays")),
      folder_(new QLineEdit),
      name_(new QLineEdit),
      browse_(new QPushButton),
      show_folder_(new QPushButton),
      note_(new QLabel),
      progress_row_(new QWidget),
      progress_label_(new QLabel),
      progress_bar_(new QProgressBar),
      export_(new QPushButton),
      stop_(new QPushButton) {
  setObjectName(QStringLiteral("export_dialog"));
  make_layout();

  connect(browse_, &QPushButton::clicked, this, [this] {
    chooser_.choose_folder(this, folder_->text(),
                           [this](const QString& folder) { folder_->setText(folder); });
  });
  for (QLineEdit* field : {folder_, name_})
    connect(field, &QLineEdit::textChanged, this, &ExportDialog::update_state);
  for (QCheckBox* box : findChildren<QCheckBox*>())
    connect(box, &QCheckBox::toggled, this, &ExportDialog::update_state);
  connect(map_, &QComboBox::currentIndexChanged, this, &ExportDialog::update_state);
  connect(export_, &QPushButton::clicked, this, &ExportDialog::start);
  connect(stop_, &QPushButton::clicked, this, &ExportDialog::stop);
  connect(show_folder_, &QPushButton::clicked, this,
          [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(written_to_)); });
  connect(&inference_, &Inference::progressed, this, &ExportDialog::show_progress);
  translate(this, [this] { show_texts(); });
}

void ExportDialog::make_layout() {
  const QStringList chosen =
      QSettings()
          .value(kEndingsKey, QStringList{QStringLiteral(".html"), QStringLiteral(".json")})
          .toStringList();
  transcript_ = new QGroupBox;
  auto* grid = new QGridLayout(transcript_);
  for (int i = 0; i < static_cast<int>(kChoices.size()); ++i) {
    const FormChoice& choice = kChoices[static_cast<std::size_t>(i)];
    QCheckBox* box = check_box(choice.label, choice.tip, "");
    box->setObjectName(QStringLiteral("export_") + QLatin1String(choice.ending + 1));
    box->setProperty("ending", QLatin1String(choice.ending));
    box->setChecked(chosen.contains(QLatin1String(choice.ending)));
    grid->addWidget(box, i / 3, i % 3);
    forms_.append(box);
  }
  thumbnails_->setChecked(true);
  grid->addWidget(thumbnails_, 3, 0, 1, 3);

  attention_ = new QGroupBox;
  auto* attention_grid = new QGridLayout(attention_);
  map_->setObjectName(QStringLiteral("export_map"));
  map_->addItems({QStringLiteral("FSRA"), QStringLiteral("GSTRA")});
  attention_grid->addWidget(pictures_, 0, 0, 1, 2);
  attention_grid->addWidget(arrays_, 1, 0, 1, 2);
  attention_grid->addWidget(film_, 2, 0);
  attention_grid->addWidget(map_, 2, 1);
  attention_grid->setColumnStretch(0, 1);

  destination_ = new QGroupBox;
  auto* form = new QFormLayout(destination_);
  auto* folder_row = new QHBoxLayout;
  folder_row->addWidget(folder_, 1);
  folder_row->addWidget(browse_);
  folder_->setObjectName(QStringLiteral("export_folder"));
  name_->setObjectName(QStringLiteral("export_name"));
  browse_->setObjectName(QStringLiteral("export_browse"));
  folder_label_ = new QLabel;
  folder_label_->setBuddy(folder_);
  form->addRow(folder_label_, folder_row);
  name_label_ = new QLabel;
  name_label_->setBuddy(name_);
  form->addRow(name_label_, name_);
  form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);

  note_->setObjectName(QStringLiteral("export_note"));
  note_->setTextFormat(Qt::PlainText);
  note_->setWordWrap(true);
  note_->setMinimumHeight(2 * fontMetrics().lineSpacing());
  note_->setAlignment(Qt::AlignTop | Qt::AlignLeft);
  progress_bar_->setTextVisible(false);
  progress_bar_->setFixedHeight(6);
  auto* progress = new QVBoxLayout(progress_row_);
  progress->setContentsMargins(0, 0, 0, 0);
  progress->addWidget(progress_label_);
  progress->addWidget(progress_bar_);
  progress_row_->hide();

  export_->setObjectName(QStringLiteral("export_button"));
  stop_->setObjectName(QStringLiteral("export_stop"));
  show_folder_->setObjectName(QStringLiteral("export_show_folder"));
  show_folder_->setAutoDefault(false);
  show_folder_->hide();
  auto* buttons = new QDialogButtonBox;
  buttons->addButton(export_, QDialogButtonBox::AcceptRole);  // the box makes it the one that Enter presses
  buttons->addButton(stop_, QDialogButtonBox::ActionRole);
  buttons->addButton(show_folder_, QDialogButtonBox::ActionRole);
  close_ = buttons->addButton(QString(), QDialogButtonBox::RejectRole);
  close_->setObjectName(QStringLiteral("export_close"));
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::hide);

  auto* layout = new QVBoxLayout(this);
  layout->setSpacing(10);
  layout->addWidget(transcript_);
  layout->addWidget(attention_);
  layout->addWidget(destination_);
  layout->addWidget(note_);
  layout->addWidget(progress_row_);
  layout->addStretch(1);
  layout->addWidget(buttons);
}

void ExportDialog::show_texts() {
  setWindowTitle(tr("Export"));
  transcript_->setTitle(tr("Transcript"));
  attention_->setTitle(tr("Attention"));
  destination_->setTitle(tr("Destination"));
  map_->setAccessibleName(tr("Map over the film"));
  map_->setToolTip(tr("Which map lies over the film"));
  folder_->setAccessibleName(tr("Folder"));
  folder_->setToolTip(tr("The folder that the files are written into"));
  name_->setAccessibleName(tr("Name"));
  name_->setToolTip(tr("The name of every file, before its ending"));
  browse_->setText(tr("&Browse…"));
  browse_->setAccessibleName(tr("Browse"));
  browse_->setToolTip(tr("Choose the folder"));
  folder_label_->setText(tr("F&older:"));
  name_label_->setText(tr("&Name:"));
  note_->setAccessibleName(tr("Note"));
  progress_label_->setAccessibleName(tr("Progress"));
  progress_bar_->setAccessibleName(tr("Progress"));
  export_->setText(tr("&Export"));
  export_->setAccessibleName(tr("Export"));
  stop_->setText(tr("Stop"));
  stop_->setAccessibleName(tr("Stop"));
  stop_->setToolTip(tr("Stop writing; what is not whole is removed"));
  show_folder_->setText(tr("Show in &folder"));
  show_folder_->setAccessibleName(tr("Show in folder"));
  show_folder_->setToolTip(tr("Open the folder that the files were written into"));
  close_->setText(tr("&Close"));
  close_->setAccessibleName(tr("Close"));
  update_state();
}

void ExportDialog::set_video(const QString& file) {
  const QFileInfo info(file);
  video_folder_ = QDir::toNativeSeparators(info.absolutePath());
  folder_->setText(video_folder_);
  // Beside a film there may be subtitles and annotations of its very name, which are somebody's work.
  name_->setText(info.completeBaseName() + QStringLiteral("_answers"));
  show_folder_->hide();
}

void ExportDialog::set_available(bool available) {
  available_ = available;
  if (!running_) update_state();
}

void ExportDialog::showEvent(QShowEvent* event) {
  QDialog::showEvent(event);
  forms_.first()->setFocus();
  if (!running_ && !QFileInfo(folder_->text()).isDir()) folder_->setText(video_folder_);
  if (!running_) update_state();
}

QString ExportDialog::name() const {
  return name_->text().trimmed();
}

ExportRequest ExportDialog::request() const {
  ExportRequest request;
  request.folder = to_path(folder_->text());
  request.name = to_path(name()).string();
  for (const QCheckBox* box : forms_)
    if (box->isChecked()) request.endings.push_back(box->property("ending").toString().toStdString());
  request.thumbnails = thumbnails_->isChecked();
  request.pictures = pictures_->isChecked();
  request.film = film_->isChecked();
  request.gstra = map_->currentIndex() == 1;
  request.arrays = arrays_->isChecked();
  return request;
}

void ExportDialog::update_state() {
  const jobs::ExportOptions wanted = export_options(request());
  QString problem;
  if (!available_)
    problem = tr("There is no finished answer to export yet.");
  else if (wanted.empty())
    problem = tr("Choose what is to be written.");
  else if (!QFileInfo(folder_->text()).isDir())
    problem = tr("The folder does not exist.");
  else if (name().isEmpty() || name().contains(QLatin1Char('/')))
    problem = tr("Give the files a name without a slash.");
  QString note = problem;
  if (problem.isEmpty()) {
    const QStringList there = already_there(wanted);
    if (!there.isEmpty()) note = tr("Will be replaced: %1").arg(there.join(QStringLiteral(", ")));
  }
  if (!running_) note_->setText(note);
  map_->setEnabled(film_->isChecked() && !running_);
  export_->setEnabled(problem.isEmpty() && !running_);
  export_->setToolTip(problem.isEmpty() ? tr("Write the chosen files") : problem);
  stop_->setEnabled(running_);
}

QStringList ExportDialog::already_there(const jobs::ExportOptions& wanted) const {
  QStringList names;
  for (const std::filesystem::path& target : wanted.targets()) {
    const QFileInfo info(from_path(target));
    if (info.exists() || info.isSymLink()) names << info.fileName();
  }
  return names;
}

void ExportDialog::start() {
  if (running_ || !export_->isEnabled()) return;
  const ExportRequest wanted = request();
  const QStringList there = already_there(export_options(wanted));
  if (there.isEmpty())
    write(wanted);
  else
    ask_to_replace(there, [this, wanted] { write(wanted); });
}

void ExportDialog::ask_to_replace(const QStringList& names, std::function<void()> replace) {
  auto* question = new QMessageBox(this);
  question->setObjectName(QStringLiteral("export_replace"));
  question->setAttribute(Qt::WA_DeleteOnClose);
  question->setIcon(QMessageBox::Warning);
  question->setWindowTitle(tr("Export"));
  question->setTextFormat(Qt::PlainText);
  question->setText(tr("These are there already. Replace them?") + QStringLiteral("\n\n") +
                    names.join(QLatin1Char('\n')));
  QPushButton* yes = question->addButton(tr("&Replace"), QMessageBox::AcceptRole);
  question->setDefaultButton(question->addButton(QMessageBox::Cancel));
  connect(yes, &QPushButton::clicked, this, std::move(replace));
  question->open();
}

void ExportDialog::write(const ExportRequest& wanted) {
  if (running_) return;
  QStringList endings;
  for (const std::string& ending : wanted.endings) endings << to_qstring(ending);
  QSettings().setValue(kEndingsKey, endings);
  QSettings().setValue(QLatin1String(kTranscriptFolderKey), folder_->text());
  running_ = true;
  written_to_ = folder_->text();
  show_folder_->hide();
  note_->clear();
  progress_label_->setText(tr("Waiting for its turn…"));
  progress_bar_->setRange(0, 0);
  progress_row_->show();
  update_state();
  // Kept by both ends: on a stop, what was written before it is named too.
  const auto written = std::make_shared<std::vector<std::filesystem::path>>();
  const auto names = [written] {
    QStringList files;
    for (const std::filesystem::path& file : *written) files << from_path(file.filename());
    return files.join(QStringLiteral(", "));
  };
  inference_.run_job(
      this,
      [wanted, written](const Inference::Loaded& loaded, base::Progress& progress,
                        const std::stop_token& token) {
        const jobs::ExportSource source = export_source(loaded);
        jobs::Export results(export_options(wanted), jobs::guard_of(source));
        try {
          results.run(source, progress, token);
        } catch (...) {
          *written = results.written();
          throw;
        }
        *written = results.written();
      },
      [this, names] {
        finish(tr("Written: %1").arg(names()));
        show_folder_->show();
      },
      [this, names, written](const Failure& failure) {
        const QString what = failure.stopped() ? tr("Stopped.") : explained(failure.code, failure.message);
        finish(written->empty() ? what : tr("%1 Written before that: %2").arg(what, names()));
      });
}

void ExportDialog::stop() {
  inference_.stop_jobs();
}

void ExportDialog::finish(const QString& message) {
  running_ = false;
  progress_row_->hide();
  update_state();
  note_->setText(message);
}

void ExportDialog::show_progress(const ProgressState& state) {
  if (!running_) return;
  progress_label_->setText(describe(state));
  progress_bar_->setRange(0, state.total > 0 ? 1000 : 0);
  if (state.total > 0) progress_bar_->setValue(static_cast<int>(state.done * 1000 / state.total));
}

}  // namespace vp::ui
