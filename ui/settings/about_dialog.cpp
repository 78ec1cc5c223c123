#include "ui/settings/about_dialog.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStringList>
#include <QVBoxLayout>

#include "ui/inference/worker.h"
#include "ui/look/format.h"
#include "ui/look/icons.h"
#include "ui/look/language.h"

namespace vp::ui {

AboutDialog::AboutDialog(Worker& worker, QWidget* parent)
    : QDialog(parent),
      title_(new QLabel),
      text_(new QLabel),
      versions_(new QPlainTextEdit),
      copy_(new QPushButton(icon(Glyph::Copy), QString())),
      close_(new QPushButton) {
  setObjectName(QStringLiteral("about_dialog"));
  auto* picture = new QLabel;
  picture->setPixmap(program_icon().pixmap(QSize(64, 64), devicePixelRatioF()));
  QFont large = font();
  large.setPointSizeF(large.pointSizeF() * 1.4);
  large.setBold(true);
  title_->setFont(large);
  text_->setWordWrap(true);
  text_->setTextFormat(Qt::PlainText);
  text_->setObjectName(QStringLiteral("about_text"));
  versions_->setObjectName(QStringLiteral("versions"));
  versions_->setReadOnly(true);
  versions_->setTabChangesFocus(true);
  versions_->setMinimumSize(420, 10 * fontMetrics().lineSpacing());
  copy_->setObjectName(QStringLiteral("copy_versions"));
  copy_->setAutoDefault(false);
  close_->setObjectName(QStringLiteral("about_close"));
  close_->setDefault(true);

  auto* words = new QVBoxLayout;
  words->addWidget(title_);
  words->addWidget(text_);
  auto* head = new QHBoxLayout;
  head->setSpacing(16);
  head->addWidget(picture, 0, Qt::AlignTop);
  head->addLayout(words, 1);
  auto* buttons = new QHBoxLayout;
  buttons->addWidget(copy_);
  buttons->addStretch(1);
  buttons->addWidget(close_);
  auto* layout = new QVBoxLayout(this);
  layout->setSpacing(12);
  layout->addLayout(head);
  layout->addWidget(versions_, 1);
  layout->addLayout(buttons);
  connect(copy_, &QPushButton::clicked, this, [this] { QApplication::clipboard()->setText(versions()); });
  connect(close_, &QPushButton::clicked, this, &QDialog::close);
  translate(this, [this] { show_texts(); });
  worker.run(
      std::stop_source(), this, [](const std::stop_token&) { return engine::system_info(); },
      [this](const engine::SystemInfo& info) {
        info_ = info;
        versions_->setPlainText(versions());
      },
      [this](const Failure& failure) { versions_->setPlainText(explained(failure.code, failure.message)); });
}

void AboutDialog::show_texts() {
  setWindowTitle(tr("About Video-Panda Studio"));
  title_->setText(tr("Video-Panda Studio %1").arg(QApplication::applicationVersion()));
  text_->setText(
      tr("Asks questions about video files and shows where the model looked. Everything is computed on this "
         "machine.\n\n"
         "Free software under the GNU General Public License, version 3 or later, without any warranty. The "
         "weights of a model have their own licence.\n\n"
         "The model: Yi, Wasim, Luo, Naseer, Gall: Video-Panda, CVPR 2025."));
  versions_->setAccessibleName(tr("Versions and machine"));
  copy_->setText(tr("C&opy versions"));
  copy_->setAccessibleName(tr("Copy versions"));
  copy_->setToolTip(tr("Copy this list, for a report"));
  close_->setText(tr("&Close"));
  close_->setAccessibleName(tr("Close"));
  versions_->setPlainText(versions());
}

QString AboutDialog::versions() const {
  if (!info_) return tr("Looking at this machine…");
  const engine::SystemInfo& info = *info_;
  QStringList features;
  for (const std::string& feature : info.cpu_features) features << to_qstring(feature);
  QStringList devices;
  for (const std::string& device : info.devices) devices << to_qstring(device);
  return QStringList{tr("Program: %1").arg(to_qstring(info.program_version)),
                     QStringLiteral("Qt: %1").arg(QLatin1String(qVersion())),
                     QStringLiteral("LibTorch: %1").arg(to_qstring(info.libtorch_version)),
                     QStringLiteral("FFmpeg: %1").arg(to_qstring(info.ffmpeg_version)),
                     QStringLiteral("BLAS: %1").arg(to_qstring(info.blas)),
                     tr("Processor: %1 (%2)").arg(to_qstring(info.cpu), features.join(QStringLiteral(", "))),
                     tr("Threads: %1 of %2 cores").arg(info.threads).arg(info.physical_cores),
                     tr("Devices: %1").arg(devices.join(QStringLiteral(", "))),
                     tr("Memory: %1, of which %2 is free")
                         .arg(format_bytes(info.memory_total), format_bytes(info.memory_available))}
      .join(QLatin1Char('\n'));
}

}  // namespace vp::ui
