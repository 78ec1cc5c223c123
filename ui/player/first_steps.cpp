#include "ui/player/first_steps.h"

#include <QHBoxLayout>
#include <QPushButton>

#include "ui/look/icons.h"
#include "ui/look/language.h"

namespace vp::ui {

FirstSteps::FirstSteps(QWidget* parent)
    : QWidget(parent), sample_(new QPushButton(icon(Glyph::Play), QString())) {
  auto* open = new QPushButton(icon(Glyph::Open), QString());
  open->setObjectName(QStringLiteral("empty_open"));
  sample_->setObjectName(QStringLiteral("empty_sample"));
  sample_->hide();
  connect(open, &QPushButton::clicked, this, &FirstSteps::open_requested);
  connect(sample_, &QPushButton::clicked, this, &FirstSteps::sample_requested);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(8);
  row->addWidget(open);
  row->addWidget(sample_);
  translate(this, [this, open] {
    open->setText(tr("Open video…"));
    open->setToolTip(tr("Choose a video file (Ctrl+O)"));
    open->setAccessibleName(open->text());
    sample_->setText(tr("Open the sample clip"));
    sample_->setToolTip(tr("Nine seconds: a red ball rolls through a hall, a blue square appears"));
    sample_->setAccessibleName(sample_->text());
    updateGeometry();
  });
}

void FirstSteps::set_sample_clip(bool there) {
  sample_->setVisible(there);
}

}  // namespace vp::ui
