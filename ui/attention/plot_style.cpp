#include "ui/attention/plot_style.h"

#include <qcustomplot.h>

#include <QLocale>

#include "ui/look/theme.h"

namespace vp::ui {

void set_plot_locale(QCustomPlot& plot) {
  QLocale locale;
  locale.setNumberOptions(QLocale::OmitGroupSeparator);
  plot.setLocale(locale);
}

void style_plot(QCustomPlot& plot, const QWidget& widget) {
  set_plot_locale(plot);
  const Accents colours = accents(widget.palette());
  QFont small = widget.font();
  small.setPointSizeF(small.pointSizeF() * 0.82);
  plot.setBackground(widget.palette().color(QPalette::Window));
  plot.axisRect()->setBackground(widget.palette().color(QPalette::Base));
  for (QCPAxis* axis : {plot.xAxis, plot.yAxis}) {
    axis->setBasePen(QPen(colours.line));
    axis->setTickPen(QPen(colours.line));
    axis->setSubTickPen(Qt::NoPen);
    axis->setTickLabelFont(small);
    axis->setTickLabelColor(colours.secondary);
    axis->setLabelFont(small);
    axis->setLabelColor(colours.secondary);
    axis->grid()->setPen(QPen(colours.line, 0.5));
    axis->grid()->setZeroLinePen(Qt::NoPen);
    axis->setTickLengthIn(0);
    axis->setTickLengthOut(3);
  }
}

}  // namespace vp::ui
