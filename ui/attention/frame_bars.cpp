#include "ui/attention/frame_bars.h"

#include <qcustomplot.h>

#include <QMouseEvent>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "ui/attention/plot_style.h"
#include "ui/look/format.h"
#include "ui/look/language.h"
#include "ui/look/theme.h"

namespace vp::ui {

FrameBars::FrameBars(QWidget* parent) : QWidget(parent), plot_(new QCustomPlot(this)) {
  setObjectName(QStringLiteral("frame_bars"));
  plot_->setObjectName(QStringLiteral("frame_bars_plot"));
  plot_->setFocusPolicy(Qt::NoFocus);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(plot_);
  plot_->setInteractions({});
  plot_->plotLayout()->setRowSpacing(0);
  plot_->axisRect()->setMinimumMargins(QMargins(4, 4, 4, 4));
  plot_->yAxis->ticker()->setTickCount(3);
  current_bar_ = new QCPBars(plot_->xAxis, plot_->yAxis);
  patches_ = new QCPBars(plot_->xAxis, plot_->yAxis);
  row_tokens_ = new QCPBars(plot_->xAxis, plot_->yAxis);
  context_ = new QCPBars(plot_->xAxis, plot_->yAxis);
  row_tokens_->moveAbove(patches_);
  context_->moveAbove(row_tokens_);
  current_bar_->setWidth(1);
  for (QCPBars* bars : {patches_, row_tokens_, context_}) bars->setWidth(0.7);
  connect(plot_, &QCustomPlot::mousePress, this, [this](QMouseEvent* event) {
    const int position = static_cast<int>(std::lround(plot_->xAxis->pixelToCoord(event->position().x())));
    if (event->button() == Qt::LeftButton && position >= 0 && position < bars_.size())
      emit bar_clicked(position);
  });
  restyle();
  translate(this, [this] {
    set_plot_locale(*plot_);
    setAccessibleName(tr("Attention of the word to each frame"));
    plot_->setAccessibleName(accessibleName());
    set_bars(QList<Bar>(bars_));
  });
}

void FrameBars::set_bars(const QList<Bar>& bars) {
  bars_ = bars;
  auto ticker = QSharedPointer<QCPAxisTickerText>::create();
  QStringList spoken;
  double largest = 0;
  for (QCPBars* part : {patches_, row_tokens_, context_}) part->data()->clear();
  for (int i = 0; i < bars_.size(); ++i) {
    const attention::FrameMass& mass = bars_[i].mass;
    patches_->addData(i, mass.patches);
    row_tokens_->addData(i, mass.row_tokens);
    context_->addData(i, mass.context);
    largest = std::max(largest, mass.total());
    if (bars_.size() <= 12 || i % (bars_.size() / 8) == 0)
      ticker->addTick(i, QString::number(bars_[i].frame));
    spoken << tr("frame %1: %2").arg(bars_[i].frame).arg(QLocale().toString(mass.total(), 'g', 3));
  }
  plot_->xAxis->setTicker(ticker);
  plot_->xAxis->setRange(-0.6, std::max(0.6, static_cast<double>(bars_.size()) - 0.4));
  plot_->yAxis->setRange(0, largest > 0 ? largest * 1.1 : 1);
  plot_->yAxis->setTickLabels(largest > 0);
  setAccessibleDescription(spoken.join(QStringLiteral("; ")));
  plot_->setToolTip(
      tr("Share of the word's attention by frame: patch tokens, on them row tokens (paler), on them "
         "the context token (grey). Click to go to the frame."));
  set_current(current_);
}

void FrameBars::set_current(int position) {
  current_ = position;
  current_bar_->data()->clear();
  if (position >= 0 && position < bars_.size()) current_bar_->addData(position, plot_->yAxis->range().upper);
  plot_->replot(QCustomPlot::rpQueuedReplot);
}

QPoint FrameBars::bar_centre(int position) const {
  const QPointF in_plot(plot_->xAxis->coordToPixel(position),
                        plot_->yAxis->coordToPixel(plot_->yAxis->range().center()));
  return plot_->mapToParent(in_plot.toPoint());
}

void FrameBars::restyle() {
  style_plot(*plot_, *this);
  const Accents colours = accents(palette());
  plot_->xAxis->grid()->setVisible(false);
  QColor pale = colours.sampled;
  pale.setAlphaF(0.5f);
  QColor behind = colours.position;
  behind.setAlphaF(0.18f);
  patches_->setBrush(colours.sampled);
  row_tokens_->setBrush(pale);
  context_->setBrush(colours.chunk);
  current_bar_->setBrush(behind);
  for (QCPBars* bars : {patches_, row_tokens_, context_, current_bar_}) bars->setPen(Qt::NoPen);
  plot_->replot(QCustomPlot::rpQueuedReplot);
}

void FrameBars::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) restyle();
}

}  // namespace vp::ui
