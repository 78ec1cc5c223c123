#pragma once

#include <QWidget>
#include <optional>

#include "engine/occlusion.h"

class QComboBox;
class QLabel;
class QPushButton;
class QTableWidget;

namespace vp::ui {

class ElidedLabel;
class OcclusionPlot;

/// The occlusion check: which map, what it came to, its curves, and the numbers behind them.
class CheckView final : public QWidget {
  Q_OBJECT

 public:
  explicit CheckView(QWidget* parent = nullptr);

  engine::OcclusionOptions options() const;
  void set_enabled(bool enabled);
  void clear();
  void set_result(const engine::OcclusionCheck& check);

  const std::optional<engine::OcclusionCheck>& result() const { return result_; }

 signals:
  void run_requested();
  void export_requested();
  /// Another share is chosen.
  void share_chosen(int share);
  /// The result comes on the screen, or goes from it.
  void looked_at(bool looked_at);

 protected:
  void showEvent(QShowEvent* event) override;
  void hideEvent(QHideEvent* event) override;

 private:
  void show_texts(QLabel& map_label);

  QComboBox* map_;
  QPushButton* run_;
  QPushButton* export_;
  ElidedLabel* answer_;
  QLabel* verdict_;
  OcclusionPlot* plot_;
  QTableWidget* table_;
  std::optional<engine::OcclusionCheck> result_;
};

}  // namespace vp::ui
