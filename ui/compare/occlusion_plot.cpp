#include "ui/compare/occlusion_plot.h"

#include <qcustomplot.h>

#include <QEvent>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/attention/plot_style.h"
#include "ui/look/language.h"
#include "ui/look/theme.h"

namespace vp::ui {

OcclusionPlot::OcclusionPlot(QWidget* parent) : QWidget(parent), plot_(new QCustomPlot(this)) {
  setObjectName(QStringLiteral("occlusion_plot"));
  plot_->setObjectName(QStringLiteral("occlusion_curves"));
  plot_->setFocusPolicy(Qt::NoFocus);
  plot_->setInteractions({});
  plot_->setMinimumSize(180, 110);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(plot_);
  // The legend stands above the curves, which need all the room.
  plot_->plotLayout()->insertRow(0);
  plot_->plotLayout()->addElement(0, 0, plot_->legend);
  plot_->plotLayout()->setRowStretchFactor(0, 0.001);
  plot_->plotLayout()->setRowSpacing(0);
  plot_->legend->setFillOrder(QCPLegend::foColumnsFirst);
  plot_->legend->setMargins(QMargins(4, 0, 4, 0));
  translate(this, [this] {
    set_plot_locale(*plot_);
    setAccessibleName(tr("Change of the answer's log-probability by the share of patches hidden"));
    plot_->setAccessibleName(accessibleName());
    plot_->setToolTip(
        tr("Filled: the deviation between the random choices. Where the answer rests on what the map shows,\n"
           "hiding the most attended patches loses more than hiding random ones."));
    plot_->xAxis->setLabel(tr("Patches hidden (%)"));
    plot_->yAxis->setLabel(tr("Change (nats)"));
    draw();
  });
}

void OcclusionPlot::set_points(const std::vector<engine::OcclusionPoint>& points) {
  points_ = points;
  draw();
}

void OcclusionPlot::draw() {
  const Accents colours = accents(palette());
  QFont small = font();
  small.setPointSizeF(small.pointSizeF() * 0.88);
  plot_->setBackground(palette().color(QPalette::Window));
  plot_->axisRect()->setBackground(palette().color(QPalette::Base));
  for (QCPAxis* axis : {plot_->xAxis, plot_->yAxis}) {
    axis->setBasePen(QPen(colours.line));
    axis->setTickPen(QPen(colours.line));
    axis->setSubTickPen(Qt::NoPen);
    axis->setTickLabelFont(small);
    axis->setLabelFont(small);
    axis->setTickLabelColor(colours.secondary);
    axis->setLabelColor(colours.secondary);
    axis->grid()->setPen(QPen(colours.line, 0.5));
    axis->grid()->setZeroLinePen(QPen(colours.chunk, 1, Qt::DotLine));
    axis->setTickLabels(!points_.empty());
  }
  plot_->clearGraphs();
  plot_->legend->setVisible(!points_.empty());
  plot_->legend->setFont(small);
  plot_->legend->setTextColor(palette().color(QPalette::Text));
  plot_->legend->setBorderPen(Qt::NoPen);
  plot_->legend->setBrush(Qt::NoBrush);
  const auto curve = [&](const QColor& colour, const QString& name) {
    QCPGraph* graph = plot_->addGraph();
    graph->setPen(QPen(colour, 2));
    graph->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssDisc, 7));
    graph->setName(name);
    graph->addData(0, 0);  // nothing hidden, nothing changed
    return graph;
  };
  QCPGraph* upper = curve(colours.sampled, {});
  QCPGraph* lower = curve(colours.sampled, {});
  for (QCPGraph* edge : {upper, lower}) {
    edge->setPen(Qt::NoPen);
    edge->setScatterStyle(QCPScatterStyle::ssNone);
    edge->removeFromLegend();
  }
  QColor fill = colours.sampled;
  fill.setAlphaF(0.2f);
  upper->setBrush(fill);
  upper->setChannelFillGraph(lower);
  QCPGraph* random = curve(colours.sampled, tr("random patches, mean"));
  QCPGraph* attended = curve(colours.position, tr("most attended patches"));
  double least = 0, most = 0, last = 0;
  for (const engine::OcclusionPoint& point : points_) {
    const double mean = point.random_mean(), spread = point.random_spread();
    upper->addData(point.share_percent, mean + spread);
    lower->addData(point.share_percent, mean - spread);
    random->addData(point.share_percent, mean);
    attended->addData(point.share_percent, point.attended);
    least = std::min({least, point.attended, mean - spread});
    most = std::max({most, point.attended, mean + spread});
    last = point.share_percent;
  }
  const double margin = std::max(most - least, 1e-6) * 0.08;
  plot_->yAxis->setRange(least - margin, most + margin);
  plot_->xAxis->setRange(-last * 0.03, last > 0 ? last * 1.04 : 1);
  plot_->replot(QCustomPlot::rpQueuedReplot);
}

void OcclusionPlot::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) draw();
}

}  // namespace vp::ui
