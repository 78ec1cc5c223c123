#pragma once

#include <QWidget>
#include <vector>

#include "engine/occlusion.h"

class QCustomPlot;

namespace vp::ui {

/// Share of the patches that is hidden against the change of the answer's log-probability: one curve for the
/// most attended, one for random ones with their spread.
class OcclusionPlot final : public QWidget {
  Q_OBJECT

 public:
  explicit OcclusionPlot(QWidget* parent = nullptr);

  void set_points(const std::vector<engine::OcclusionPoint>& points);

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void draw();

  QCustomPlot* plot_;
  std::vector<engine::OcclusionPoint> points_;
};

}  // namespace vp::ui
