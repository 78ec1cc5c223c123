#pragma once

#include <QScrollArea>
#include <optional>
#include <string>
#include <vector>

#include "engine/interventions.h"

class QGridLayout;
class QLabel;

namespace vp::ui {

class TextDisplay;

/// "without FSRA", "frames reversed": an intervention in words.
QString title_of(const engine::Intervention& intervention);

/// The unchanged answer and, below each other, what each intervention made of it: the change of its
/// log-probability, token by token in colour, and the answer that is given instead.
class ComparisonView final : public QScrollArea {
  Q_OBJECT

 public:
  explicit ComparisonView(QWidget* parent = nullptr);

  void clear();
  void set_unchanged(const engine::ScoredAnswer& answer);
  void add_result(const engine::InterventionResult& result);
  int result_count() const { return static_cast<int>(results_.size()); }
  /// What is shown, which must be something.
  engine::Comparison result(const std::string& question) const { return {question, *unchanged_, results_}; }
  /// High enough for the rows, unless they are many or long.
  QSize minimumSizeHint() const override;

 signals:
  /// Rows came or went, or their texts take more or fewer lines.
  void height_changed();

 protected:
  void changeEvent(QEvent* event) override;
  bool event(QEvent* event) override;

 private:
  void add_row(const QString& title, const QString& number, const QString& number_tip,
               const std::vector<float>& changed, const QString& answer);
  void add_rows();
  void show_all();

  QGridLayout* grid_ = nullptr;
  std::optional<engine::ScoredAnswer> unchanged_;
  std::vector<engine::InterventionResult> results_;
  int rows_ = 0;
};

}  // namespace vp::ui
