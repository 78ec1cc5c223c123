#include "ui/settings/prepare_dialog.h"

#include <QDir>
#include <QEvent>
#include <QFileInfo>
#include <QFormLayout>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>
#include <cmath>

#include "prepare/prepare_checkpoint.h"
#include "ui/file_chooser.h"
#include "ui/look/format.h"
#include "ui/look/icons.h"
#include "ui/look/language.h"

namespace vp::ui {
namespace {

enum FormColumn { kForm, kMemory, kDisk, kNote };
/// Of a time that is only estimated.
QString in_whole(double seconds) {
  return seconds < 90 ? PrepareDialog::tr("%1 s").arg(std::ceil(seconds))
                      : PrepareDialog::tr("%1 min").arg(std::ceil(seconds / 60));
}

constexpr int kBits[]{0, 16, 8, 4};  // as prepare::PreparationAdvice lists them

}  // namespace

PrepareDialog::PrepareDialog(FileChooser& chooser, QWidget* parent)
    : QDialog(parent),
      chooser_(chooser),
      question_(new QLabel),
      target_label_(new QLabel),
      target_(new QLineEdit),
      browse_(new QPushButton),
      note_(new QLabel),
      progress_row_(new QWidget),
      progress_label_(new QLabel),
      progress_bar_(new QProgressBar),
      accept_(new QPushButton),
      stop_(new QPushButton(icon(Glyph::Stop), QString())),
      close_(new QPushButton) {
  setObjectName(QStringLiteral("prepare_dialog"));
  make_layout();
  outline_buttons();
  for (const FormRow& row : rows_)
    connect(row.button, &QRadioButton::toggled, this, [this](bool on) {
      if (on) propose_target();
    });
  connect(target_, &QLineEdit::textChanged, this, &PrepareDialog::update_state);
  connect(browse_, &QPushButton::clicked, this, [this] {
    const QFileInfo now(target_->text());
    chooser_.choose_folder(this, now.absolutePath(), [this, name = now.fileName()](const QString& folder) {
      target_->setText(QDir::toNativeSeparators(QDir(folder).filePath(name)));
    });
  });
  connect(accept_, &QPushButton::clicked, this, &PrepareDialog::accept_choice);
  connect(stop_, &QPushButton::clicked, this, [this] { stop_source_.request_stop(); });
  connect(close_, &QPushButton::clicked, this, &QDialog::hide);
  connect(&relay_, &ProgressRelay::progressed, this, &PrepareDialog::show_progress);
  connect(&relay_, &ProgressRelay::warned, this,
          [this](const base::Message& message) { note_->setText(said(message)); });
  translate(this, [this] { show_texts(); });
}

QGridLayout* PrepareDialog::make_table() {
  auto* table = new QGridLayout;
  table->setHorizontalSpacing(16);
  table->setColumnStretch(kNote, 1);
  for (const FormColumn column : {kForm, kMemory, kDisk}) {
    auto* heading = new QLabel;
    heading->setAlignment(column == kForm ? Qt::AlignLeft : Qt::AlignRight);
    table->addWidget(heading, 0, column);
    headings_ << heading;
  }
  for (const int bits : kBits) {
    FormRow row{new QRadioButton, new QLabel, new QLabel, new QLabel};
    row.button->setObjectName(QStringLiteral("prepare_%1").arg(bits));
    row.note->setObjectName(QStringLiteral("prepare_note_%1").arg(bits));
    const int line = table->rowCount();
    table->addWidget(row.button, line, kForm);
    table->addWidget(row.memory, line, kMemory, Qt::AlignRight);
    table->addWidget(row.disk, line, kDisk, Qt::AlignRight);
    table->addWidget(row.note, line, kNote);
    rows_ << row;
  }
  return table;
}

void PrepareDialog::make_layout() {
  for (QLabel* label : {question_, note_}) {
    label->setTextFormat(Qt::PlainText);  // they quote names of files
    label->setWordWrap(true);
  }
  question_->setObjectName(QStringLiteral("prepare_question"));
  note_->setObjectName(QStringLiteral("prepare_note"));
  note_->setMinimumHeight(2 * fontMetrics().lineSpacing());
  note_->setAlignment(Qt::AlignTop | Qt::AlignLeft);
  target_->setObjectName(QStringLiteral("prepare_target"));
  target_->setMinimumWidth(42 * fontMetrics().averageCharWidth());
  browse_->setObjectName(QStringLiteral("prepare_browse"));
  target_label_->setBuddy(target_);
  auto* target = new QHBoxLayout;
  target->addWidget(target_label_);
  target->addWidget(target_, 1);
  target->addWidget(browse_);
  progress_label_->setObjectName(QStringLiteral("prepare_progress"));
  progress_bar_->setTextVisible(false);
  progress_bar_->setFixedHeight(6);
  auto* progress = new QVBoxLayout(progress_row_);
  progress->setContentsMargins(0, 0, 0, 0);
  progress->addWidget(progress_label_);
  progress->addWidget(progress_bar_);
  progress_row_->hide();
  accept_->setObjectName(QStringLiteral("prepare_accept"));
  accept_->setDefault(true);
  stop_->setObjectName(QStringLiteral("prepare_stop"));
  close_->setObjectName(QStringLiteral("prepare_close"));
  for (QPushButton* button : {browse_, stop_, close_}) button->setAutoDefault(false);
  auto* buttons = new QHBoxLayout;
  buttons->addStretch(1);
  for (QPushButton* button : {accept_, stop_, close_}) buttons->addWidget(button);
  auto* layout = new QVBoxLayout(this);
  layout->setSpacing(12);
  layout->addWidget(question_);
  layout->addLayout(make_table());
  layout->addLayout(target);
  layout->addWidget(note_);
  layout->addWidget(progress_row_);
  layout->addStretch(1);
  layout->addLayout(buttons);
}

void PrepareDialog::outline_buttons() {
  const QColor ground = palette().color(QPalette::Window), text = palette().color(QPalette::WindowText);
  QPalette outlined = palette();
  outlined.setColor(QPalette::Window,
                    QColor((ground.red() + text.red()) / 2, (ground.green() + text.green()) / 2,
                           (ground.blue() + text.blue()) / 2));
  for (const FormRow& row : rows_) row.button->setPalette(outlined);
}

void PrepareDialog::changeEvent(QEvent* event) {
  QDialog::changeEvent(event);
  if (event->type() == QEvent::PaletteChange) outline_buttons();
}

void PrepareDialog::show_texts() {
  setWindowTitle(tr("Prepare checkpoint"));
  headings_[kForm]->setText(tr("Form"));
  headings_[kMemory]->setText(tr("Memory"));
  headings_[kMemory]->setToolTip(tr("Weights, and what is remembered of a film and a conversation"));
  headings_[kDisk]->setText(tr("Disk"));
  headings_[kDisk]->setToolTip(tr("What is written; the original stays as it is"));
  target_label_->setText(tr("&New folder:"));
  target_->setAccessibleName(tr("New folder"));
  target_->setToolTip(tr("The folder that is written; it is not there before"));
  browse_->setText(tr("&Browse…"));
  browse_->setAccessibleName(tr("Browse"));
  browse_->setToolTip(tr("Choose where the new folder is to be"));
  note_->setAccessibleName(tr("Note"));
  progress_label_->setAccessibleName(tr("Progress"));
  progress_bar_->setAccessibleName(tr("Progress"));
  stop_->setText(tr("&Stop"));
  stop_->setAccessibleName(tr("Stop"));
  stop_->setToolTip(tr("Stop preparing; nothing is left of it"));
  close_->setText(tr("&Close"));
  close_->setAccessibleName(tr("Close"));
  close_->setToolTip(tr("Close this window; what is being prepared goes on"));
  show_forms();
}

void PrepareDialog::show_forms() {
  if (advice_.forms.size() != static_cast<std::size_t>(rows_.size())) return;
  question_->setText(
      tr("As it is, %1 takes %2 of memory; this machine has %3. A prepared copy loads at once and can take "
         "less. In which form is it to be used?")
          .arg(source_name(), format_bytes(advice_.forms.front().memory_bytes),
               format_bytes(advice_.memory_bytes)));
  const QString names[]{tr("&As it is"), tr("In 1&6 bits"), tr("In &8 bits"), tr("In &4 bits")};
  const QString notes[]{tr("Nothing is written"), tr("Loads at once"), tr("Nearly the same answers"),
                        tr("The smallest; some answers change")};
  for (int i = 0; i < rows_.size(); ++i) {
    const prepare::CheckpointForm& form = advice_.forms[static_cast<std::size_t>(i)];
    const FormRow& row = rows_[i];
    row.button->setText(form.bits == advice_.recommended ? tr("%1 (recommended)").arg(names[i]) : names[i]);
    row.memory->setText(format_bytes(form.memory_bytes));
    row.disk->setText(form.disk_bytes > 0 ? format_bytes(form.disk_bytes) : QStringLiteral("–"));
    row.note->setText(form.fits ? notes[i] : tr("More than this machine can spare"));
    QString name = row.button->text();
    row.button->setAccessibleName(name.remove(QLatin1Char('&')));
    row.button->setAccessibleDescription(tr("%1 of memory. %2").arg(row.memory->text(), row.note->text()));
  }
  update_state();
}

void PrepareDialog::ask(const engine::LoadOptions& load, const prepare::PreparationAdvice& advice) {
  if (!running_) {
    load_ = load;
    advice_ = advice;
    proposed_.clear();
    target_->clear();
    note_->clear();
    show_forms();
    for (int i = 0; i < rows_.size(); ++i)
      if (kBits[i] == advice_.recommended) {
        rows_[i].button->setChecked(true);
        rows_[i].button->setFocus();
      }
    propose_target();
  }
  show();
  raise();
  activateWindow();
}

QString PrepareDialog::source() const {
  return from_path(load_.folder);
}

QString PrepareDialog::source_name() const {
  return QFileInfo(QDir::cleanPath(source())).fileName();
}

int PrepareDialog::chosen_bits() const {
  for (int i = 0; i < rows_.size(); ++i)
    if (rows_[i].button->isChecked()) return kBits[i];
  return 0;
}

void PrepareDialog::propose_target() {
  const int bits = chosen_bits();
  if (bits > 0 && target_->text() == proposed_) {
    proposed_ = QDir::toNativeSeparators(from_path(prepare::proposed_target(load_.folder, bits)));
    target_->setText(proposed_);
  }
  update_state();
}

void PrepareDialog::update_state() {
  const bool writes = chosen_bits() > 0;
  QString problem;
  const QFileInfo target(target_->text());
  if (writes && target_->text().trimmed().isEmpty())
    problem = tr("Give the new folder a name.");
  else if (writes && (target.exists() || target.isSymLink()))
    problem = tr("This folder is there already; give the name of a new one.");
  for (const FormRow& row : rows_) row.button->setEnabled(!running_);
  target_label_->setEnabled(writes && !running_);
  target_->setEnabled(writes && !running_);
  browse_->setEnabled(writes && !running_);
  accept_->setText(writes ? tr("&Prepare") : tr("&Use as it is"));
  accept_->setAccessibleName(writes ? tr("Prepare") : tr("Use as it is"));
  accept_->setToolTip(!problem.isEmpty() ? problem
                      : writes           ? tr("Write the prepared checkpoint")
                                         : tr("Use the folder without writing anything"));
  accept_->setEnabled(problem.isEmpty() && !running_);
  stop_->setEnabled(running_);
  if (!running_) note_->setText(problem);
}

void PrepareDialog::accept_choice() {
  if (chosen_bits() > 0) {
    start();
    return;
  }
  hide();
  emit wanted_as_it_is(source());
}

void PrepareDialog::start() {
  const QString target = QFileInfo(target_->text()).absoluteFilePath();
  const prepare::PrepareOptions options{
      .source = load_.folder, .target = to_path(target), .bits = chosen_bits(), .threads = load_.threads};
  running_ = true;
  stop_source_ = std::stop_source();
  update_state();
  note_->clear();
  progress_bar_->setRange(0, 0);
  progress_row_->show();
  show_progress({});
  worker_.run(
      stop_source_, this,
      [options,
       progress = JobProgress(relay_, ProgressRelay::kAnyGeneration)](const std::stop_token& stop) mutable {
        return prepare::prepare_checkpoint(options, progress, stop);
      },
      [this, target](const prepare::PreparedCheckpoint&) {
        finish({});
        emit prepared(source(), target);
        hide();
      },
      [this](const Failure& failure) {
        finish(failure.stopped() ? tr("Stopped; nothing was left behind.")
                                 : explained(failure.code, failure.message));
        if (!failure.stopped()) show();
      });
}

void PrepareDialog::finish(const QString& note) {
  relay_.flush();
  running_ = false;
  progress_row_->hide();
  update_state();
  if (!note.isEmpty()) note_->setText(note);
  emit progressed({});
}

void PrepareDialog::show_progress(const ProgressState& state) {
  if (!running_) return;
  QString text = tr("Looking at the checkpoint…");
  if (state.total > 0) {
    progress_bar_->setRange(0, 1000);
    progress_bar_->setValue(static_cast<int>(state.done * 1000 / state.total));
    text = tr("%1 of %2").arg(format_bytes(state.done), format_bytes(state.total));
    if (state.units_per_s > 0)
      text = tr("%1, about %2 left")
                 .arg(text, in_whole(static_cast<double>(state.total - state.done) / state.units_per_s));
    emit progressed(
        tr("Preparing %1: %2 %").arg(source_name(), QLocale().toString(state.done * 100 / state.total)));
  }
  progress_label_->setText(text);
}

}  // namespace vp::ui
