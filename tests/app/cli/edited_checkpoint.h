#pragma once

#include <QString>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "checkpoint/weight_reader.h"

namespace vp::test {

/// The golden checkpoint in memory: read from its .bin shards, changed at will, written as one .safetensors.
class EditedCheckpoint {
 public:
  EditedCheckpoint();

  struct Tensor {
    checkpoint::TensorInfo info;
    std::vector<std::byte> bytes;
  };
  Tensor& tensor(const std::string& name) { return tensors.at(name); }
  /// Writes config.json, tokenizer.model and model.safetensors into `folder`, which is made; returns it.
  QString write(const QString& folder) const;

  std::map<std::string, Tensor> tensors;
  nlohmann::json config;
};

}  // namespace vp::test
