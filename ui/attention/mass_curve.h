#pragma once

#include <QList>
#include <QString>
#include <QWidget>

class QCPItemStraightLine;
class QCPItemText;
class QCustomPlot;

namespace vp::ui {

/// The share of GSTRA's attention that falls on one sampled frame.
struct MassPoint {
  double time_s = 0;
  double mass = 0;
  int chunk = 0;
};

class Session;

/// GSTRA's mass over time, on the same time axis as the timeline above it.
class MassCurve final : public QWidget {
  Q_OBJECT

 public:
  explicit MassCurve(QWidget* parent = nullptr);

  /// Whose time axis it has; it must outlive the curve's last event.
  void show_session(const Session& session);
  /// `heads` says which heads the masses are of.
  void set_masses(const QList<MassPoint>& masses, const QString& heads);
  void set_position(double time_s);

  /// The horizontal pixel of a time, in this widget's coordinates.
  double x_of(double time_s) const;

 signals:
  void seek_requested(double time_s);

 protected:
  void resizeEvent(QResizeEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  /// 0: no video.
  void set_duration(double seconds);
  void restyle();
  void fit_range();
  void draw_masses();

  QCustomPlot* plot_;
  QCPItemStraightLine* cursor_;
  QCPItemText* title_;
  QList<MassPoint> masses_;
  QString heads_;  ///< whose masses they are, in words
  double duration_s_ = 1;
};

}  // namespace vp::ui
