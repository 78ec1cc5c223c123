#pragma once

#include <QAbstractTableModel>
#include <QString>
#include <unordered_map>
#include <vector>

#include "eval/prediction.h"

namespace vp::ui {

/// A benchmark's questions, a row each, with what the model answered and whether that is right.
class BenchmarkTable final : public QAbstractTableModel {
  Q_OBJECT

 public:
  enum Column { kVerdict, kFilm, kQuestion, kExpected, kAnswer, kColumns };
  /// What sorts the rows that are shown: a Verdict.
  static constexpr int kVerdictRole = Qt::UserRole;
  enum Verdict { kOpen, kRight, kWrong, kFailed };

  explicit BenchmarkTable(QObject* parent = nullptr);

  void set_questions(const std::vector<eval::Question>& questions);
  /// Of one of the questions.
  void set_prediction(const eval::Prediction& prediction);
  /// All that were set, in their order.
  const std::vector<eval::Prediction>& predictions() const { return predictions_; }
  const eval::Question& question_at(int row) const { return questions_[static_cast<std::size_t>(row)]; }
  /// All that is known of a row, for reading.
  QString details_at(int row) const;
  /// After the language has changed.
  void retranslate();

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

 private:
  /// Null where it is not answered yet.
  const eval::Prediction* prediction_at(int row) const;
  Verdict verdict_at(int row) const;
  QString answer_at(int row) const;

  std::vector<eval::Question> questions_;
  std::vector<eval::Prediction> predictions_;
  std::unordered_map<std::string, int> rows_;           ///< by id
  std::unordered_map<int, std::size_t> prediction_of_;  ///< by row
};

}  // namespace vp::ui
