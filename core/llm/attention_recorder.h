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
};

/// Which part of the decoder's attention is kept.
struct RecordOptions {
  std::vector<PositionSpan> columns;  ///< attended positions that are kept, in this order
  std::vector<std::int64_t> layers;   ///< ascending; empty: all
  std::vector<std::int64_t> heads;    ///< averaged over; ascending; empty: all
  bool per_layer = false;             ///< a row a layer instead of their mean

  /// Throws Error(Usage) for a layer or head that the decoder does not have, or that is named twice.
  void validate(const checkpoint::DecoderConfig& config) const;
};

/// Keeps, of one query position, the columns of its attention that were asked for. The softmax is over all
/// positions that the query sees; only a row a head ever exists, and only until its columns are copied out.
class AttentionRecorder {
 public:
  /// Throws like RecordOptions::validate.
  AttentionRecorder(const checkpoint::DecoderConfig& config, RecordOptions options);

  /// 1, or with per_layer the number of layers.
  std::int64_t rows() const { return options_.per_layer ? static_cast<std::int64_t>(layers_) : 1; }
  std::int64_t columns() const { return columns_; }

  /// Adds a layer's part. query (heads, head_dim) of the last position and keys (key_value_heads, m,
  /// head_dim) of all positions it sees, both after the rotation.
  void observe(std::int64_t layer, const at::Tensor& query, const at::Tensor& keys, double scale);

  /// Appends what was observed since the last call, (rows, columns), and begins with the next position.
  void move_to(std::vector<float>& values);
  /// Forgets what was observed since the last move_to().
  void discard();

 private:
  RecordOptions options_;
  std::vector<std::int64_t> row_of_layer_;  ///< of `observed_`; -1: not asked for
  std::int64_t share_ = 1;                  ///< query heads a key/value head
  std::int64_t layers_ = 0;
  std::int64_t columns_ = 0;
  std::vector<at::Tensor> observed_;  ///< rows of (columns) float32; undefined until observed
};

}  // namespace vp::llm
