#include "engine/record_options.h"

#include <utility>

namespace vp::engine {

llm::RecordOptions record_options(const AttentionRecording& recording,
                                  std::vector<llm::PositionSpan> columns) {
  llm::RecordOptions options;
  options.columns = std::move(columns);
  options.layers.assign(recording.layers.begin(), recording.layers.end());
  options.heads.assign(recording.heads.begin(), recording.heads.end());
  options.per_layer = recording.per_layer;
  return options;
}

void AttentionRecording::validate(const checkpoint::DecoderConfig& decoder) const {
  record_options(*this, {}).validate(decoder);
}

}  // namespace vp::engine
