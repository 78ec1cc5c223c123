#include "ui/benchmark/benchmark_table.h"

#include "eval/answer_normalisation.h"
#include "eval/choices.h"
#include "ui/look/format.h"
#include "ui/look/plain_text.h"

namespace vp::ui {
namespace {

constexpr int kShownCharacters = 300;

bool is_right(const eval::Prediction& prediction) {
  const eval::Question& question = prediction.question;
  if (!question.is_choice()) return eval::normalised(prediction.answer) == eval::normalised(question.answer);
  const auto said = eval::read_choice(prediction.answer, question.options);
  return said && static_cast<std::int64_t>(*said) == question.right;
}

QString in_one_line(const std::string& text) {
  return to_qstring(text).left(kShownCharacters).simplified();
}

}  // namespace

BenchmarkTable::BenchmarkTable(QObject* parent) : QAbstractTableModel(parent) {}

void BenchmarkTable::set_questions(const std::vector<eval::Question>& questions) {
  beginResetModel();
  questions_ = questions;
  predictions_.clear();
  prediction_of_.clear();
  rows_.clear();
  for (std::size_t i = 0; i < questions_.size(); ++i)
    rows_.emplace(questions_[i].id.text, static_cast<int>(i));
  endResetModel();
}

void BenchmarkTable::set_prediction(const eval::Prediction& prediction) {
  const auto row = rows_.find(prediction.question.id.text);
  if (row == rows_.end()) return;
  const auto [place, fresh] = prediction_of_.emplace(row->second, predictions_.size());
  if (fresh)
    predictions_.push_back(prediction);
  else
    predictions_[place->second] = prediction;
  emit dataChanged(index(row->second, 0), index(row->second, kColumns - 1));
}

const eval::Prediction* BenchmarkTable::prediction_at(int row) const {
  const auto found = prediction_of_.find(row);
  return found == prediction_of_.end() ? nullptr : &predictions_[found->second];
}

BenchmarkTable::Verdict BenchmarkTable::verdict_at(int row) const {
  const eval::Prediction* prediction = prediction_at(row);
  if (prediction == nullptr) return kOpen;
  if (!prediction->error.empty()) return kFailed;
  return is_right(*prediction) ? kRight : kWrong;
}

QString BenchmarkTable::answer_at(int row) const {
  const eval::Prediction* prediction = prediction_at(row);
  if (prediction == nullptr) return {};
  return in_one_line(prediction->error.empty() ? prediction->answer : prediction->error);
}

QString BenchmarkTable::details_at(int row) const {
  if (row < 0 || row >= rowCount()) return {};
  const eval::Question& question = question_at(row);
  QString text = to_qstring(eval::asked_text(question)) + QLatin1Char('\n') +
                 tr("Expected: %1").arg(to_qstring(question.answer));
  if (const eval::Prediction* prediction = prediction_at(row))
    text +=
        QLatin1Char('\n') + (prediction->error.empty() ? tr("Answer: %1").arg(to_qstring(prediction->answer))
                                                       : tr("Failed: %1").arg(to_qstring(prediction->error)));
  return text;
}

void BenchmarkTable::retranslate() {
  emit headerDataChanged(Qt::Horizontal, 0, kColumns - 1);
  if (rowCount() > 0) emit dataChanged(index(0, kVerdict), index(rowCount() - 1, kVerdict));
}

int BenchmarkTable::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(questions_.size());
}

int BenchmarkTable::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : kColumns;
}

QVariant BenchmarkTable::data(const QModelIndex& index, int role) const {
  if (!index.isValid()) return {};
  const int row = index.row();
  if (role == kVerdictRole) return verdict_at(row);
  if (role != Qt::DisplayRole) return {};
  const eval::Question& question = question_at(row);
  switch (index.column()) {
    case kVerdict:
      switch (verdict_at(row)) {
        case kOpen:
          return {};
        case kRight:
          return tr("right");
        case kWrong:
          return tr("wrong");
        case kFailed:
          return tr("failed");
      }
      return {};
    case kFilm:
      return in_one_line(question.video_name);
    case kQuestion:
      return in_one_line(question.question);
    case kExpected:
      return in_one_line(question.answer);
    default:
      return answer_at(row);
  }
}

QVariant BenchmarkTable::headerData(int section, Qt::Orientation orientation, int role) const {
  if (role != Qt::DisplayRole) return {};
  if (orientation == Qt::Vertical) return section + 1;
  switch (section) {
    case kVerdict:
      return tr("Verdict");
    case kFilm:
      return tr("Video");
    case kQuestion:
      return tr("Question");
    case kExpected:
      return tr("Expected");
    default:
      return tr("Answer");
  }
}

}  // namespace vp::ui
