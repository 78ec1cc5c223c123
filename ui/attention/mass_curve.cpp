#include "ui/attention/mass_curve.h"

#include <qcustomplot.h>

#include <QMouseEvent>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/attention/plot_style.h"
#include "ui/look/format.h"
#include "ui/look/language.h"
#include "ui/look/theme.h"
#include "ui/player/timeline_mark.h"
#include "ui/session/session.h"

namespace vp::ui {
namespace {

constexpr int kHeight = 86;
/// Room beside the first and the last moment, so that a point there is not cut in half.
constexpr int kOverhang = 6;

}  // namespace

MassCurve::MassCurve(QWidget* parent) : QWidget(parent), plot_(new QCustomPlot(this)) {
  setObjectName(QStringLiteral("mass_curve"));
  plot_->setObjectName(QStringLiteral("mass_plot"));
  plot_->setFocusPolicy(Qt::NoFocus);
  setFixedHeight(kHeight);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(plot_);

  plot_->axisRect()->setAutoMargins(QCP::msNone);
  plot_->axisRect()->setMargins(QMargins(kTimeAxisLeft - kOverhang, 8, kTimeAxisRight - kOverhang, 20));
  plot_->plotLayout()->setRowSpacing(0);
  plot_->setInteractions({});
  auto ticker = QSharedPointer<QCPAxisTickerTime>::create();
  ticker->setTimeFormat(QStringLiteral("%m:%s"));
  ticker->setTickCount(8);
  plot_->xAxis->setTicker(ticker);
  plot_->yAxis->ticker()->setTickCount(2);
  plot_->yAxis->setNumberFormat(QStringLiteral("f"));
  plot_->yAxis->setNumberPrecision(2);
  cursor_ = new QCPItemStraightLine(plot_);
  title_ = new QCPItemText(plot_);
  title_->setPositionAlignment(Qt::AlignTop | Qt::AlignRight);
  title_->position->setType(QCPItemPosition::ptAxisRectRatio);
  title_->position->setCoords(1, 0);
  title_->setPadding(QMargins(6, 3, 6, 0));
  connect(plot_, &QCustomPlot::mousePress, this, [this](QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || masses_.isEmpty()) return;
    emit seek_requested(std::clamp(plot_->xAxis->pixelToCoord(event->position().x()), 0.0, duration_s_));
  });
  restyle();
  set_duration(0);
  set_position(0);
  translate(this, [this] {
    set_plot_locale(*plot_);
    setAccessibleName(tr("GSTRA mass over time"));
    plot_->setAccessibleName(accessibleName());
    title_->setText(tr("GSTRA mass per frame"));
    set_masses(QList<MassPoint>(masses_), QString(heads_));
  });
}

void MassCurve::show_session(const Session& session) {
  connect(&session, &Session::opening, this, [this] { set_duration(0); });
  connect(&session, &Session::not_opened, this, [this] { set_duration(0); });
  connect(&session, &Session::opened, this,
          [this](const VideoDetailsPtr& film) { set_duration(film->info.duration_s); });
}

void MassCurve::set_duration(double seconds) {
  duration_s_ = seconds > 0 ? seconds : 1;
  plot_->xAxis->setTickLabels(seconds > 0);
  plot_->xAxis->grid()->setVisible(seconds > 0);
  fit_range();
}

void MassCurve::fit_range() {
  // 0 and the end lie exactly under the timeline's; the overhang is beyond them.
  const double overhang_s = kOverhang * duration_s_ / std::max(1, width() - kTimeAxisLeft - kTimeAxisRight);
  plot_->xAxis->setRange(-overhang_s, duration_s_ + overhang_s);
  plot_->replot(QCustomPlot::rpQueuedReplot);
}

void MassCurve::set_masses(const QList<MassPoint>& masses, const QString& heads) {
  masses_ = masses;
  heads_ = heads;
  QStringList spoken;
  for (const MassPoint& point : masses) {
    spoken << tr("%1: %2").arg(format_time(point.time_s), QLocale().toString(point.mass, 'f', 3));
  }
  setAccessibleDescription(spoken.join(QStringLiteral("; ")));
  const QString tip = masses.isEmpty()
                          ? tr("GSTRA's share of attention per sampled frame, once the video is analysed")
                          : tr("GSTRA's share of attention per sampled frame of its chunk (%1).\n"
                               "The dotted line is an even share. Click to seek.")
                                .arg(heads);
  plot_->setToolTip(tip);
  draw_masses();
}

void MassCurve::set_position(double time_s) {
  cursor_->point1->setCoords(time_s, 0);
  cursor_->point2->setCoords(time_s, 1);
  cursor_->setVisible(!masses_.isEmpty());
  plot_->replot(QCustomPlot::rpQueuedReplot);
}

double MassCurve::x_of(double time_s) const {
  return plot_->mapToParent(QPoint(0, 0)).x() + plot_->xAxis->coordToPixel(time_s);
}

void MassCurve::draw_masses() {
  const Accents colours = accents(palette());
  plot_->clearGraphs();
  double largest = 0;
  for (qsizetype from = 0; from < masses_.size();) {
    // A chunk's masses say nothing about another chunk's: no line joins them.
    qsizetype to = from;
    while (to < masses_.size() && masses_[to].chunk == masses_[from].chunk) ++to;
    QCPGraph* even = plot_->addGraph();
    even->setPen(QPen(colours.chunk, 1, Qt::DotLine));
    QCPGraph* graph = plot_->addGraph();
    graph->setPen(QPen(colours.sampled, 2));
    graph->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssDisc, 7));
    QColor fill = colours.sampled;
    fill.setAlphaF(0.18f);
    graph->setBrush(fill);
    for (qsizetype i = from; i < to; ++i) {
      graph->addData(masses_[i].time_s, masses_[i].mass);
      even->addData(masses_[i].time_s, 1.0 / static_cast<double>(to - from));
      largest = std::max(largest, masses_[i].mass);
    }
    from = to;
  }
  plot_->yAxis->setRange(0, largest > 0 ? largest * 1.15 : 1);
  plot_->yAxis->setTicks(!masses_.isEmpty());
  plot_->yAxis->setTickLabels(!masses_.isEmpty());
  plot_->yAxis->grid()->setVisible(!masses_.isEmpty());
  cursor_->setVisible(!masses_.isEmpty());
  plot_->replot(QCustomPlot::rpQueuedReplot);
}

void MassCurve::restyle() {
  const Accents colours = accents(palette());
  QFont small = font();
  small.setPointSizeF(small.pointSizeF() * 0.82);
  plot_->setBackground(palette().color(QPalette::Window));
  plot_->axisRect()->setBackground(palette().color(QPalette::Base));
  for (QCPAxis* axis : {plot_->xAxis, plot_->yAxis}) {
    axis->setBasePen(QPen(colours.line));
    axis->setTickPen(QPen(colours.line));
    axis->setSubTickPen(Qt::NoPen);
    axis->setTickLabelFont(small);
    axis->setTickLabelColor(colours.secondary);
    axis->grid()->setPen(QPen(colours.line, 0.5));
    axis->grid()->setZeroLinePen(Qt::NoPen);
    axis->setTickLengthIn(0);
    axis->setTickLengthOut(3);
  }
  cursor_->setPen(QPen(colours.position, 1.5));
  title_->setFont(small);
  title_->setColor(colours.secondary);
  draw_masses();
}

void MassCurve::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  fit_range();
}

void MassCurve::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) restyle();
}

}  // namespace vp::ui
