#pragma once

#include <QWidget>
#include <vector>

class QCPBars;
class QCustomPlot;
class QLabel;

namespace vp::ui {

/// How many channels of the fusion have which α = sigmoid(balance): 1 takes the frame's own FSRA context
/// alone, 0 its chunk's GSTRA context alone.
class AlphaHistogram final : public QWidget {
  Q_OBJECT

 public:
  explicit AlphaHistogram(QWidget* parent = nullptr);

  /// Of each channel; empty without a model.
  void set_alpha(const std::vector<float>& alpha);
  /// Channels in each bin of 0 to 1; a value of exactly 1 is in the last.
  const std::vector<int>& bins() const { return bins_; }
  std::vector<float> alpha_;

  QSize sizeHint() const override { return {480, 120}; }
  QSize minimumSizeHint() const override { return {200, 80}; }

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void restyle();

  QCustomPlot* plot_;
  QCPBars* bars_;
  QLabel* summary_;
  std::vector<int> bins_;
};

}  // namespace vp::ui
