#include "ui/player/go_to_time.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QVBoxLayout>

#include "ui/look/format.h"
#include "ui/look/language.h"

namespace vp::ui {

std::optional<qint64> frame_of(const QString& text, const VideoDetails& video) {
  static const QRegularExpression number(QStringLiteral("^#\\s*(\\d{1,15})$"));
  static const QRegularExpression time(
      QStringLiteral("^(?:(?:(\\d{1,6}):)?(\\d{1,6}):)?(\\d{1,9}(?:[.,]\\d{0,9})?)$"));
  const QString written = text.trimmed();
  if (const auto match = number.match(written); match.hasMatch()) {
    const qint64 frame = match.captured(1).toLongLong();
    return frame < video.index.size() ? std::optional(frame) : std::nullopt;
  }
  const auto match = time.match(written);
  if (!match.hasMatch()) return std::nullopt;
  const double seconds = match.captured(1).toDouble() * 3600 + match.captured(2).toDouble() * 60 +
                         match.captured(3).replace(QLatin1Char(','), QLatin1Char('.')).toDouble();
  if (seconds > video.info.duration_s) return std::nullopt;
  return video.index.index_at(seconds);
}

GoToTime::GoToTime(QWidget* parent)
    : QDialog(parent), label_(new QLabel), field_(new QLineEdit), complaint_(new QLabel) {
  setObjectName(QStringLiteral("go_to_time_dialog"));
  field_->setObjectName(QStringLiteral("go_to_time_field"));
  complaint_->setObjectName(QStringLiteral("go_to_time_complaint"));
  for (QLabel* label : {label_, complaint_}) label->setTextFormat(Qt::PlainText);
  label_->setBuddy(field_);
  // Not the box's own buttons, which it names in its own way at every change of the language.
  auto* go = new QPushButton;
  auto* cancel = new QPushButton;
  go->setDefault(true);
  auto* buttons = new QDialogButtonBox;
  buttons->addButton(go, QDialogButtonBox::AcceptRole);
  buttons->addButton(cancel, QDialogButtonBox::RejectRole);
  connect(buttons, &QDialogButtonBox::accepted, this, &GoToTime::go);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  connect(field_, &QLineEdit::textEdited, complaint_, &QLabel::clear);
  auto* layout = new QVBoxLayout(this);
  layout->addWidget(label_);
  layout->addWidget(field_);
  layout->addWidget(complaint_);
  layout->addWidget(buttons);
  translate(this, [this, go, cancel] {
    setWindowTitle(tr("Go to time"));
    label_->setText(tr("Time as 83, 1:23.4 or 1:02:03, or a frame number as #125"));
    field_->setAccessibleName(tr("Time or frame number"));
    complaint_->setAccessibleName(tr("What is wrong with it"));
    go->setText(tr("Go"));
    cancel->setText(tr("Cancel"));
  });
}

void GoToTime::ask(const VideoDetailsPtr& video, double now_s) {
  video_ = video;
  complaint_->clear();
  field_->setText(format_time(now_s));
  field_->selectAll();
  field_->setFocus();
  show();
  raise();
  activateWindow();
}

void GoToTime::go() {
  const std::optional<qint64> frame = frame_of(field_->text(), *video_);
  if (!frame) {
    complaint_->setText(tr("The video has times from 0 to %1 and frames from #0 to #%2.")
                            .arg(format_time(video_->info.duration_s))
                            .arg(video_->index.size() - 1));
    return;
  }
  accept();
  emit chosen(*frame);
}

}  // namespace vp::ui
