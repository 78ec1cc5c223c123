#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

#include "checkpoint/model_config.h"

namespace vp::llm {

/// Positions [begin, end) of the context.
struct PositionSpan {
  std::int64_t begin = 0;
  std::int64_t end = 0;

  bool operator==(const PositionSpan&) const = default;
};

/// Which part of the decoder's attention is kept.
struct RecordOptions {
  std::vector<PositionSpan> columns;  ///< attended positions that are kept, in this order
  std::vector<std::int64_t> layers;   ///< ascending; empty: all
  std::vector<std::int64_t> heads;    ///< averaged over; ascending; empty: all
  bool per_layer = false;             ///< a row a layer instead of their mean

  /// Throws Error(Usage) for a layer or head that the decoder does not have, or that is named twice.
  void validate(const checkpoint::DecoderConfig& config) const;

  bool operator==(const RecordOptions&) const = default;
};

/// Keeps, of the positions that produce an answer's tokens, the columns of their attention that were asked
/// for. The softmax is over all positions that the query sees. While tokens are made only the queries are put
/// aside; the attention is computed of many positions at once, which costs a fraction of one position after
/// the other.
class AttentionRecorder {
 public:
  /// Throws like RecordOptions::validate.
  AttentionRecorder(const checkpoint::DecoderConfig& config, RecordOptions options);

  /// As given, with all layers named; no head is where all are averaged over.
  const RecordOptions& options() const { return options_; }
  /// 1, or with per_layer the number of layers.
  std::int64_t rows() const { return options_.per_layer ? static_cast<std::int64_t>(layers_.size()) : 1; }
  std::int64_t columns() const { return columns_; }

  /// Puts a layer's part aside. query (heads, head_dim) of the last position and keys (key_value_heads, m,
  /// head_dim) of all positions it sees, both after the rotation. The keys are read by the next move_to() or
  /// finish(): until then they stay as they are, and more may stand behind them.
  void observe(std::int64_t layer, const at::Tensor& query, const at::Tensor& keys, double scale);

  /// The position that was observed since the last call produced a token. Appends what was put aside, (rows,
  /// columns) a position, when it has become much.
  void move_to(std::vector<float>& values);
  /// Appends the rest.
  void finish(std::vector<float>& values);
  /// Appends the rest, and behind it positions whose attention was computed elsewhere: (n, layers, columns)
  /// float32, the mean of the heads.
  void append(const at::Tensor& attention, std::vector<float>& values);

 private:
  RecordOptions options_;
  struct Layer {
    std::vector<at::Tensor> queries;  ///< (heads, head_dim) each
    at::Tensor query;                 ///< of the position that has produced no token yet
    at::Tensor keys;                  ///< of the latest position
  };
  void keep(at::Tensor attention, std::vector<float>& values) const;
  /// (positions, columns) of a layer, the mean of its heads.
  at::Tensor attention(const Layer& layer) const;

  std::vector<std::int64_t> place_of_layer_;  ///< in `layers_`; -1: not asked for
  std::int64_t share_ = 1;                    ///< query heads a key/value head
  std::int64_t columns_ = 0;
  std::vector<Layer> layers_;       ///< those that were asked for
  std::vector<std::int64_t> seen_;  ///< how many positions each query sees
  double scale_ = 1;
};

}  // namespace vp::llm
