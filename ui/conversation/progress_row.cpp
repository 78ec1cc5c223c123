#include "ui/conversation/progress_row.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/look/format.h"
#include "ui/look/icons.h"
#include "ui/look/language.h"

namespace vp::ui {
namespace {

struct PhaseTexts {
  Q_DECLARE_TR_FUNCTIONS(vp::ui::Progress)
};

}  // namespace

QString describe(const ProgressState& state) {
  const auto counted = [&](const QString& with_total, const QString& alone) {
    return state.total > 0 ? with_total.arg(state.done).arg(state.total) : alone;
  };
  switch (state.phase) {
    case base::Phase::Load:
      return state.total > 0 ? PhaseTexts::tr("Loading the model: %1 of %2")
                                   .arg(format_bytes(state.done), format_bytes(state.total))
                             : PhaseTexts::tr("Loading the model");
    case base::Phase::Index:
      return PhaseTexts::tr("Indexing the video");
    case base::Phase::Decode:
      return counted(PhaseTexts::tr("Decoding frames: %1 of %2"), PhaseTexts::tr("Decoding frames"));
    case base::Phase::Encode:
      return counted(PhaseTexts::tr("Encoding frames: %1 of %2"), PhaseTexts::tr("Encoding frames"));
    case base::Phase::Prefill:
      return counted(PhaseTexts::tr("Reading the prompt: %1 of %2 tokens"),
                     PhaseTexts::tr("Reading the prompt"));
    case base::Phase::Generate: {
      const QString token = PhaseTexts::tr("Answering: token %1").arg(state.done);
      if (state.units_per_s <= 0) return token;
      return PhaseTexts::tr("%1 at %2 tokens/s").arg(token, format_rate(state.units_per_s));
    }
    case base::Phase::Write:
      return counted(PhaseTexts::tr("Writing pictures: %1 of %2"), PhaseTexts::tr("Writing"));
    case base::Phase::Measure:
      return counted(PhaseTexts::tr("Hiding frames: pass %1 of %2"), PhaseTexts::tr("Hiding frames"));
    case base::Phase::Draw:
      break;  // only the command line draws clips
  }
  return {};
}

ProgressRow::ProgressRow(QWidget* parent)
    : QWidget(parent),
      label_(new QLabel),
      bar_(new QProgressBar),
      stop_(new QPushButton(icon(Glyph::Stop), QString())) {
  label_->setObjectName(QStringLiteral("progress_label"));
  label_->setMinimumWidth(1);  // a long phase must not widen the panel
  bar_->setTextVisible(false);
  bar_->setFixedHeight(6);
  stop_->setObjectName(QStringLiteral("stop_button"));
  auto* column = new QVBoxLayout;
  column->setSpacing(4);
  column->addWidget(label_);
  column->addWidget(bar_);
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addLayout(column, 1);
  layout->addWidget(stop_);
  connect(stop_, &QPushButton::clicked, this, &ProgressRow::stop_requested);
  translate(this, [this] { show_texts(); });
  hide();
}

void ProgressRow::show_texts() {
  label_->setAccessibleName(tr("Progress"));
  bar_->setAccessibleName(tr("Progress"));
  stop_->setText(tr("Stop"));
  stop_->setAccessibleName(tr("Stop"));
  stop_->setToolTip(tr("Stop what is running (Esc)"));
  label_->setText(state_ ? describe(*state_) : QString());
}

void ProgressRow::set_busy(bool busy) {
  setVisible(busy);
  if (busy) return;
  state_.reset();
  label_->clear();
  bar_->setRange(0, 0);
}

void ProgressRow::set_progress(const ProgressState& state) {
  state_ = state;
  label_->setText(describe(state));
  const bool known = state.total > 0 && state.phase != base::Phase::Generate;
  bar_->setRange(0, known ? 1000 : 0);
  if (known) bar_->setValue(static_cast<int>(state.done * 1000 / state.total));
}

}  // namespace vp::ui
