#pragma once

class QCustomPlot;
class QWidget;

namespace vp::ui {

/// Gives a plot the form of numbers of the language in use, which it does not take from its parent.
void set_plot_locale(QCustomPlot& plot);

/// Gives a plot the colours and a small form of the font of the widget that it is in.
void style_plot(QCustomPlot& plot, const QWidget& widget);

}  // namespace vp::ui
