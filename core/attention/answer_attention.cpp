#include "attention/answer_attention.h"

#include <span>

#include "base/error.h"

namespace vp::attention {
namespace {

using base::Error;
using base::ErrorCode;

[[noreturn]] void contradiction(const base::Message& what) {
  throw Error(ErrorCode::Usage,
              base::message("This record of an answer's attention contradicts itself: %1; ask again.", what));
}

// Also the bounds that keep the products below from overflowing.
void check_record(const AnswerAttention& record) {
  constexpr int kMost = 1 << 12;
  // A piece of tokens may be one that stands for no place of a picture.
  for (const TokenLayout& frame : record.frames)
    if (frame.height < 0 || frame.width < 0 || frame.height > kMost || frame.width > kMost ||
        (frame.height == 0) != (frame.width == 0) || frame.count() <= 0)
      contradiction(base::message("a frame has no tokens, or too many"));
  if (record.rows() == 0 || record.frames.empty() || record.frames.size() > static_cast<std::size_t>(kMost))
    contradiction(base::message("it has no layers or no frames"));
  const std::size_t row = record.columns();
  if (record.values.size() % row != 0 || record.values.size() / row != record.tokens() * record.rows())
    contradiction(base::message("it has not one value for each token, layer and visual token"));
}

// The mean over tokens and rows of `count` values from column `first`.
std::vector<double> mean_columns(const AnswerAttention& record, const TokenRange& tokens, int row,
                                 std::size_t first, std::size_t count) {
  if (tokens.first >= tokens.last || tokens.last > record.tokens())
    throw Error(ErrorCode::Usage,
                base::message("There is no attention of the tokens %1 up to %2; the answer has %3 tokens.",
                              tokens.first, tokens.last, record.tokens()));
  const std::size_t rows = record.rows();
  if (row < kAllRows || row >= static_cast<int>(rows))
    throw Error(ErrorCode::Usage,
                base::message("There is no row %1 in this record; it has %2, counted from 0.", row, rows));
  const std::size_t first_row = row == kAllRows ? 0 : static_cast<std::size_t>(row);
  const std::size_t last_row = row == kAllRows ? rows : first_row + 1;
  const std::size_t columns = record.columns();
  const std::span<const float> values(record.values);
  std::vector<double> mean(count, 0.0);
  for (std::size_t token = tokens.first; token < tokens.last; ++token) {
    for (std::size_t r = first_row; r < last_row; ++r) {
      const auto part = values.subspan((token * rows + r) * columns + first, count);
      for (std::size_t i = 0; i < count; ++i) mean[i] += part[i];
    }
  }
  const auto parts = static_cast<double>((tokens.last - tokens.first) * (last_row - first_row));
  for (double& value : mean) value /= parts;
  return mean;
}

}  // namespace

std::size_t AnswerAttention::columns() const {
  std::size_t sum = 0;
  for (const TokenLayout& frame : frames) sum += static_cast<std::size_t>(frame.count());
  return sum;
}

std::vector<FrameMass> answer_masses(const AnswerAttention& record, const TokenRange& tokens, int row) {
  check_record(record);
  const std::vector<double> mean = mean_columns(record, tokens, row, 0, record.columns());
  std::vector<FrameMass> masses;
  std::size_t column = 0;
  for (const TokenLayout& frame : record.frames) {
    FrameMass mass;
    if (frame.context) mass.context = mean[column++];
    for (int r = 0; r < frame.height; ++r) {
      for (int c = 0; c < frame.width; ++c) mass.patches += mean[column++];
      if (frame.row_tokens) mass.row_tokens += mean[column++];
    }
    masses.push_back(mass);
  }
  return masses;
}

std::vector<float> visual_shares(const AnswerAttention& record) {
  check_record(record);
  const std::size_t each = record.rows() * record.columns();
  std::vector<float> shares;
  shares.reserve(record.tokens());
  for (std::size_t token = 0; token < record.tokens(); ++token) {
    double sum = 0;
    for (const float value : std::span(record.values).subspan(token * each, each)) sum += value;
    shares.push_back(static_cast<float>(sum / static_cast<double>(record.rows())));
  }
  return shares;
}

AnswerAttention mean_over_layers(const AnswerAttention& record) {
  check_record(record);
  AnswerAttention mean = record;
  mean.per_layer = false;
  mean.values.clear();
  mean.values.reserve(record.values.size() / record.rows());
  for (std::size_t token = 0; token < record.tokens(); ++token)
    for (const double value : mean_columns(record, {token, token + 1}, kAllRows, 0, record.columns()))
      mean.values.push_back(static_cast<float>(value));
  return mean;
}

MapGrid answer_grid(const AnswerAttention& record, int frame, const TokenRange& tokens, int row) {
  check_record(record);
  if (frame < 0 || frame >= static_cast<int>(record.frames.size()))
    throw Error(ErrorCode::Usage,
                base::message("There is no frame %1 in this record; it has %2, counted from 0.", frame,
                              record.frames.size()));
  std::size_t first = 0;
  for (int i = 0; i < frame; ++i)
    first += static_cast<std::size_t>(record.frames[static_cast<std::size_t>(i)].count());
  const TokenLayout& of_frame = record.frames[static_cast<std::size_t>(frame)];
  const std::vector<double> mean =
      mean_columns(record, tokens, row, first, static_cast<std::size_t>(of_frame.count()));
  MapGrid grid{of_frame.height, of_frame.width, {}};
  grid.values.reserve(static_cast<std::size_t>(grid.height) * static_cast<std::size_t>(grid.width));
  std::size_t column = of_frame.context ? 1 : 0;
  for (int r = 0; r < grid.height; ++r) {
    for (int c = 0; c < grid.width; ++c) grid.values.push_back(static_cast<float>(mean[column++]));
    if (of_frame.row_tokens) ++column;
  }
  return grid;
}

}  // namespace vp::attention
