#include "ui/export/verify_dialog.h"

#include <QDialogButtonBox>
#include <QDir>
#include <QFileInfo>
#include <QLabel>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSettings>
#include <QVBoxLayout>
#include <memory>

#include "jobs/verify_record.h"
#include "ui/conversation/progress_row.h"
#include "ui/export/export_job.h"
#include "ui/look/format.h"
#include "ui/look/language.h"
#include "ui/look/plain_text.h"

namespace vp::ui {

VerifyDialog::VerifyDialog(Inference& inference, FileChooser& chooser, QWidget* parent)
    : QDialog(parent),
      inference_(inference),
      chooser_(chooser),
      file_label_(new QLabel),
      headline_(new QLabel),
      details_(new QPlainTextEdit),
      progress_bar_(new QProgressBar),
      choose_(new QPushButton),
      stop_(new QPushButton) {
  setObjectName(QStringLiteral("verify_dialog"));
  resize(620, 380);
  for (QLabel* label : {file_label_, headline_}) {
    label->setTextFormat(Qt::PlainText);  // names and sentences quote files
    label->setWordWrap(true);
  }
  headline_->setObjectName(QStringLiteral("verify_headline"));
  QFont bold = headline_->font();
  bold.setBold(true);
  headline_->setFont(bold);
  details_->setObjectName(QStringLiteral("verify_details"));
  details_->setReadOnly(true);
  details_->setTabChangesFocus(true);
  progress_bar_->setTextVisible(false);
  progress_bar_->setFixedHeight(6);
  progress_bar_->hide();
  choose_->setObjectName(QStringLiteral("verify_choose"));
  stop_->setObjectName(QStringLiteral("verify_stop"));
  stop_->setEnabled(false);
  auto* buttons = new QDialogButtonBox;
  buttons->addButton(choose_, QDialogButtonBox::ActionRole);
  buttons->addButton(stop_, QDialogButtonBox::ActionRole);
  close_ = buttons->addButton(QString(), QDialogButtonBox::RejectRole);
  close_->setObjectName(QStringLiteral("verify_close"));

  auto* layout = new QVBoxLayout(this);
  layout->setSpacing(10);
  layout->addWidget(file_label_);
  layout->addWidget(headline_);
  layout->addWidget(progress_bar_);
  layout->addWidget(details_, 1);
  layout->addWidget(buttons);

  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::hide);
  connect(choose_, &QPushButton::clicked, this, &VerifyDialog::choose);
  connect(stop_, &QPushButton::clicked, this, [this] { inference_.stop_jobs(); });
  connect(&inference_, &Inference::progressed, this, [this](const ProgressState& state) {
    if (!running_) return;
    headline_->setText(describe(state));
    const bool known = state.total > 0 && state.phase != base::Phase::Generate;
    progress_bar_->setRange(0, known ? 1000 : 0);
    if (known) progress_bar_->setValue(static_cast<int>(state.done * 1000 / state.total));
  });
  translate(this, [this] { show_texts(); });
}

void VerifyDialog::show_texts() {
  setWindowTitle(tr("Verify transcript"));
  file_label_->setAccessibleName(tr("Transcript"));
  headline_->setAccessibleName(tr("Result"));
  details_->setAccessibleName(tr("Differences and notes"));
  details_->setToolTip(tr("What differs, and what could not be compared"));
  progress_bar_->setAccessibleName(tr("Progress"));
  choose_->setText(tr("C&hoose transcript…"));
  choose_->setAccessibleName(tr("Choose transcript"));
  choose_->setToolTip(tr("Choose a transcript in JSON and ask everything in it again"));
  stop_->setText(tr("Stop"));
  stop_->setAccessibleName(tr("Stop"));
  stop_->setToolTip(tr("Stop the comparison"));
  close_->setText(tr("&Close"));
  close_->setAccessibleName(tr("Close"));
}

void VerifyDialog::choose() {
  if (running_) return;
  const QString folder = QSettings().value(QLatin1String(kTranscriptFolderKey), QDir::homePath()).toString();
  chooser_.open_transcript(this, folder, [this](const QString& name) {
    QSettings().setValue(QLatin1String(kTranscriptFolderKey), QFileInfo(name).absolutePath());
    verify(name);
  });
}

void VerifyDialog::verify(const QString& transcript) {
  if (running_) return;
  show();
  raise();
  file_ = transcript;
  running_ = true;
  file_label_->setText(QFileInfo(transcript).fileName());
  set_plain_tip(*file_label_, transcript);
  headline_->setText(tr("Waiting for its turn…"));
  details_->clear();
  progress_bar_->setRange(0, 0);
  progress_bar_->show();
  choose_->setEnabled(false);
  stop_->setEnabled(true);
  const auto result = std::make_shared<transcript::Verification>();
  inference_.run_job(
      this,
      [file = to_path(transcript), result](const Inference::Loaded& loaded, base::Progress& progress,
                                           const std::stop_token& token) {
        *result = jobs::VerifyRecord({file, {}}, token).run(loaded.model, progress, token);
      },
      [this, result] { show_result(*result); },
      [this](const Failure& failure) {
        finish(failure.stopped() ? tr("Stopped.") : tr("The transcript could not be verified."),
               failure.stopped() ? QString() : explained(failure.code, failure.message));
      });
}

void VerifyDialog::show_result(const transcript::Verification& result) {
  const QString questions = tr("%n question(s) asked again", nullptr, static_cast<int>(result.questions));
  const QString tokens = tr("%n token(s) compared", nullptr, static_cast<int>(result.tokens));
  const QString outcome =
      result.same() ? tr("The same")
                    : tr("Different in %n point(s)", nullptr, static_cast<int>(result.differences.size()));
  QStringList lines;
  for (const base::Message& difference : result.differences) lines << QStringLiteral("• ") + said(difference);
  for (const base::Message& note : result.notes) lines << tr("Note: %1").arg(said(note));
  finish(tr("%1: %2, %3.").arg(outcome, questions, tokens), lines.join(QLatin1Char('\n')));
}

void VerifyDialog::finish(const QString& headline, const QString& details) {
  running_ = false;
  progress_bar_->hide();
  choose_->setEnabled(true);
  stop_->setEnabled(false);
  headline_->setText(headline);
  details_->setPlainText(details);
}

}  // namespace vp::ui
