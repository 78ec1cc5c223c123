#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "checkpoint/safetensors_writer.h"
#include "engine/encoded_video.h"

namespace vp::overlays {

/// Tensors under their names, with their values kept alive until they are written.
class TensorFile {
 public:
  void add(const std::string& name, std::vector<std::int64_t> shape, std::vector<float> values) {
    values_.push_back(std::move(values));
    tensors_.push_back(
        {{name, checkpoint::Dtype::Float32, std::move(shape)}, std::as_bytes(std::span(values_.back()))});
  }
  const std::vector<checkpoint::TensorToWrite>& tensors() const { return tensors_; }

 private:
  std::deque<std::vector<float>> values_;
  std::vector<checkpoint::TensorToWrite> tensors_;
};

/// The frames (index, time, timestamp), the valid patches, and the model with device and precision.
std::map<std::string, std::string> tensor_metadata(const engine::EncodedVideo& video);

}  // namespace vp::overlays
