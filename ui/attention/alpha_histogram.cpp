#include "ui/attention/alpha_histogram.h"

#include <qcustomplot.h>

#include <QLabel>
#include <QLocale>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>
#include <numeric>

#include "ui/attention/plot_style.h"
#include "ui/look/language.h"
#include "ui/look/theme.h"

namespace vp::ui {
namespace {

constexpr int kBins = 40;

}  // namespace

AlphaHistogram::AlphaHistogram(QWidget* parent)
    : QWidget(parent), plot_(new QCustomPlot(this)), summary_(new QLabel) {
  setObjectName(QStringLiteral("alpha_histogram"));
  plot_->setObjectName(QStringLiteral("alpha_plot"));
  plot_->setFocusPolicy(Qt::NoFocus);
  plot_->setInteractions({});
  plot_->xAxis->setRange(0, 1);
  plot_->yAxis->ticker()->setTickCount(3);
  plot_->yAxis->setNumberFormat(QStringLiteral("f"));
  plot_->yAxis->setNumberPrecision(0);
  bars_ = new QCPBars(plot_->xAxis, plot_->yAxis);
  bars_->setWidth(1.0 / kBins);
  summary_->setObjectName(QStringLiteral("alpha_summary"));
  summary_->setTextFormat(Qt::PlainText);
  summary_->setWordWrap(true);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(4);
  layout->addWidget(plot_, 1);
  layout->addWidget(summary_);
  restyle();
  translate(this, [this] {
    set_plot_locale(*plot_);
    setAccessibleName(tr("Histogram of the fusion's α"));
    plot_->setAccessibleName(accessibleName());
    plot_->setToolTip(
        tr("Channels by α. 1: the frame's own FSRA context alone; 0: its chunk's GSTRA context alone."));
    summary_->setAccessibleName(tr("About the fusion's α"));
    set_alpha(std::vector<float>(alpha_));
  });
}

void AlphaHistogram::set_alpha(const std::vector<float>& alpha) {
  alpha_ = alpha;
  bins_.assign(kBins, 0);
  for (const float value : alpha) {
    if (!std::isfinite(value)) continue;
    const int bin = static_cast<int>(std::clamp(value, 0.0f, 1.0f) * kBins);
    ++bins_[static_cast<std::size_t>(std::min(bin, kBins - 1))];
  }
  bars_->data()->clear();
  for (int bin = 0; bin < kBins; ++bin)
    bars_->addData((bin + 0.5) / kBins, bins_[static_cast<std::size_t>(bin)]);
  const int highest = *std::max_element(bins_.begin(), bins_.end());
  plot_->yAxis->setRange(0, highest > 0 ? highest * 1.1 : 1);
  if (alpha.empty()) {
    summary_->setText(tr("Load a model to see how it mixes the frame's context with the chunk's."));
  } else {
    const double mean = std::accumulate(alpha.begin(), alpha.end(), 0.0) / static_cast<double>(alpha.size());
    const auto frame_side = std::count_if(alpha.begin(), alpha.end(), [](float a) { return a > 0.5f; });
    summary_->setText(
        tr("α of %1 channels: mean %2; %3 take more from the frame (FSRA), %4 from the chunk (GSTRA). It "
           "belongs to the model: the same for every film and question.")
            .arg(alpha.size())
            .arg(QLocale().toString(mean, 'f', 3))
            .arg(frame_side)
            .arg(static_cast<qsizetype>(alpha.size()) - frame_side));
  }
  setAccessibleDescription(summary_->text());
  plot_->replot(QCustomPlot::rpQueuedReplot);
}

void AlphaHistogram::restyle() {
  style_plot(*plot_, *this);
  const Accents colours = accents(palette());
  bars_->setPen(QPen(palette().color(QPalette::Base), 1));
  bars_->setBrush(colours.sampled);
  plot_->replot(QCustomPlot::rpQueuedReplot);
}

void AlphaHistogram::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) restyle();
}

}  // namespace vp::ui
